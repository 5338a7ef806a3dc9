import { expect, test } from 'vitest'
import { expectedFalse, fusedScore } from './fusing.ts'
import { goesAgainstScore, outcomeOf, standing, type Outcome, type Verdict } from './opinions.ts'

const [s, d, i] = ['same', 'different', 'inconclusive'] as const

test.each<[readonly Verdict[], string, Verdict | null]>([
  [[], 'waiting', null], [[s], 'verifying', null], [[d], 'verifying', null],
  [[s, s], 'settled', s], [[d, d], 'settled', d], [[i, i], 'settled', i],
  [[s, d], 'conflict', null], [[d, s], 'conflict', null], [[s, i], 'conflict', null], [[d, i], 'conflict', null],
  [[s, d, s], 'settled', i], [[d, s, s], 'settled', i], [[s, d, d], 'settled', d], [[s, i, s], 'settled', s], [[i, s, s], 'settled', s], [[s, i, d], 'settled', i], [[d, i, d], 'settled', d], [[s, i, i], 'settled', i], [[s, d, i], 'settled', i],
])('%j: %s, %s', (opinions, state, result) => { expect(standing(opinions)).toEqual({ state, result }) })

test('a fourth opinion there is not', () => { expect(() => standing([s, d, i, s])).toThrow(RangeError) })

test.each<[readonly (Verdict | null)[], boolean, Outcome | undefined]>([
  [[], true, 'none'], [[], false, 'incomplete'], [[null], true, undefined], [[null], false, undefined], [[s, null], true, 'same'], [[s], false, 'same'], [[d, d], true, 'none'], [[d], false, 'incomplete'],
  [[d, null], true, undefined], [[d, i], true, 'inconclusive'], [[i], false, 'incomplete'], [[i, s], true, 'same'],
])('candidates %j, complete %s: %s', (results, complete, outcome) => { expect(outcomeOf(results, complete)).toBe(outcome) })

test.each<[Verdict, number, boolean]>([[s, 3.9, true], [s, 4, false], [d, 5.9, false], [d, 6, true], [i, 0, false], [i, 20, false]])('%s at %d goes against the number: %s', (verdict, score, against) => { expect(goesAgainstScore(verdict, score)).toBe(against) })

test('fingers together: one says what it says; more of them say more, and those that say nothing weaken', () => {
  expect(fusedScore([])).toBe(0)
  expect(fusedScore([4])).toBeCloseTo(4, 10)
  expect(fusedScore([0, 0, 0])).toBe(0)
  expect(fusedScore([2, 2])).toBeCloseTo(-Math.log10(1e-4 * (1 + 4 * Math.LN10)), 10)
  expect(fusedScore([8, 8])).toBeGreaterThan(fusedScore([8]))
  expect(fusedScore([4, 0])).toBeLessThan(4)
  expect(fusedScore(Array.from({ length: 10 }, () => 40))).toBeGreaterThan(370)
  expect(fusedScore([-1, 4])).toBe(fusedScore([0, 4]))
})

test('ten uniform chances put together are a uniform chance again', () => {
  let state = 7
  const random = () => { state = (state * 48271) % 2147483647; return state / 2147483647 }
  const fused = Array.from({ length: 4000 }, () => fusedScore(Array.from({ length: 10 }, () => -Math.log10(random()))))
  expect(fused.filter((score) => score >= 1).length / fused.length).toBeCloseTo(0.1, 1)
  expect(fused.filter((score) => score >= 2).length / fused.length).toBeLessThan(0.02)
})

test('strangers that score as high by chance', () => {
  expect(expectedFalse(4, 10_000)).toBeCloseTo(1, 10)
  expect(expectedFalse(7, 1_000_000)).toBeCloseTo(0.1, 10)
})
