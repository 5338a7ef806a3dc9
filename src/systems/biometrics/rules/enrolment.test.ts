import { expect, test } from 'vitest'
import { blocking } from '#kernel/words/finding.ts'
import { ageGroupOn, fingerState, findingsOnBegin, type BeginFacts } from './enrolment.ts'

const facts: BeginFacts = { purpose: 'custody', authority: 'judge', age: 'adult', sex: 'male', hasCustody: true }

test.for<[string, Partial<BeginFacts>, blocks: string[], warns: string[]]>([
  ['an accused adult by a judge’s order', {}, [], ['biometrics.not-in-contraventions']],
  ['an accused adult who consents', { authority: 'consent' }, [], []],
  ['a juvenile for an investigation, even by a judge’s order', { age: 'juvenile' }, ['biometrics.juvenile-exempt'], ['biometrics.not-in-contraventions']],
  ['a juvenile for an investigation, who consents', { age: 'juvenile', authority: 'consent' }, ['biometrics.juvenile-exempt'], []],
  ['somebody whose age nobody knows', { age: 'unknown', authority: 'consent' }, [], ['biometrics.age-unknown']],
  ['a woman', { sex: 'female', authority: 'consent' }, [], ['biometrics.by-a-woman']],
  ['custody without a custody', { hasCustody: false, authority: 'consent' }, ['biometrics.custody-needed'], []],
  ['whoever a prison receives', { purpose: 'sentenced' }, [], ['biometrics.no-article-found']],
  ['a juvenile received', { purpose: 'sentenced', age: 'juvenile' }, [], ['biometrics.juvenile-elsewhere', 'biometrics.no-article-found']],
  ['a person without papers', { purpose: 'registry', hasCustody: false, authority: 'consent' }, [], ['biometrics.no-article-found']],
  ['a shopkeeper, to tell marks apart', { purpose: 'exclusion', hasCustody: false, authority: 'consent' }, [], []],
  ['a victim by order', { purpose: 'exclusion', hasCustody: false }, [], ['biometrics.only-the-victim']],
])('%s', ([, given, blocks, warns]) => {
  const found = findingsOnBegin({ ...facts, ...given })
  expect(blocking(found).map((f) => f.code)).toEqual(blocks)
  expect(found.filter((f) => f.outcome === 'warn').map((f) => f.code)).toEqual(warns)
})

test.for<[string, Parameters<typeof ageGroupOn>[0], string, string]>([
  ['eighteen today', { date: '2008-11-22', precision: 'day' }, '2026-11-22', 'adult'],
  ['eighteen tomorrow', { date: '2008-11-23', precision: 'day' }, '2026-11-22', 'juvenile'],
  ['born on a leap day, the day before the first of March', { date: '2008-02-29', precision: 'day' }, '2026-02-28', 'juvenile'],
  ['born on a leap day, on the first of March', { date: '2008-02-29', precision: 'day' }, '2026-03-01', 'adult'],
  ['a year in which one may be either', { date: '2008-01-01', precision: 'year' }, '2026-06-01', 'unknown'],
  ['a registered 1 July is its year', { date: '2008-07-01', precision: 'day' }, '2026-08-01', 'unknown'],
  ['an estimate far off', { date: '1990-01-01', precision: 'estimated' }, '2026-06-01', 'adult'],
  ['nothing known', { precision: 'unknown' }, '2026-06-01', 'unknown'],
])('%s', ([, birth, day, expected]) => {
  expect(ageGroupOn(birth, day)).toBe(expected)
})

test.for<[string, Parameters<typeof fingerState>[0], string]>([
  ['not taken', { missing: false, quality: null, reasoned: false, tries: 0 }, 'empty'],
  ['amputated', { missing: true, quality: null, reasoned: false, tries: 1 }, 'missing'],
  ['just good enough', { missing: false, quality: 40, reasoned: false, tries: 1 }, 'good'],
  ['poor at the first try', { missing: false, quality: 39, reasoned: false, tries: 1 }, 'again'],
  ['poor at the second', { missing: false, quality: 39, reasoned: false, tries: 2 }, 'again'],
  ['poor at the third', { missing: false, quality: 0, reasoned: false, tries: 3 }, 'may-stand'],
  ['poor, with a reason', { missing: false, quality: 5, reasoned: true, tries: 3 }, 'stands-by-reason'],
])('a finger %s', ([, finger, expected]) => {
  expect(fingerState(finger, 40)).toBe(expected)
})
