import { chmodSync, mkdtempSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addKey, dropKeys, keyIds, seal, SealError, unseal } from './sealing.ts'

const place = { table: 'biometrics.template', id: '01980000-0000-7000-8000-000000000001', part: 'template' }
const freshFile = () => join(mkdtempSync(join(tmpdir(), 'mizan-ring-')), 'biometrics', 'template-keys.json')
const value = Buffer.from('ridges and valleys, ridges and valleys')

test('what was sealed opens in its place, and no two seals are alike', () => {
  const file = freshFile()
  const a = seal(place, value, file)
  const b = seal(place, value, file)
  expect(unseal(place, a, file)).toEqual(value)
  expect(a.sealed).not.toEqual(b.sealed)
  expect(a.sealed.includes(value.subarray(0, 8))).toBe(false)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(seal({ ...place, id: 'x' }, Buffer.alloc(0), file).sealed).toHaveLength(28)
})

test('in another row, table or part it does not open', () => {
  const file = freshFile()
  const sealed = seal(place, value, file)
  for (const other of [{ ...place, id: '01980000-0000-7000-8000-000000000002' }, { ...place, table: 'biometrics.mark' }, { ...place, part: 'image' }]) {
    expect(() => unseal(other, sealed, file)).toThrow(SealError)
  }
})

test('a changed value, another ring, a key that is gone: refused', () => {
  const file = freshFile()
  const { keyId, sealed } = seal(place, value, file)
  for (const at of [0, 12, 28, sealed.length - 1]) {
    const changed = Buffer.from(sealed)
    changed[at]! ^= 1
    expect(() => unseal(place, { keyId, sealed: changed }, file)).toThrow(SealError)
  }
  expect(() => unseal(place, { keyId, sealed: sealed.subarray(0, 20) }, file)).toThrow(SealError)
  expect(() => unseal(place, { keyId, sealed }, freshFile())).toThrow(/not in the ring/)
})

test('a new key seals from now on; the earlier one opens until it is dropped', () => {
  const file = freshFile()
  const old = seal(place, value, file)
  const next = addKey(file)
  expect(seal(place, value, file).keyId).toBe(next)
  expect(unseal(place, old, file)).toEqual(value)
  expect(() => { dropKeys([next], file) }).toThrow(SealError)
  dropKeys([old.keyId], file)
  expect(keyIds(file)).toEqual({ current: next, all: [next] })
  expect(() => unseal(place, old, file)).toThrow(/not in the ring/)
})

test('a ring that others can read is not used', () => {
  const file = freshFile()
  seal(place, value, file)
  addKey(file)
  chmodSync(file, 0o644)
  expect(() => seal(place, value, file)).toThrow(/chmod 600/)
  expect(readFileSync(file, 'utf8')).toContain('current')
})
