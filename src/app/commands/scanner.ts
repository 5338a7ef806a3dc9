import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { serveScanner } from '../scanner/adapter.ts'
import { UsageError, type Command } from './command.ts'

const shortestToken = 16

export const scanner: Command = {
  name: 'scanner',
  summary: 'Gives the screens of this machine the images that a scanner’s own program saves into a folder.',
  usage: `scanner --folder DIR --origin ADDRESS [--origin ADDRESS]… [--port 7171] [--dpi 500] [--maker M] [--model M] [--serial S] [--token-file FILE] [--keep]

  --folder D      where the scanner's own program saves its images (PNG, BMP, JPEG, WSQ)
  --origin A      the address of Mizan as the browser shows it, such as https://mizan.example; no other page is answered
  --port N        on this machine's own loopback; the server's setting MIZAN_SCANNER=http://127.0.0.1:N lets its screens ask there
  --dpi N         the resolution the scanner works at (300 to 1,000)
  --serial S      its serial number, as it is registered in Mizan
  --token-file F  the pairing code, on its first line; otherwise a new one is made at each start and shown
  --keep          leaves images in the folder; otherwise each is removed when it was given

Give each operator's machine its own. The protocol, for makers of other adapters: docs/formats/scanner-adapter.md.`,
  async run(args) {
    const { values } = parseArgs({ args, options: {
      folder: { type: 'string' }, origin: { type: 'string', multiple: true }, port: { type: 'string' }, dpi: { type: 'string' }, maker: { type: 'string' }, model: { type: 'string' }, serial: { type: 'string' },
      'token-file': { type: 'string' }, keep: { type: 'boolean' } } })
    if (values.folder === undefined) throw new UsageError('name the folder: ./mizan scanner --folder DIR --origin https://…')
    const origins = (values.origin ?? []).map((origin) => {
      if (!URL.canParse(origin) || !/^https?:$/.test(new URL(origin).protocol)) throw new UsageError(`--origin ${origin}: an address such as https://mizan.example`)
      return new URL(origin).origin
    })
    if (origins.length === 0) throw new UsageError('say whose pages may ask: --origin https://mizan.example')
    const token = values['token-file'] === undefined ? randomBytes(18).toString('base64url') : (readFileSync(values['token-file'], 'utf8').split('\n')[0] ?? '').trim()
    if (token.length < shortestToken) throw new UsageError(`--token-file: the code has fewer than ${shortestToken} characters`)
    const adapter = await serveScanner({
      folder: resolve(values.folder), port: whole('port', values.port ?? '7171', 0, 65_535), origins, token, keep: values.keep ?? false,
      device: { maker: values.maker ?? '—', model: values.model ?? '—', serial: values.serial ?? '—', dpi: whole('dpi', values.dpi ?? '500', 300, 1000) },
    })
    process.stdout.write(`${adapter.url}\n`)
    process.stderr.write(`Waiting for images in ${resolve(values.folder)}, for ${origins.join(', ')}.\n${values['token-file'] === undefined ? `Pairing code: ${token}\n` : ''}Stop with Ctrl+C.\n`)
    await new Promise<void>((done) => { for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { done() }) })
    await adapter.stop()
    return 0
  },
}

function whole(name: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < least || value > most) throw new UsageError(`--${name} ${text}: a whole number from ${least} to ${most}`)
  return value
}
