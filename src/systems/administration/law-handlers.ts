import { sql } from 'kysely'
import { z } from 'zod'
import { askApproval, declareApproval, listApprovals } from '#kernel/access/approvals.ts'
import { act, read, type Reader } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { isWeekend } from '#kernel/clock/calendar.ts'
import { fixedHolidays } from '#kernel/clock/holidays.ts'
import type { ClockRule } from '#kernel/clock/rule.ts'
import { clockRules } from '#kernel/clock/rules.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { fill, type Params } from '#kernel/words/text.ts'
import { classOf, offences, type Offence } from '#systems/offences/public.ts'
import { enterHoliday, listClocks, listHolidays, listOffences, listRefusals, withdrawHoliday, type ClockRuleView, type HolidayView, type OffenceView } from './law-contract.ts'
import { pageOf } from './paging.ts'
import { findRefusals } from './refusal-store.ts'
import { holidayFault } from './rules.ts'

const record = z.object({})

/** What a second administrator decides: that an entered day comes into force, and that one in force goes. */
declareApproval({
  verb: 'administration.enter-holiday', decide: 'administration.approve-holiday', by: 'authority', input: record,
  title: { ar: 'إدخال عطلة', ckb: 'تۆمارکردنی پشوو', en: 'Enter a holiday' },
  run: (tx) => tx.db.updateTable('kernel.holiday').set({ state: 'in-force' }).where('id', '=', tx.record.id).execute().then(() => {}),
  undo: (tx) => tx.db.updateTable('kernel.holiday').set({ state: 'refused' }).where('id', '=', tx.record.id).execute().then(() => {}),
})
declareApproval({
  verb: 'administration.withdraw-holiday', decide: 'administration.approve-holiday', by: 'authority', input: record,
  title: { ar: 'سحب عطلة', ckb: 'کێشانەوەی پشوو', en: 'Withdraw a holiday' },
  run: (tx) => tx.db.updateTable('kernel.holiday').set({ state: 'withdrawn' }).where('id', '=', tx.record.id).execute().then(() => {}),
})

export const lawHandlers: readonly Handler[] = [
  handle(listClocks, async () => ({ rows: clockRules.map(viewClock) })),
  handle(listOffences, async ({ text, confidence, kind }) => {
    const wanted = text?.toLowerCase()
    const rows = offences.filter((o) => (!wanted || [o.code, o.article, o.law, o.title.ar, o.title.ckb, o.title.en].some((t) => t.toLowerCase().includes(wanted)))
      && (!confidence || o.confidence === confidence || o.variants.some((v) => v.confidence === confidence)) && (!kind || kindOf(o) === kind))
    return { rows: rows.map(viewOffence), total: rows.length }
  }),
  handle(listHolidays, async ({ year, jurisdiction, governorate }, ctx) => {
    const entered = await read(ctx, (r) => enteredHolidays(r, year))
    const rows = [...fixedIn(year), ...entered]
      .filter((h) => (!jurisdiction || h.jurisdiction === 'both' || h.jurisdiction === jurisdiction) && (!governorate || h.governorate === null || h.governorate === governorate))
      .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
    return { rows }
  }),
  handle(enterHoliday, async (input, ctx) => {
    const fault = holidayFault({ ...input, weekend: isWeekend(input.day) })
    return act(ctx, { verb: enterHoliday.may, subject: { kind: 'holiday', create: { label: `${input.day} ${input.name.ar}` } }, basis: 'Holidays Law 12/2024', input, detail: { day: input.day, worked: input.worked } }, async (tx) => {
      if (fault) refuse(fault, { field: input.worked ? 'worked' : 'governorate' })
      const { record: { id } } = tx
      await tx.db.insertInto('kernel.holiday').values({ id, day: input.day, name_ar: input.name.ar, name_ckb: input.name.ckb, name_en: input.name.en, kind: input.kind, jurisdiction: input.jurisdiction,
        governorate: input.governorate, worked: input.worked, source: input.source, state: 'proposed' }).execute()
      return { id, approvalId: await askApproval(tx, { verb: 'administration.enter-holiday', input: {} }) }
    })
  }),
  handle(withdrawHoliday, async (input, ctx) => act(ctx, { verb: withdrawHoliday.may, subject: { kind: 'holiday', id: input.id }, by: 'authority', reason: input.reason, input }, async (tx) => {
    const holiday = await tx.db.selectFrom('kernel.holiday').select('state').where('id', '=', input.id).executeTakeFirst()
    if (holiday?.state !== 'in-force') refuse('administration.holiday-not-in-force', { status: 409 })
    const open = await tx.db.selectFrom('kernel.approval').select('id').where('record_id', '=', input.id).where('state', '=', 'asked').executeTakeFirst()
    if (open) refuse('administration.asked-already', { status: 409 })
    return { id: input.id, approvalId: await askApproval(tx, { verb: 'administration.withdraw-holiday', input: {} }) }
  })),
  handle(listRefusals, async ({ cursor, ...filter }, ctx, http) => {
    const { offset, next } = pageOf(cursor, filter.limit)
    const rows = await read(ctx, (r) => findRefusals(r, { ...filter, offset }))
    const said = (key: string, params: Params) => fill(http.text(key)?.[ctx.lang] ?? key.slice(key.indexOf('.') + 1), params)
    return { rows: rows.map((row) => ({ ...row, verbText: said(`verb.${row.verb}`, {}), codeText: said(`refusal.${row.code}`, { ...(row.params as Params), article: row.article }) })), next: next(rows.length) }
  }),
]

