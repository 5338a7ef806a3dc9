import { describe, expect, test } from 'vitest'
import { goesAgainst, leavingFindings, suggestedOutcome, type CheckFacts, type Outcome } from './checking.ts'

test.each<[number, number, Outcome]>([
  [12, 90, 'agrees'], [4, 10, 'agrees'], [3.99, 90, 'unclear'], [1, 90, 'unclear'], [0.99, 90, 'differs'], [0, 40, 'differs'], [0, 39, 'unclear'],
])('score %d at quality %d suggests %s', (score, quality, outcome) => { expect(suggestedOutcome({ score, quality })).toBe(outcome) })

test.each<[number, Outcome, boolean]>([[0.2, 'agrees', true], [4, 'agrees', false], [9, 'differs', true], [0.2, 'differs', false], [9, 'unclear', false], [0, 'unclear', false]])(
  'score %d and the decision %s: against the number %s', (score, decision, against) => { expect(goesAgainst(score, decision)).toBe(against) })

describe('at the gate', () => {
  const check = (minute: number, more: Partial<CheckFacts>): CheckFacts => ({ at: new Date(Date.UTC(2026, 10, 22, 8, minute)), hindrance: null, score: 7, outcome: 'agrees', resolution: null, ...more })
  const say = (enrolled: boolean, ...checks: CheckFacts[]) => leavingFindings({ enrolled, checks }).map((f) => `${f.outcome} ${f.code.replace('biometrics.', '')}`)
  const differs = { score: 0.1, outcome: 'differs' } as const

  test('nothing was checked: it is said, and nobody is kept for it', () => {
    expect(say(true)).toEqual(['warn not-checked'])
    expect(say(false)).toEqual(['warn nothing-to-check'])
  })
  test('the finger agrees: nothing to say', () => { expect(say(true, check(1, {}))).toEqual([]) })
  test('it agrees only in the officer’s word', () => { expect(say(true, check(1, { score: 2 }))).toEqual(['warn agrees-against-score']) })
  test('it differs: stopped, also when another finger agrees afterwards', () => {
    expect(say(true, check(1, differs))).toEqual(['block finger-differs'])
    expect(say(true, check(1, differs), check(2, {}))).toEqual(['block finger-differs'])
  })
  test('another officer says it is the same person: no longer stopped', () => { expect(say(true, check(1, { ...differs, resolution: 'same-person' }))).toEqual([]) })
  test('another officer says it is somebody else: stopped until the right one stands there', () => {
    const other = check(1, { ...differs, resolution: 'another-person' })
    expect(say(true, other)).toEqual(['block another-person'])
    expect(say(true, check(2, {}), other)).toEqual([])
    expect(say(true, check(0, {}), other)).toEqual(['block another-person'])
  })
  test('compared, and nobody has decided', () => { expect(say(true, check(1, { outcome: null }))).toEqual(['block check-undecided']) })
  test('two that differ are told once', () => { expect(say(true, check(1, differs), check(2, differs))).toEqual(['block finger-differs']) })
  test('hardware is missing: a note with the reason', () => {
    expect(leavingFindings({ enrolled: true, checks: [check(1, { hindrance: 'no-device', outcome: null, score: null })] })).toMatchObject([{ outcome: 'warn', code: 'biometrics.check-not-possible', params: { why: 'biometrics.hindrance.no-device' } }])
  })
  test('unclear', () => { expect(say(true, check(1, { outcome: 'unclear', score: 2 }))).toEqual(['warn finger-unclear']) })
})
