import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256 } from '../merkle.ts'
import { makeRowFold, wordsOf } from './row-fold.ts'
import { KEY_BYTES, writeRowKey } from './row-key.ts'

/** Key and digest of a row, as words. */
function rowOf(id: string, content: string): Int32Array {
  const bytes = Buffer.alloc(KEY_BYTES)
  writeRowKey(id, bytes, 0)
  return wordsOf(Buffer.concat([bytes, sha256(content)]))
}

const change = fc.record({ table: fc.nat(2), id: fc.oneof(fc.uuid(), fc.constantFrom('a/b', 'a/c', 'x')), content: fc.string(), isDeletion: fc.boolean() })

test('the fold says the same as a map of the last changes', () => {
  fc.assert(fc.property(fc.array(change, { maxLength: 60 }), fc.boolean(), (changes, isReversed) => {
    const fold = makeRowFold()
    const expected = new Map(changes.map((c, place) => [`${c.table} ${c.id}`, { ...c, place }]))
    // Chunks come in any order: the place in the log decides, not the time of the call.
    const inOrder = [...changes.entries()]
    for (const [place, c] of isReversed ? inOrder.reverse() : inOrder) fold.note(c.table, rowOf(c.id, c.content), 0, place, c.isDeletion)
    expect(fold.count()).toBe(expected.size)
    const missing: [number, number][] = []
    fold.eachMissing((table, _, place) => missing.push([table, place]))
    expect(missing.sort()).toEqual([...expected.values()].filter((c) => !c.isDeletion).map((c) => [c.table, c.place]).sort())
    for (const { table, id, content, isDeletion, place } of expected.values()) {
      expect(fold.placeOf(table, rowOf(id, ''), 0)).toBe(place)
      expect(fold.compare(table, rowOf(id, content), 0)).toBe(isDeletion ? 'deleted' : 'same')
      expect(fold.compare(table, rowOf(id, content), 0)).toBe('repeated')
    }
    fold.eachMissing(() => expect.unreachable())
  }))
})

test('many rows, an altered one and an unknown one', () => {
  const fold = makeRowFold()
  const id = (i: number) => `01980000-0000-7000-8000-${String(i).padStart(12, '0')}`
  for (let i = 0; i < 5000; i++) fold.note(i % 3, rowOf(id(i), `row ${i}`), 0, i, false)
  for (let i = 0; i < 5000; i++) expect(fold.compare(i % 3, rowOf(id(i), i === 77 ? 'other' : `row ${i}`), 0)).toBe(i === 77 ? 'altered' : 'same')
  expect(fold.compare(0, rowOf(id(5000), ''), 0)).toBe('unknown')
  expect(fold.compare(1, rowOf(id(3), 'row 3'), 0)).toBe('unknown')
})

test('keys: a uuid is its bytes, in capitals too; any other text is hashed', () => {
  const key = (text: string) => {
    const bytes = Buffer.alloc(KEY_BYTES)
    writeRowKey(text, bytes, 0)
    return bytes.toString('hex')
  }
  expect(key('01980000-0000-7000-8000-0000000000ff')).toBe('019800000000700080000000000000ff')
  expect(key('01980000-0000-7000-8000-0000000000FF')).toBe('019800000000700080000000000000ff')
  for (const text of ['', 'a/b', '01980000-0000-7000-8000-0000000000fg', '01980000-0000-7000-8000x0000000000ff', 'مفتاح']) {
    expect(key(text)).toBe(sha256(text).toString('hex', 0, KEY_BYTES))
  }
})

test('words of bytes that are not aligned are the same words', () => {
  const bytes = Buffer.from(Array.from({ length: 20 }, (_, i) => i))
  expect([...wordsOf(Buffer.from(bytes.buffer, bytes.byteOffset + 1, 16))]).toEqual([...wordsOf(Buffer.from(bytes.subarray(1, 17)))])
})
