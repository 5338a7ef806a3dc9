import { describe, expect, test } from 'vitest'
import { roles } from '#kernel/access/roles.ts'
import { appointmentFault, branchOf, holidayFault, officeKinds, postFault, rolesOfOffice, type Appointment } from './rules.ts'

test('every role has a place, and every kind of office a post', () => {
  for (const role of roles) expect(officeKinds.some((kind) => rolesOfOffice[kind].includes(role)), role).toBe(true)
  for (const kind of officeKinds) expect(rolesOfOffice[kind].length, kind).toBeGreaterThan(0)
})

test.each([
  ['police-station', 'station-officer', 'office', null],
  ['police-station', 'trial-judge', 'office', 'administration.role-not-here'],
  ['police-station', 'station-officer', 'nation', 'administration.scope-too-wide'],
  ['police-directorate', 'station-commander', 'subtree', null],
  ['inspectorate', 'inspector', 'nation', null],
  ['criminal-evidence', 'fingerprint-examiner', 'nation', null],
  ['police-station', 'fingerprint-examiner', 'office', 'administration.role-not-here'],
  ['prison', 'inspector', 'nation', 'administration.role-not-here'],
] as const)('a post at %s for %s seeing %s: %s', (officeKind, role, scope, fault) => {
  expect(postFault({ officeKind, role, scope })).toBe(fault)
})

describe('an appointment', () => {
  const from = new Date('2026-11-22T06:00:00Z')
  const base: Appointment = { actor: 'a', account: 'b', role: 'trial-judge', acting: false, from, until: null, rolesHeld: [], postHeld: false }
  const after = (days: number) => new Date(from.getTime() + days * 86_400_000)
  test.each<[string, Partial<Appointment>, string | null]>([
    ['in full', {}, null],
    ['to oneself', { account: 'a' }, 'administration.not-to-yourself'],
    ['that ends when it begins', { until: from }, 'administration.ends-before-it-begins'],
    ['acting, without an end', { acting: true }, 'administration.acting-needs-end'],
    ['acting for a leap year', { acting: true, until: after(366) }, null],
    ['acting for longer', { acting: true, until: after(367) }, 'administration.acting-too-long'],
    ['to a post that is held', { postHeld: true }, 'administration.post-held'],
    ['acting beside the holder', { postHeld: true, acting: true, until: after(30) }, null],
    ['of an investigative judge as trial judge', { rolesHeld: ['investigative-judge'] }, null],
    ['of a prosecutor as judge', { rolesHeld: ['prosecutor'] }, 'administration.two-branches'],
    ['of an investigator as examiner of the prints, acting', { role: 'fingerprint-examiner', rolesHeld: ['investigator'], acting: true, until: after(3) }, 'administration.two-branches'],
    ['of a station officer as judge, acting', { rolesHeld: ['station-officer'], acting: true, until: after(3) }, 'administration.two-branches'],
  ])('%s', (_, change, fault) => {
    expect(appointmentFault({ ...base, ...change })).toBe(fault)
  })

  test('an administrator is no inspector', () => { expect(branchOf('administrator')).not.toBe(branchOf('inspector')) })
})

test.each([
  [{ kind: 'hijri', governorate: null, worked: false, weekend: false }, null],
  [{ kind: 'governorate', governorate: null, worked: false, weekend: false }, 'administration.governorate-needed'],
  [{ kind: 'cabinet', governorate: null, worked: true, weekend: true }, null],
  [{ kind: 'cabinet', governorate: null, worked: true, weekend: false }, 'administration.worked-needs-weekend'],
])('a day %j: %s', (day, fault) => { expect(holidayFault(day)).toBe(fault) })