function viewClock(rule: ClockRule): ClockRuleView {
  const { length } = rule
  const lengths = length === 'computed' ? [{ which: null, span: null }] : 'by' in length ? Object.entries(length.by).map(([which, span]) => ({ which, span: { ...span } })) : [{ which: null, span: { ...length } }]
  return {
    id: rule.id, name: rule.name, trigger: rule.trigger, lengths, direction: rule.direction, calendar: rule.calendar, article: rule.article, basis: rule.basis, jurisdiction: rule.jurisdiction, confidence: rule.confidence,
    actor: rule.actor, escalateTo: rule.escalateTo, onMiss: rule.onMiss, pausableUnder: rule.pausableUnder ?? null, restartableUnder: rule.restartableUnder ?? null,
  }
}

function kindOf(o: Offence): OffenceView['kind'] {
  const max = o.variants[0]?.max ?? 'none'
  if (typeof max !== 'string') return classOf({ kind: 'term', term: max })
  return max === 'temporary' ? 'F' : classOf({ kind: max === 'linked' ? 'none' : max })
}

function viewOffence(o: Offence): OffenceView {
  return {
    code: o.code, title: o.title, law: o.law, article: o.article, kind: kindOf(o), jurisdiction: o.jurisdiction, confidence: o.confidence, validFrom: o.validFrom, validTo: o.validTo ?? null, complaint: o.complaint,
    variants: o.variants.map((v) => ({ title: v.title, article: v.article, max: typeof v.max === 'string' ? v.max : { ...v.max }, fine: v.fine, jurisdiction: v.jurisdiction, confidence: v.confidence })),
  }
}

function fixedIn(year: number): HolidayView[] {
  const two = (n: number) => String(n).padStart(2, '0')
  return fixedHolidays.map((h) => ({ ...h, day: `${year}-${two(h.month)}-${two(h.day)}` })).filter((h) => h.day >= h.validFrom).map((h) => ({
    id: h.id, day: h.day, name: h.name, kind: 'fixed' as const, jurisdiction: h.jurisdiction, governorate: null, worked: false, state: 'fixed' as const, source: h.article, confidence: h.confidence, approvalId: null, mayDecide: false, own: false,
  }))
}

async function enteredHolidays(r: Reader, year: number): Promise<HolidayView[]> {
  const rows = await r.db.selectFrom('kernel.holiday').selectAll().where(sql<boolean>`extract(year from day) = ${year}`).where('state', 'in', ['proposed', 'in-force', 'withdrawn']).orderBy('day').execute()
  const asked = new Map((await listApprovals(r, { state: 'asked', limit: 500 })).map((a) => [a.recordId, a]))
  return rows.map((h) => {
    const approval = asked.get(h.id)
    return {
      id: h.id, day: h.day, name: { ar: h.name_ar, ckb: h.name_ckb, en: h.name_en }, kind: h.kind, jurisdiction: h.jurisdiction, governorate: h.governorate, worked: h.worked, state: h.state, source: h.source,
      confidence: 'C' as const, approvalId: approval?.id ?? null, mayDecide: approval?.mayDecide ?? false, own: approval?.own ?? false,
    }
  })
}
