import { expect, test } from 'vitest'
import { holdsHidden, withoutHidden } from './hidden.ts'

test.each([
  ['نص عربي', false], ['نا\u200Cڵێم', false], ['\u200Fعلي\u200E', false], ['سطر\nسطر\tحقل\r\n', false], ['👩‍👩‍👧', false], ['', false],
  ['a\u0000b', true], ['\u001B[2J', true], ['\u0085', true], ['invoice\u202Efdp', true], ['\u2066x\u2069', true], ['\uD800', true], ['x\uDC00', true],
])('%j: %s', (text, hidden) => {
  expect(holdsHidden(text)).toBe(hidden)
  expect(holdsHidden(withoutHidden(text))).toBe(false)
  if (!hidden) expect(withoutHidden(text)).toBe(text)
})

test('takes them out of every text of an input, and leaves the rest as it is', () => {
  const at = new Date(0)
  expect(withoutHidden({ phone: '\u202A0770\u202C', list: ['a\u0000', 3, null], at })).toEqual({ phone: '0770', list: ['a', 3, null], at })
})
