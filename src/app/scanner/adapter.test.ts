import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { printImage } from '#systems/biometrics/test/prints.ts'
import { scannerAddress } from '#systems/biometrics/scanner-setting.ts'
import { serveScanner, type Adapter } from './adapter.ts'

const folder = mkdtempSync(join(tmpdir(), 'mizan-scanner-'))
const [origin, token] = ['https://mizan.example', 'a-code-of-sixteen-or-more']
let adapter: Adapter
beforeAll(async () => { adapter = await serveScanner({ folder, port: 0, origins: [origin], token, waitMs: 1500, device: { maker: 'Maker', model: 'One', serial: 'S-1', dpi: 500 } }) })
afterAll(async () => {
  await adapter.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** fetch() sets no Origin and no Host of one's own. */
function ask(method: string, path: string, headers: Record<string, string> = {}): Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(adapter.url + path, { method, headers: { origin, 'x-mizan-scanner': token, ...headers } }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part)).on('end', () => { resolve({ status: answer.statusCode!, headers: answer.headers, body: Buffer.concat(parts) }) })
    })
    sent.on('error', reject).end()
  })
}

test('another site, another name for this machine, and a wrong code are turned away', async () => {
  expect(await ask('GET', '/status')).toMatchObject({ status: 200, headers: { 'access-control-allow-origin': origin } })
  for (const headers of [{ origin: 'https://elsewhere.example' }, { origin: 'null' }, { host: 'rebound.example' }] as Record<string, string>[]) {
    const answer = await ask('GET', '/status', headers)
    expect([answer.status, answer.headers['access-control-allow-origin'], answer.body.length]).toEqual([403, undefined, 0])
  }
  expect((await ask('GET', '/status', { 'x-mizan-scanner': 'wrong' })).body.toString()).toBe('{"error":"unpaired"}')
  expect((await ask('POST', '/capture', { 'x-mizan-scanner': `${token}x` })).status).toBe(401)
  expect(await ask('OPTIONS', '/capture', { 'access-control-request-private-network': 'true' })).toMatchObject({ status: 204, headers: { 'access-control-allow-headers': 'x-mizan-scanner', 'access-control-allow-private-network': 'true' } })
})

test('gives the image that is saved after it was asked, not one that lay there, and removes it', async () => {
  writeFileSync(join(folder, 'before.png'), printImage(1))
  const asked = ask('POST', '/capture?finger=1')
  await pause(300)
  expect((await ask('POST', '/capture?finger=1')).body.toString()).toBe('{"error":"busy"}')
  const image = printImage(2)
  writeFileSync(join(folder, 'scan.png'), image)
  const got = await asked
  expect(got).toMatchObject({ status: 200, headers: { 'content-type': 'image/png', 'x-scanner-dpi': '500', 'x-scanner-serial': 'S-1' } })
  expect(got.body.equals(image)).toBe(true)
  expect([existsSync(join(folder, 'scan.png')), existsSync(join(folder, 'before.png'))]).toEqual([false, true])
})

test('says when no image came', async () => {
  expect(await ask('POST', '/capture?finger=1')).toMatchObject({ status: 504 })
})

test.each([['https://127.0.0.1:7171'], ['http://mizan.example:7171'], ['http://127.0.0.1'], ['http://127.0.0.1:7171/x'], ['127.0.0.1:7171'], ['http://user@127.0.0.1:7171']])('the setting %s is refused', (setting) => {
  expect(() => scannerAddress(setting)).toThrow(/MIZAN_SCANNER/)
})

test('the setting names a port on the machine’s own loopback', () => {
  expect([scannerAddress('http://127.0.0.1:7171'), scannerAddress('http://127.0.0.1:7171/'), scannerAddress('')]).toEqual(['http://127.0.0.1:7171', 'http://127.0.0.1:7171', null])
})
