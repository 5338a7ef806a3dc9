import { describe, expect, it } from 'vitest'
import { against, blocking, isEmpty, missingFields, note, type Confidence } from '#kernel/words/finding.ts'

describe('findings', () => {
  it.each<[Confidence, 'block' | 'warn']>([['T', 'block'], ['C', 'block'], ['P', 'warn'], ['U', 'warn']])(
    'a rule known as %s may only %s',
    (confidence, outcome) => {
      expect(against('x.y', 'CPC 1', confidence).outcome).toBe(outcome)
      expect(note('x.y', 'CPC 1', confidence).outcome).toBe('warn')
    },
  )

  it('lets no unconfirmed source block, even when a rule says so', () => {
    const wrong = { outcome: 'block', code: 'x', article: 'y', confidence: 'U' } as const
    expect(blocking([wrong, against('a', 'b', 'T'), note('c', 'd', 'T')])).toEqual([against('a', 'b', 'T')])
  })

  it.each([[undefined, true], [null, true], ['  ', true], [[], true], [0, false], [false, false], ['a', false], [['a'], false]])(
    'isEmpty(%j) is %s',
    (value, empty) => expect(isEmpty(value)).toBe(empty),
  )

  it('names each field that is not filled in', () => {
    const found = missingFields({ name: '', age: 3, home: undefined }, ['name', 'age', 'home'], 'x.missing', 'CPC 131', 'T')
    expect(found.map((f) => f.field)).toEqual(['name', 'home'])
    expect(found[0]).toMatchObject({ outcome: 'block', article: 'CPC 131', params: { field: 'x.field.name' } })
  })
})
