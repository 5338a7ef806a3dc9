import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { registerPolicy, roleMay } from '#kernel/access/policy.ts'
import { roles, type Role } from '#kernel/access/roles.ts'
import { kernelPolicy } from '#kernel/kernel.ts'
import type { TestApp } from '#test/support/app.ts'
import { handlers } from './handlers.ts'
import { policy } from './policy.ts'
import { courtApp } from './test/scene.ts'
import { words } from './words.ts'

let app: TestApp
beforeAll(async () => {
  registerPolicy([...kernelPolicy, ...policy])
  app = await courtApp()
})

const court = ['trial-judge', 'court-clerk'] as const
const readers = [...court, 'cassation-judge', 'prosecutor', 'prison-director', 'prison-reception', 'investigative-judge', 'investigator', 'inspector'] as const
/** Who may call each endpoint for something; every other role is turned away at the door. */
const table: Record<string, readonly Role[]> = {
  'courts.addRoom': court, 'courts.rooms': readers, 'courts.hearings': readers, 'courts.hearing': readers, 'courts.case': readers, 'courts.trials': readers, 'courts.bounds': readers, 'courts.challenges': readers,
  'courts.schedule': court, 'courts.adjourn': court, 'courts.open': ['trial-judge'], 'courts.issueNotice': court, 'courts.recordService': court, 'courts.recordPublication': court, 'courts.writeMinutes': court, 'courts.addToMinutes': court,
  'courts.drawUpCharge': ['trial-judge'], 'courts.judge': ['trial-judge'], 'courts.serveJudgment': court, 'courts.finalise': court, 'courts.issueMemorandum': ['trial-judge'],
  'courts.fileChallenge': ['court-clerk', 'prosecutor', 'prison-director'], 'courts.sendFile': court, 'courts.giveOpinion': ['prosecutor'], 'courts.decideChallenge': ['cassation-judge', 'trial-judge'], 'courts.tellDecision': ['court-clerk', 'prison-director'],
  'courts.deathFile': ['inspector', 'prosecutor', 'prison-director', 'cassation-judge', 'trial-judge'], 'courts.recordDeathStep': ['prosecutor', 'prison-director', 'cassation-judge', 'trial-judge'],
}
const someone: Record<Role, string> = {
  'station-officer': 'stationOfficer', 'station-commander': 'stationCommander', investigator: 'investigator', 'juvenile-officer': 'juvenileOfficer', 'investigative-judge': 'judge', 'court-clerk': 'felonyClerk',
  'trial-judge': 'felonyJudge', 'cassation-judge': 'cassationJudge', prosecutor: 'prosecutor', 'prison-reception': 'prisonReception', 'prison-director': 'prisonDirector', 'prison-doctor': 'prisonDoctor',
  'fingerprint-examiner': 'examiner', inspector: 'inspector', administrator: 'administrator',
}

describe('every endpoint of the courts', () => {
  for (const [name, allowed] of Object.entries(table)) {
    test(`${name}: only ${allowed.join(', ')}`, async () => {
      const { endpoint } = handlers.find((h) => h.endpoint.name === name)!
      expect(roles.filter((role) => roleMay(role, endpoint.may)).sort()).toEqual([...allowed].sort())
      const ids = { id: randomUUID(), personId: randomUUID() }
      for (const role of roles) {
        const answer = await app.call(someone[role], endpoint as never, ids as never)
        if (!allowed.includes(role)) expect(answer, `${name} as ${role}`).toMatchObject({ status: 403, problem: { code: 'kernel.not-permitted' } })
        else expect(answer.status, `${name} as ${role}`).not.toBe(403)
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
