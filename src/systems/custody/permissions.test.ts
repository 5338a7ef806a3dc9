import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { roleMay } from '#kernel/access/policy.ts'
import { roles, type Role } from '#kernel/access/roles.ts'
import { kernelPolicy } from '#kernel/kernel.ts'
import { registerPolicy } from '#kernel/access/policy.ts'
import { cases } from '#systems/cases/system.ts'
import { system as offences } from '#systems/offences/system.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import * as boardContract from './contract/board.ts'
import * as bookingContract from './contract/booking.ts'
import * as custodyContract from './contract/custody.ts'
import * as ordersContract from './contract/orders.ts'
import { handlers } from './handlers.ts'
import { policy } from './policy.ts'
import { custody } from './system.ts'
import { words } from './words.ts'

let app: TestApp
beforeAll(async () => {
  registerPolicy([...kernelPolicy, ...policy])
  app = await testApp([offences, cases, custody])
})

/** Who may call each endpoint of this part for something; every other role is turned away at the door. */
const police = ['station-officer', 'station-commander', 'juvenile-officer'] as const
const keepers = [...police, 'prison-reception', 'prison-director'] as const
const readers = [...keepers, 'prison-doctor', 'investigator', 'investigative-judge', 'court-clerk', 'trial-judge', 'cassation-judge', 'prosecutor', 'inspector'] as const
const table: Record<string, readonly Role[]> = {
  'custody.checkBooking': police, 'custody.book': police,
  'custody.renewPin': ['station-officer', 'station-commander', 'juvenile-officer', 'prison-reception'],
  'custody.addCase': [...police, 'prison-reception'],
  'custody.step': keepers,
  'custody.courtStep': ['investigator', 'investigative-judge'],
  'custody.askJudge': [...keepers, 'investigator', 'prosecutor'], 'custody.withdrawRequest': [...keepers, 'investigator', 'prosecutor'],
  'custody.askFelonyCourt': ['investigative-judge'],
  'custody.proposeOrder': ['investigative-judge', 'trial-judge'], 'custody.order': ['investigative-judge', 'trial-judge'],
  'custody.refuseDetention': ['investigative-judge', 'trial-judge'], 'custody.cancelOrder': ['investigative-judge', 'trial-judge'],
  'custody.extendPapers': ['investigative-judge'],
  'custody.decidePermission': ['trial-judge'],
  'custody.requests': ['investigative-judge', 'investigator', 'trial-judge', 'court-clerk'],
  'custody.board': readers, 'custody.counts': readers, 'custody.boardCsv': readers, 'custody.get': readers, 'custody.ofPerson': readers, 'custody.inCase': readers,
}
const someone: Record<Role, string> = {
  'station-officer': 'stationOfficer', 'station-commander': 'stationCommander', investigator: 'investigator', 'juvenile-officer': 'juvenileOfficer', 'investigative-judge': 'judge', 'court-clerk': 'felonyClerk',
  'trial-judge': 'felonyJudge', 'cassation-judge': 'cassationJudge', prosecutor: 'prosecutor', 'prison-reception': 'prisonReception', 'prison-director': 'prisonDirector', 'prison-doctor': 'prisonDoctor',
  'fingerprint-examiner': 'examiner', inspector: 'inspector', administrator: 'administrator',
}

describe('every endpoint', () => {
  for (const [name, allowed] of Object.entries(table)) {
    test(`${name}: only ${allowed.join(', ')}`, async () => {
      const { endpoint } = handlers.find((h) => h.endpoint.name === name)!
      expect(roles.filter((role) => roleMay(role, endpoint.may)).sort()).toEqual([...allowed].sort())
      const ids = { id: randomUUID(), personId: randomUUID(), caseId: randomUUID() }
      for (const role of roles) {
        const answer = await app.call(someone[role], endpoint as never, ids as never)
        if (!allowed.includes(role)) expect(answer.problem, `${name} as ${role}`).toMatchObject({ code: 'kernel.not-permitted' })
        else expect(answer.status, `${name} as ${role}`).not.toBe(403)
      }
      expect((await app.call(null, endpoint as never, ids as never)).status).toBe(401)
    })
  }

  test('of this part is in the table', () => {
    const declared = new Set<unknown>([bookingContract, ordersContract, boardContract, custodyContract].flatMap((contract) => Object.values(contract)))
    const mine = handlers.map((h) => h.endpoint).filter((e) => declared.has(e))
    expect(mine.map((e) => e.name).sort()).toEqual(Object.keys(table).sort())
  })

  test('has words for its verb, and every rule says why in three languages', () => {
    for (const verb of new Set(handlers.map((h) => h.endpoint.may))) expect(roles.some((role) => roleMay(role, verb)), verb).toBe(true)
    for (const verb of new Set(handlers.filter((h) => table[h.endpoint.name]).map((h) => h.endpoint.may))) expect(words[`verb.${verb}`], verb).toBeDefined()
    for (const rule of policy) for (const lang of ['ar', 'ckb', 'en'] as const) expect(rule.because[lang].length).toBeGreaterThan(5)
  })
})
