// Files that somebody added and papers that we print: never a page, never a script, never another name than is safe in a header.
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { custodyPage } from '#systems/courts/test/scene.ts'
import { book, order } from '#systems/custody/test/scene.ts'
import { openHouse, type House } from '#test/hardening/house.ts'
import { tokenOf } from '#test/support/country.ts'

const script = '<script>globalThis.ran = true</script>'
let house: House
let cookie = ''
let recordId = ''
beforeAll(async () => {
  house = await openHouse()
  recordId = (await book(house.app)).id
  cookie = `mizan=${await tokenOf(house.app.db, house.app.country, 'stationOfficer', house.app.time.now)}`
})

async function upload(name: string, type: string, content: string | Buffer) {
  const payload = Buffer.concat([Buffer.from(`--x\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`), Buffer.from(content), Buffer.from('\r\n--x--\r\n')])
  const reply = await house.app.server.inject({ method: 'POST', url: `/api/documents/upload/${recordId}/attachment`, payload, headers: { 'content-type': 'multipart/form-data; boundary=x', 'x-mizan': '1', 'idempotency-key': randomUUID(), cookie } })
  return { status: reply.statusCode, body: reply.json() as { documentId?: string; fileName?: string; mediaType?: string } }
}
const fetchFile = (id: string, query = '') => house.app.server.inject({ url: `/api/documents/${id}/file${query}`, headers: { cookie } })

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64')
const pdf = Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF')

describe('what a browser could run is not taken, whatever it calls itself', () => {
  test.each([
    ['a page', 'a.html', 'text/html', script], ['a page called a text', 'a.txt', 'text/plain', `<!doctype html>${script}`], ['a page called a text, after blanks', 'a.txt', 'text/plain', `\n\n \t<html>${script}`], ['an SVG', 'a.svg', 'image/svg+xml', `<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`],
    ['an SVG called a picture', 'a.png', 'image/png', `<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`], ['XML', 'a.xml', 'application/xml', `<?xml version="1.0"?><x xmlns="http://www.w3.org/1999/xhtml">${script}</x>`], ['a page called a PDF', 'a.pdf', 'application/pdf', script],
    ['a program of the browser', 'a.js', 'text/javascript', 'alert(1)'], ['an archive', 'a.zip', 'application/zip', Buffer.from('PK\u0003\u0004', 'latin1')], ['a page with a BOM', 'a.txt', 'text/plain', `\uFEFF<!DOCTYPE html>${script}`], ['a comment, then a page', 'a.txt', 'text/plain', `<!-- x --><html>${script}`],
    ['a manifest', 'a.manifest', 'text/cache-manifest', 'CACHE MANIFEST'], ['UTF-16', 'a.txt', 'text/plain', Buffer.from(`\uFEFF<html>${script}`, 'utf16le')], ['two endings', 'a.png.html', 'image/png', png],
  ])('%s', async (_, name, type, content) => {
    const { status } = await upload(name, type, content)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
  })
})

describe('what is taken is sent as what it is, and as nothing else', () => {
  test.each([
    ['a picture that holds a page', 'a.png', 'image/png', Buffer.concat([png, Buffer.from(script)]), 'image/png'], ['a text that speaks of scripts', 'a.txt', 'text/plain', `He wrote: ${script}`, 'text/plain; charset=utf-8'], ['a PDF with a script of its own', 'a.pdf', 'application/pdf', pdf, 'application/pdf'],
  ])('%s', async (_, name, type, content, served) => {
    const { status, body } = await upload(name, type, content)
    expect(status).toBe(200)
    for (const query of ['', '?save=true']) {
      const { statusCode, headers } = await fetchFile(body.documentId!, query)
      expect(statusCode).toBe(200)
      expect(headers).toMatchObject({ 'content-type': served, 'x-content-type-options': 'nosniff', 'cache-control': 'no-store', 'cross-origin-resource-policy': 'same-origin', 'x-frame-options': 'DENY' })
      expect(headers['content-disposition']).toMatch(query ? /^attachment; / : /^inline; /)
      const policy = String(headers['content-security-policy'])
      expect(policy).toMatch(/^default-src 'none'/)
      expect(policy).not.toMatch(/script-src|unsafe/)
      // The browser's viewer of PDF is switched off by a sandbox; it runs in a process and origin of its own.
      expect(policy.includes('sandbox')).toBe(served !== 'application/pdf')
    }
  })

  test.each([
    ['"><img src=x onerror=alert(1)>.png'], ["'; drop table kernel.document; --.png"], ['..\\..\\etc\\passwd.png'], ['a%0d%0aSet-Cookie: x=y.png'], ['a;filename=b.html.png'], ['ملف سرّي.png'], ['${7*7}{{7*7}}.png'], ['.png.png'], ['-rf.png'], ['con.png'],
  ])('named %s', async (name) => {
    const { status, body } = await upload(name.replaceAll('"', '%22'), 'image/png', png)
    if (status >= 400) return
    const { headers } = await fetchFile(body.documentId!)
    expect(headers['content-disposition']).toMatch(/^inline; filename\*=UTF-8''[\w.!~*'()%-]+$/)
    expect(headers).not.toHaveProperty('set-cookie')
    expect(decodeURIComponent(/''(.+)$/.exec(String(headers['content-disposition']))![1]!)).not.toMatch(/[/\\<>:"|?*\r\n]/)
  })
})

test('a form that we print holds what was typed as letters', { timeout: 60_000 }, async () => {
  const { app } = house
  const { id } = await book(app, { more: { facts: `${script} #eval("1") #read("/etc/passwd") $x$ \\u{41} @ref *bold* _em_ = title`, place: '#include "/etc/passwd"', arrestedBy: '](javascript:alert(1))' } })
  await order(app, id, { reasons: '#import "x.typ" ; #sys.inputs', knownAs: '#{1+1}' } as never)
  const papers = await app.server.inject({ url: `/api/documents?recordId=${id}`, headers: { cookie } })
  const rows = (papers.json() as { rows: { id: string }[] }).rows
  expect(rows.length).toBeGreaterThan(0)
  for (const row of rows) {
    const { statusCode, headers, rawPayload } = await fetchFile(row.id)
    expect(statusCode).toBe(200)
    expect(headers['content-type']).toBe('application/pdf')
    expect(rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
    expect(rawPayload.toString('latin1')).not.toMatch(/root:x:0|\/JavaScript|\/OpenAction|\/Launch/)
  }
  expect((await custodyPage(app, id)).arrest.facts).toContain(script)
})
