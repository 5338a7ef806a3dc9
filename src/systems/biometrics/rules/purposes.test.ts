import { describe, expect, test } from 'vitest'
import { roles } from '#kernel/access/roles.ts'
import { blocking } from '#kernel/words/finding.ts'
import { findingsOnAsk, missingReferences, purposesOf, searchPurposeRules, searchPurposes, type AskFacts, type Reference, type SearchPurpose } from './purposes.ts'

test.each<[SearchPurpose, readonly Reference[], readonly Reference[]]>([
  ['case-identity', [], ['case']], ['case-identity', ['case'], []], ['case-identity', ['custody'], ['case']], ['custody-identity', ['case'], ['custody']], ['custody-identity', ['custody'], []],
  ['scene-mark', ['case'], ['mark']], ['scene-mark', ['mark'], ['case']], ['scene-mark', ['case', 'mark'], []], ['court-expert', [], ['case']], ['mistaken-identity', ['case'], ['custody']],
  ['unknown-dead', [], ['case']], ['enrolment-check', [], ['enrolment']], ['open-marks', ['mark'], ['enrolment']],
])('%s with %j lacks %j', (purpose, named, lacks) => { expect(missingReferences(purpose, new Set(named))).toEqual(lacks) })

test('no purpose is without a matter, an article and a standing', () => {
  for (const purpose of searchPurposes) {
    const rule = searchPurposeRules[purpose]
    expect(rule.needs.length, purpose).toBeGreaterThan(0)
    expect(rule.article).toMatch(/^CPC \d/)
    expect(['T', 'C', 'P', 'U']).toContain(rule.confidence)
  }
})

test.each([
  ['station-officer', []], ['station-commander', []], ['prison-reception', []], ['prison-director', []], ['administrator', []], ['inspector', []], ['court-clerk', []],
  ['investigator', ['case-identity', 'custody-identity', 'scene-mark', 'mistaken-identity', 'unknown-dead']],
  ['investigative-judge', ['case-identity', 'custody-identity', 'scene-mark', 'mistaken-identity', 'unknown-dead']],
  ['trial-judge', ['court-expert', 'mistaken-identity']], ['prosecutor', ['mistaken-identity']],
  ['fingerprint-examiner', ['case-identity', 'custody-identity', 'scene-mark', 'court-expert', 'mistaken-identity', 'unknown-dead']],
] as const)('%s may ask for %j', (role, purposes) => { expect(purposesOf(role)).toEqual(purposes) })

test('what the platform does by itself nobody may ask for', () => {
  for (const role of roles) for (const purpose of ['enrolment-check', 'open-marks'] as const) expect(purposesOf(role)).not.toContain(purpose)
})

describe('what the law has against it', () => {
  const usual: AskFacts = { purpose: 'case-identity', age: 'adult', offenceClass: 'F', caseClosed: false }
  const say = (more: Partial<AskFacts>) => findingsOnAsk({ ...usual, ...more }).map((f) => `${f.outcome} ${f.code.replace('biometrics.search-', '')} ${f.article}`)

  test('an adult in a felony: nothing', () => { expect(say({})).toEqual([]) })
  test('a misdemeanour, or no offence named yet: nothing', () => { expect([...say({ offenceClass: 'M' }), ...say({ offenceClass: undefined })]).toEqual([]) })
  test('a juvenile is exempt from the power of CPC 70, by whichever purpose rests on it', () => {
    for (const purpose of searchPurposes) {
      const blocked = blocking(findingsOnAsk({ ...usual, purpose, age: 'juvenile' })).map((f) => f.article)
      expect(blocked, purpose).toEqual(searchPurposeRules[purpose].compels ? ['CPC 242(B)'] : [])
    }
  })
  test('an age that nobody knows is said, and blocks nothing', () => { expect(say({ age: 'unknown' })).toEqual(['warn age-unknown CPC 242(B)']) })
  test('a contravention gives no power to compel', () => { expect(say({ offenceClass: 'C' })).toEqual(['block contravention CPC 70']) })
  test('a contravention does not hinder an expert of the court', () => { expect(say({ purpose: 'court-expert', offenceClass: 'C' })).toEqual([]) })
  test('a closed case is said', () => { expect(say({ caseClosed: true })).toEqual(['warn case-closed CPC 70']) })
  test('where no text was found, that is said, and blocks nothing', () => {
    expect(say({ purpose: 'unknown-dead' })).toEqual(['warn no-text CPC 71'])
    expect(say({ purpose: 'mistaken-identity' })).toEqual(['warn no-text CPC 92, 284'])
  })
})
