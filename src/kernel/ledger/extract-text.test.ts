import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hasExtract, readExtract, writeExtract } from './extract-text.ts'
import type { Extract } from './extract-text.ts'

const root = Buffer.alloc(32, 7).toString('base64')
const signature = (n: number) => Buffer.concat([Buffer.alloc(4, n), Buffer.alloc(n === 1 ? 64 : 72, n)]).toString('base64')
const checkpoint = `mizan.example/log\n1048577\n${root}\n\n— mizan.example/log ${signature(1)}\n— bar.example/witness ${signature(2)}\n— university.example/witness ${signature(3)}\n`
const body = JSON.stringify({ actor: '01980000-0000-7000-8000-000000000001', detail: { paper: { content: 'a1'.repeat(32), facts: { name: 'علي حسين كاظم', until: '2026-12-07' } } }, v: 1, verb: 'documents.certify' })
const extract: Extract = { salt: Uint8Array.from(randomBytes(16)), body, index: 1_048_575, path: Array.from({ length: 20 }, () => Uint8Array.from(randomBytes(32))), checkpoint }
const kindOf = (text: string) => {
  try {
    readExtract(text)
    return 'read'
  } catch (error) {
    return (error as { kind: string }).kind
  }
}

describe('the digits of an extract', () => {
  const digits = writeExtract(extract)

  test('give back what was written, wherever they stand', () => {
    for (const text of [digits, `https://mizan.example/check#${digits}\n`, digits.replace(/.{60}/g, '$&\r\n'), digits.replace(/\d/g, (d) => '٠١٢٣٤٥٦٧٨٩'[Number(d)]!)]) expect(readExtract(text)).toEqual(extract)
    expect(hasExtract(digits)).toBe(true)
    expect(hasExtract('https://mizan.example/check/ABCDE-FGHJK-12345')).toBe(false)
  })

  test('are about 1.6 KB in a code', () => {
    expect(digits.length * 10 / 3 / 8).toBeLessThan(1600)
  })

  test('say when they were cut off, misread, or are something else', () => {
    for (const cut of [1, 13, 40, 500, digits.length - 400]) expect(kindOf(digits.slice(0, -cut))).toBe('cut-off')
    for (const at of [250, 900, digits.length - 50]) expect(kindOf(digits.slice(0, at) + String((Number(digits[at]) + 1) % 10) + digits.slice(at + 1))).toBe('misread')
    expect(kindOf('ABCDE-FGHJK')).toBe('not-an-extract')
    expect(kindOf('0'.repeat(400))).toBe('not-an-extract')
    expect(kindOf('9'.repeat(400))).toBe('misread')
  })

  test('any entry, place and path come back', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.nat({ max: 2 ** 40 }), fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 42 }), (text, index, path) => {
      const one = { ...extract, body: JSON.stringify({ text, id: '01980000-0000-7000-8000-000000000001' }), index, path }
      expect(readExtract(writeExtract(one))).toEqual(one)
    }), { numRuns: 60 })
  })

  test('no other change of a digit is read as another extract', () => {
    fc.assert(fc.property(fc.nat({ max: digits.length - 1 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
      expect(kindOf(digits.slice(0, at) + String((Number(digits[at]) + by) % 10) + digits.slice(at + 1))).not.toBe('read')
    }), { numRuns: 200 })
  })
})
