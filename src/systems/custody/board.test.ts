import { beforeAll, describe, expect, test } from 'vitest'
import { dayMs, hourMs } from '#kernel/clock/calendar.ts'
import { acceptHandover } from '#kernel/handover/contract.ts'
import { cases } from '#systems/cases/system.ts'
import { system as offences } from '#systems/offences/system.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { countBoard, exportBoard, readBoard } from './contract/board.ts'
import { custody } from './system.ts'
import { book, order, stranger } from './test/scene.ts'

let app: TestApp
const ids: Record<'gap' | 'order' | 'girl' | 'other' | 'erbil', string> = { gap: '', order: '', girl: '', other: '', erbil: '' }
let girl: { number: string; caseNumber: string }
beforeAll(async () => {
  app = await testApp([offences, cases, custody])
  ids.gap = (await book(app, { at: new Date(app.time.now.getTime() - 40 * hourMs), more: { lateReason: 'No line' }, charge: 'PC-450' })).id
  ids.order = (await book(app)).id
  await order(app, ids.order)
  const born = `${new Date().getFullYear() - 16}-02-01`
  const booked = await book(app, { person: { ...stranger({ date: born, precision: 'day' }), names: [{ script: 'ar', given: 'زينب', father: 'كاظم', family: 'الموسوي', mother: 'نادية' }], sex: 'female' } })
  await app.ok('juvenileOfficer', acceptHandover, { recordId: booked.id })
  ids.girl = booked.id
  girl = booked
  ids.other = (await book(app, {}, 'otherStationOfficer')).id
  ids.erbil = (await book(app, {}, 'erbilOfficer')).id
})

const board = async (who: string, filter: object = {}) => (await app.ok(who, readBoard, filter)).rows.map((r) => r.id)

describe('the board', () => {
  test('puts whoever has the least lawful time left first, gaps before all', async () => {
    const { rows } = await app.ok('inspector', readBoard, {})
    expect(rows.map((r) => r.id)[0]).toBe(ids.gap)
    expect(rows.map((r) => r.id).at(-1)).toBe(ids.order)
    expect(rows).toHaveLength(5)
    expect(rows[0]).toMatchObject({ coverStatus: 'gap', coverReason: 'papers-due', holder: { id: app.country.offices.station }, next: { act: 'question' } })
  })

  test('shows each office its own: the station what it holds, the judge his court’s, the prosecution its place’s', async () => {
    expect((await board('stationOfficer')).sort()).toEqual([ids.gap, ids.order].sort())
    expect(await board('otherStationOfficer')).toEqual([ids.other])
    expect(await board('erbilOfficer')).toEqual([ids.erbil])
    expect(await board('juvenileOfficer')).toEqual([ids.girl])
    expect(await board('judge')).toEqual(expect.arrayContaining([ids.gap, ids.order]))
    expect(await board('prosecutor')).toEqual(expect.arrayContaining([ids.gap, ids.order, ids.girl, ids.other]))
    expect(await board('felonyJudge')).toEqual([])
    expect(await board('otherPrisonReception')).toEqual([])
  })

  test('is narrowed by each of its filters, by name in any spelling, and by number in any digits', async () => {
    for (const [filter, found] of [
      [{ sex: 'female' }, [ids.girl]], [{ ageGroup: 'juvenile' }, [ids.girl]], [{ cover: 'gap' }, [ids.gap]], [{ stage: 'detained' }, [ids.order]], [{ facilityKind: 'juvenile-police' }, [ids.girl]],
      [{ governorate: 'IQ-AR' }, [ids.erbil]], [{ offenceCode: 'PC-450' }, [ids.gap]], [{ officeId: app.country.offices.otherStation }, [ids.other]], [{ q: 'زينب كاظم' }, [ids.girl]], [{ q: 'Zaynab Kadhim' }, [ids.girl]],
      [{ q: 'زینب الموسوی' }, [ids.girl]], [{ q: 'زينب حسن' }, []],
    ] as const) expect(await board('inspector', filter), JSON.stringify(filter)).toEqual(found)
    expect(await board('inspector', { withinHours: 24 })).not.toContain(ids.order)
    expect(await board('inspector', { q: girl.number.replaceAll(/\d/g, (d) => '٠١٢٣٤٥٦٧٨٩'[Number(d)]!) })).toContain(ids.girl)
    expect(await board('inspector', { q: girl.caseNumber })).toContain(ids.girl)
    expect((await app.call('inspector', readBoard, { sex: 'neither' } as never)).status).toBe(400)
  })

  test('is read page by page without losing or repeating anybody', async () => {
    const whole = await board('inspector')
    const paged: string[] = []
    for (let cursor: string | undefined, pages = 0; pages < 10; pages++) {
      const { rows, next } = await app.ok('inspector', readBoard, { limit: 2, ...(cursor ? { cursor } : {}) })
      paged.push(...rows.map((r) => r.id))
      if (!next) break
      cursor = next
    }
    expect(paged).toEqual(whole)
    expect((await app.call('inspector', readBoard, { cursor: "'; drop table custody.custody --" })).status).toBe(200)
  })

  test('counts what it lists', async () => {
    const all = await app.ok('inspector', countBoard, {})
    expect(all).toMatchObject({ total: 5, gaps: 1 })
    expect(all.rows.filter((r) => r.governorate === 'IQ-AR')).toEqual([{ governorate: 'IQ-AR', stage: 'arrested', cover: 'covered', count: 1 }])
    expect(await app.ok('otherStationOfficer', countBoard, {})).toMatchObject({ total: 1, gaps: 0 })
  })

  test('goes to a spreadsheet in the reader’s language, without a formula in it', async () => {
    const { status, body } = await app.call('inspector', exportBoard, {})
    expect(status).toBe(200)
    const lines = String(body).replace('\uFEFF', '').trim().split('\r\n')
    expect(lines).toHaveLength(6)
    expect(lines[0]).toContain('Custody number')
    expect(lines[1]).toContain('Without cover')
  })

  test('a gap shows before the watch has written it down', async () => {
    app.time.now = new Date(app.time.now.getTime() + dayMs)
    const { rows } = await app.ok('otherStationOfficer', readBoard, {})
    expect(rows[0]).toMatchObject({ id: ids.other, coverStatus: 'gap' })
    expect((await app.ok('otherStationOfficer', countBoard, {})).gaps).toBe(1)
  })
})
