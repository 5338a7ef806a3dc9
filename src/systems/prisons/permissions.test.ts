import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { registerPolicy, roleMay } from '#kernel/access/policy.ts'
import { roles, type Role } from '#kernel/access/roles.ts'
import { kernelPolicy } from '#kernel/kernel.ts'
import { cases } from '#systems/cases/system.ts'
import { courts } from '#systems/courts/system.ts'
import { custody } from '#systems/custody/system.ts'
import { system as offences } from '#systems/offences/system.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { handlers } from './handlers.ts'
import { policy } from './policy.ts'
import { prisons } from './system.ts'
import { words } from './words.ts'

let app: TestApp
beforeAll(async () => {
  registerPolicy([...kernelPolicy, ...policy])
  app = await testApp([offences, cases, custody, courts, prisons])
}, 120_000)

const staff = ['prison-reception', 'prison-director'] as const
const readers = [...staff, 'prison-doctor', 'inspector'] as const
const onSentence = [...readers, 'investigative-judge', 'trial-judge', 'court-clerk', 'cassation-judge', 'prosecutor'] as const
const director = ['prison-director'] as const
/** Who may call each endpoint for something; every other role is turned away at the door. */
const table: Record<string, readonly Role[]> = {
  'prisons.arrivals': staff, 'prisons.intake': staff, 'prisons.admit': staff, 'prisons.inmates': readers, 'prisons.inmate': readers, 'prisons.setNeeds': [...staff, 'prison-doctor'], 'prisons.transfer': director, 'prisons.transfers': readers,
  'prisons.cells': readers, 'prisons.addCell': director, 'prisons.changeCell': director, 'prisons.closeCell': director, 'prisons.checkPlaces': staff, 'prisons.place': staff, 'prisons.moveOut': staff, 'prisons.moveBack': staff,
  'prisons.roll': staff, 'prisons.countRoll': staff, 'prisons.rollCounts': readers, 'prisons.resolveDifference': staff,
  'prisons.sentence': onSentence, 'prisons.calculate': staff, 'prisons.confirmCalculation': staff, 'prisons.addSentenceFact': staff, 'prisons.releasesDue': readers, 'prisons.startRelease': staff,
  'prisons.conditional': onSentence, 'prisons.openConditional': director, 'prisons.giveOpinion': ['prosecutor'], 'prisons.decideConditional': ['trial-judge'], 'prisons.tellConditions': director,
  'prisons.facilities': readers, 'prisons.incidents': [...readers, 'prosecutor', 'investigative-judge'], 'prisons.reportIncident': [...staff, 'prison-doctor'], 'prisons.tellOutside': staff, 'prisons.closeIncident': director,
  'prisons.orderSolitary': director, 'prisons.visitSolitary': ['prison-doctor'], 'prisons.endSolitary': ['prison-director', 'prison-doctor'],
}
const someone: Record<Role, string> = {
  'station-officer': 'stationOfficer', 'station-commander': 'stationCommander', investigator: 'investigator', 'juvenile-officer': 'juvenileOfficer', 'investigative-judge': 'judge', 'court-clerk': 'felonyClerk',
  'trial-judge': 'felonyJudge', 'cassation-judge': 'cassationJudge', prosecutor: 'prosecutor', 'prison-reception': 'prisonReception', 'prison-director': 'prisonDirector', 'prison-doctor': 'prisonDoctor',
  'fingerprint-examiner': 'examiner', inspector: 'inspector', administrator: 'administrator',
}

describe('every endpoint of prisons', () => {
  for (const [name, allowed] of Object.entries(table)) {
    test(`${name}: only ${allowed.join(', ')}`, async () => {
      const { endpoint } = handlers.find((h) => h.endpoint.name === name)!
      expect(roles.filter((role) => roleMay(role, endpoint.may)).sort()).toEqual([...allowed].sort())
      const ids = { id: randomUUID() }
      for (const role of roles) {
        const answer = await app.call(someone[role], endpoint as never, ids as never)
        if (!allowed.includes(role)) expect(answer, `${name} as ${role}`).toMatchObject({ status: 403, problem: { code: 'kernel.not-permitted' } })
        else expect([403, 500], `${name} as ${role}`).not.toContain(answer.status)
      }
      expect((await app.call(null, endpoint as never, ids as never)).status).toBe(401)
    })
  }

  test('is in the table', () => {
    expect(handlers.map((h) => h.endpoint.name).sort()).toEqual(Object.keys(table).sort())
  })

  test('has words for its verb, and every rule says why in three languages', () => {
    for (const verb of new Set(handlers.map((h) => h.endpoint.may))) expect(words[`verb.${verb}`], verb).toBeDefined()
    for (const rule of policy) for (const lang of ['ar', 'ckb', 'en'] as const) expect(rule.because[lang].length).toBeGreaterThan(5)
  })
})
