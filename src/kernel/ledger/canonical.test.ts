import { describe, expect, test } from 'vitest'
import { canonical } from './canonical.ts'

describe('canonical JSON (RFC 8785)', () => {
  test.each<[string, unknown, string]>([
    ['keys by UTF-16 code units', { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 },
      '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}'],
    ['numbers as ECMAScript prints them', [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27, -0, 1e21, 2 ** 53],
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0,1e+21,9007199254740992]'],
    ['only what must be escaped', '\u20ac$\u000F\nA\'B"\\\\"/', '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'],
    ['Arabic stays as it is', { اسم: 'أحمد' }, '{"اسم":"أحمد"}'],
    ['nested, no spaces', { b: [1, { d: null, c: true }], a: {} }, '{"a":{},"b":[1,{"c":true,"d":null}]}'],
    ['a Date is its ISO text', { at: new Date('2026-11-22T08:00:00Z') }, '{"at":"2026-11-22T08:00:00.000Z"}'],
    ['an undefined key is left out', { a: undefined, b: 1 }, '{"b":1}'],
  ])('%s', (_, value, text) => {
    expect(canonical(value)).toBe(text)
  })

  test.each<[string, unknown]>([
    ['undefined', undefined], ['NaN', Number.NaN], ['infinity', { a: Infinity }], ['bigint', [1n]], ['a function', { f: () => 1 }],
    ['a lone surrogate', '\ud800'], ['a map', { m: new Map() }], ['bytes', Buffer.from('a')], ['a symbol', Symbol('s')],
  ])('%s is refused', (_, value) => {
    expect(() => canonical(value)).toThrow(TypeError)
  })
})
