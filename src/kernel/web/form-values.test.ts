import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { errorsOf, isRequired, valueAt, versionField, withValue, withoutEmpty } from './form-values.ts'

const words = { t: (key: string, params?: object) => (params && Object.keys(params).length > 0 ? `${key} ${JSON.stringify(params)}` : key), has: (key: string) => key.startsWith('refusal.') }
const schema = z.object({
  reason: z.string().min(5), days: z.int().min(1).max(15), on: z.iso.date(), kind: z.enum(['a', 'b']), note: z.string().max(3).optional(),
  order: z.object({ number: z.string().min(1) }), offences: z.array(z.string()).min(1),
})

test('values by dotted path', () => {
  const values = { a: { b: 1 }, list: [{ c: 2 }] }
  expect(valueAt(values, 'list.0.c')).toBe(2)
  expect(withValue(values, 'list.0.c', 3)).toEqual({ a: { b: 1 }, list: [{ c: 3 }] })
  expect(withValue({}, 'x.y', 1)).toEqual({ x: { y: 1 } })
  expect(values).toEqual({ a: { b: 1 }, list: [{ c: 2 }] })
})

test('empty fields and groups are left out, false and zero are kept', () => {
  expect(withoutEmpty({ a: '', b: undefined, c: 0, d: false, e: { f: '' }, g: [], h: null })).toEqual({ c: 0, d: false, g: [], h: null })
})

describe('errors speak the reader’s language', () => {
  test('absent', () => {
    const result = schema.safeParse({})
    expect(errorsOf(result.error!.issues, words)).toEqual({
      reason: 'invalid.required', days: 'invalid.required', on: 'invalid.required', kind: 'invalid.required', order: 'invalid.required', offences: 'invalid.required',
    })
  })
  test('wrong', () => {
    const result = schema.safeParse({ reason: 'abc', days: 16, on: '2026-02-30', kind: 'c', note: 'long', order: { number: '' }, offences: [] })
    expect(errorsOf(result.error!.issues, words)).toMatchObject({
      reason: 'invalid.tooShort {"minimum":"5"}', days: 'invalid.tooBig {"maximum":"15"}', on: 'invalid.date', note: 'invalid.tooLong {"maximum":"3"}', 'order.number': 'invalid.required', offences: 'invalid.tooFew {"minimum":"1"}',
    })
  })
  test('a rule’s own words', () => {
    const own = z.object({ a: z.string() }).refine(() => false, { message: 'refusal.own', path: ['a'] })
    expect(errorsOf(own.safeParse({ a: 'x' }).error!.issues, words)).toEqual({ a: 'refusal.own' })
  })
})

test('what the contract insists on', () => {
  expect(isRequired(schema, 'reason')).toBe(true)
  expect(isRequired(schema, 'note')).toBe(false)
  expect(isRequired(schema, 'order.number')).toBe(true)
  expect(isRequired(schema.refine(() => true), 'reason')).toBe(true)
  expect(isRequired(schema, 'nothing')).toBe(false)
})

test.each([
  [{ id: z.uuid(), version: z.int() }, 'version'], [{ id: z.uuid(), expectedVersion: z.int().optional() }, 'expectedVersion'], [{ id: z.uuid() }, undefined],
])('the field that carries the version seen: %#', (shape, field) => {
  expect(versionField(z.object(shape))).toBe(field)
  expect(versionField(z.object(shape).refine(() => true))).toBe(field)
})
