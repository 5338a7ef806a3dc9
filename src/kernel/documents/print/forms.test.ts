import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { ZodError } from 'zod'
import { findForm, forms, type FormId } from '../forms/all.ts'
import { samples } from '../forms/samples.ts'
import { composePaper, printPaper, renderForm, renderLabel, type Letterhead, type PaperParticulars } from './paper.ts'
import { PrintError, closePrinter, print } from './printer.ts'
import { qrSvg } from './qr.ts'

const letterhead: Letterhead = { lines: [{ ar: 'جمهورية العراق', ckb: 'کۆماری عێراق', en: 'Republic of Iraq' }, { ar: 'محكمة تحقيق الكرخ', ckb: 'دادگای لێکۆڵینەوەی کەرخ', en: 'Karkh Investigation Court' }] }
const particulars: PaperParticulars = { number: '2026/000123', issuedAt: new Date('2026-11-22T11:05:00Z'), verifyUrl: 'https://mizan.example.iq/check/ABCDE-FGHJK-MNPQR-STVWX-YZ012' }
const ids = Object.keys(forms) as FormId[]
const folder = mkdtempSync(join(tmpdir(), 'mizan-print-'))
afterAll(async () => {
  await closePrinter()
  rmSync(folder, { recursive: true, force: true })
})

function has(program: string): boolean {
  try { execFileSync(program, ['-v'], { stdio: 'ignore' }); return true } catch { return false }
}

/** The text of a PDF in logical order, direction marks taken out; by poppler, where the machine has it. */
function textOf(pdf: Buffer): string {
  const file = join(folder, 'paper.pdf')
  writeFileSync(file, pdf)
  return execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).replace(/[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '')
}

describe('every form', () => {
  test.each(ids)('%s is drawn in three languages, each on few pages', async (id) => {
    const template = findForm(id)!
    expect(template.id).toBe(id)
    for (const lang of ['ar', 'ckb', 'en'] as const) {
      expect(template.title[lang]).not.toBe('')
      const { pdf, pages } = await printPaper(composePaper(template, lang, samples[id], letterhead), particulars)
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
      expect(pages).toBeGreaterThanOrEqual(1)
      expect(pages).toBeLessThanOrEqual(3)
    }
  })

  test.each(ids)('%s refuses data that lacks what the law asks for', (id) => {
    expect(() => composePaper(findForm(id)!, 'ar', {}, letterhead)).toThrow(ZodError)
  })

  test('the same paper gives the same bytes, and another instant other bytes', async () => {
    const content = composePaper(findForm('judgment')!, 'ar', samples.judgment, letterhead)
    const first = await printPaper(content, particulars)
    await closePrinter()
    const again = await printPaper(content, particulars)
    const later = await printPaper(content, { ...particulars, issuedAt: new Date('2026-11-22T11:06:00Z') })
    expect(again.pdf.equals(first.pdf)).toBe(true)
    expect(later.pdf.equals(first.pdf)).toBe(false)
  })

  test('a form tells no more of a person than it needs', () => {
    const content = composePaper(findForm('detention-order')!, 'ar', samples['detention-order'], letterhead)
    expect(JSON.stringify(content.blocks)).not.toContain('0770 000 0000')
  })
})

describe('what people type is data', () => {
  const hostile = ['#panic("x")', '$ x^2 $', '\\ \\u{41} \\#', '*bold* _it_ `raw`', '= heading', '] #set text(red) [', '"}; #import "x"', '@ref <label>', '// comment /* x */', '#sys.inputs', '#read("/etc/passwd")', 'https://a.example/b-c']
  test('markup is printed as it was typed', async () => {
    const data = { ...samples['detention-order'], detainee: { name: hostile[0]! }, offence: hostile[3]!, article: hostile[5]!, reasons: hostile.join('\n') }
    const pdf = await renderForm(findForm('detention-order')!, 'en', data, { ...particulars, letterhead })
    if (!has('pdftotext')) return
    const text = textOf(pdf).replace(/\s+/g, ' ')
    for (const typed of hostile) expect(text).toContain(typed)
  })

  test('a direction override in a name is not in the paper', () => {
    const content = composePaper(findForm('detention-order')!, 'ar', { ...samples['detention-order'], detainee: { name: 'علي\u202Eنيسح' } }, letterhead)
    expect(JSON.stringify(content)).not.toContain('\u202E')
  })

  test('very long words and passages stay on paper', async () => {
    const data = { ...samples['witness-statement'], words: `${'ا'.repeat(3000)}\n${'كلمة '.repeat(9000)}` }
    const { pages } = await printPaper(composePaper(findForm('witness-statement')!, 'ar', data, letterhead), particulars)
    expect(pages).toBeGreaterThan(5)
  })

  test.skipIf(!has('pdftotext'))('Arabic words are found in the PDF by search', async () => {
    const text = textOf(await renderForm(findForm('release-order')!, 'ar', samples['release-order'], { ...particulars, letterhead }))
    expect(text).toContain('2026/000123')
    expect(text).toContain('1448')
  })
})

describe('labels and codes', () => {
  test('a label is drawn, and a code outside ASCII refused', async () => {
    const pdf = await renderLabel({ code: 'MZ-2026-000456', lines: ['مبرز #1', 'Samsung A-52'], lang: 'ar' })
    expect(pdf.length).toBeGreaterThan(1000)
    await expect(renderLabel({ code: 'م-1', lines: [], lang: 'ar' })).rejects.toThrow(RangeError)
  })
  test('no text, no QR', () => {
    expect(qrSvg('')).toBe('')
    expect(qrSvg('x')).toMatch(/^<svg/)
  })
})

describe('the printer', () => {
  test('a layout that fails rejects its own paper only', async () => {
    await expect(print('paper', { nonsense: true }, new Date(0))).rejects.toThrow(PrintError)
    await expect(renderForm(findForm('release-slip')!, 'ar', samples['release-slip'], { ...particulars, letterhead })).resolves.toBeInstanceOf(Buffer)
  })
  test('closing rejects what waits, and a later paper starts it again', async () => {
    const content = composePaper(findForm('release-slip')!, 'ar', samples['release-slip'], letterhead)
    const waiting = Promise.allSettled([printPaper(content, particulars), printPaper(content, particulars)])
    await closePrinter()
    expect((await waiting).map((w) => w.status)).toEqual(['rejected', 'rejected'])
    expect((await printPaper(content, particulars)).pages).toBe(1)
  })
  test('draws many at once', async () => {
    const content = composePaper(findForm('release-slip')!, 'ar', samples['release-slip'], letterhead)
    const all = await Promise.all(Array.from({ length: 20 }, (_, i) => printPaper(content, { ...particulars, number: `2026/${i}` })))
    expect(new Set(all.map((p) => p.pdf.toString('latin1'))).size).toBe(20)
  })
})
