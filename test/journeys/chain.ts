/** From the arrest to the day of freedom, in one language: each step on the screen of the one whose duty it is. */
import { describe, expect, test } from 'vitest'
import { baghdadDay, dayMs, hourMs } from '#kernel/clock/calendar.ts'
import type { Lang } from '#kernel/words/text.ts'
import { readCustody } from '#systems/custody/contract/custody.ts'
import { askTheJudge, bookByKeyboard, orderByOneKey, question, readHead, refer, type Held } from './arrest.ts'
import { askAsRelative, beginRelease, checkPaper, handOver, letGo, refuseWithoutOrder, takeIn, workOut } from './prison.ts'
import { hear, judge, serveNotice, setHearing } from './trial.ts'
import { useStage, type Stage } from './stage.ts'

/** The ids that stand in addresses. */
async function idsOf({ app }: Stage, id: string): Promise<Pick<Held, 'caseId' | 'personId'>> {
  const { caseId, personId } = await app.ok('judge', readCustody, { id })
  return { caseId, personId }
}

export function theChain(lang: Lang): void {
  const stage = useStage({ lang })
  const held = {} as Held
  let hearingId = ''
  let code = ''
  let ends = new Date()
  const pass = async (ms: number) => stage().moveTo(new Date(stage().app.time.now.getTime() + ms))

  describe(`from arrest to freedom, in ${lang}`, () => {
    test('booked by keyboard alone, with a person whom the register does not know', async () => {
      Object.assign(held, await bookByKeyboard(stage()))
      expect(held.pin).toMatch(/^\d{6}$/)
      const page = await stage().as('stationOfficer', `/custody/${held.custodyId}`)
      expect(await readHead(page)).toMatchObject({ gaps: 0, parts: 1 })
      expect(await askAsRelative(stage(), held)).toContain(stage().t('enquiries.answer.held'))
    }, 60_000)

    test('the papers go to the judge, who orders fifteen days with one key', async () => {
      await askTheJudge(stage(), held, 'first-papers')
      await pass(hourMs)
      await orderByOneKey(stage(), held, 'لإكمال التحقيق')
      const page = await stage().as('judge', `/custody/${held.custodyId}`)
      const { answers, gaps, parts } = await readHead(page)
      expect(answers).toHaveLength(4)
      expect(answers.every((text) => text.trim().length > 1)).toBe(true)
      expect({ gaps, parts }).toEqual({ gaps: 0, parts: 2 })
    }, 60_000)

    test('questioned with a lawyer; extended before the order runs out', async () => {
      const on = stage()
      const page = await on.as('judge', `/custody/${held.custodyId}`)
      Object.assign(held, await idsOf(on, held.custodyId))
      await question(on, held)
      await pass(13 * dayMs)
      await askTheJudge(on, held, 'extension')
      await orderByOneKey(on, held, 'بانتظار تقرير الأدلة الجنائية')
      await pass(2 * dayMs)
      await on.as('judge', `/custody/${held.custodyId}`)
      expect(await readHead(page)).toMatchObject({ gaps: 0, parts: 3 })
    }, 60_000)

    test('referred to the felony court', async () => {
      await refer(stage(), held)
    }, 60_000)

    test('the court accepts the file, sets a hearing, calls the accused', async () => {
      hearingId = await setHearing(stage(), held)
      await pass(hourMs)
      await serveNotice(stage(), hearingId)
    }, 60_000)

    test('heard, charged and sentenced to six years', async () => {
      await stage().moveTo(new Date(`${baghdadDay(new Date(stage().app.time.now.getTime() + 10 * dayMs))}T06:15:00Z`))
      await hear(stage(), held, hearingId)
      await judge(stage(), held)
      const page = await stage().as('felonyJudge', `/custody/${held.custodyId}`)
      expect(await readHead(page)).toMatchObject({ gaps: 0 })
    }, 90_000)

    test('no prison takes in without an order; under the memorandum it does, and gives a place', async () => {
      await refuseWithoutOrder(stage())
      await handOver(stage(), held)
      await takeIn(stage(), held)
    }, 90_000)

    test('the sentence is worked out step by step and confirmed by a second person', async () => {
      ends = await workOut(stage(), held)
      expect(ends.getUTCFullYear()).toBe(2032)
    }, 60_000)

    test('released on the last day, proven in steps by two people', async () => {
      await beginRelease(stage(), ends)
      code = await letGo(stage(), held)
      const page = await stage().as('prisonDirector', `/custody/${held.custodyId}`)
      const { answers } = await readHead(page)
      expect([answers[0], answers[3]]).toEqual([stage().t('custody.stage.released'), stage().t('custody.next.nobody')])
    }, 90_000)

    test('anyone can check the slip, and the family is told that he is free', async () => {
      expect(await checkPaper(stage(), code)).toContain(stage().t('enquiries.check.good'))
      expect(await askAsRelative(stage(), held)).toContain(stage().t('enquiries.answer.released'))
    }, 60_000)

    test('no screen did what it must not', () => { expect(stage().faults).toEqual([]) })
  })
}
