import { read } from '#kernel/act/act.ts'
import { getClockRule } from '#kernel/clock/rules.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { readClocks, readHistory, type HistoryEntry } from './contract.ts'
import { refuse } from './refusal.ts'

export const recordHandlers: readonly Handler[] = [
  handle(readHistory, async ({ id, limit }, ctx) => read(ctx, async (r) => {
    const record = await r.db.selectFrom('kernel.record').select('id').where('id', '=', id).executeTakeFirst()
    if (!record) refuse('kernel.record-unknown', { status: 404 })
    const acts = await r.db.selectFrom('kernel.entry as e').leftJoin('kernel.account as a', 'a.id', 'e.actor_id').leftJoin('kernel.office as o', 'o.id', 'e.office_id').leftJoin('kernel.leaf as l', 'l.entry_id', 'e.id')
      .select(['e.id', 'e.at', 'e.verb', 'e.body', 'a.full_name_ar', 'o.name_ar', 'o.name_ckb', 'o.name_en', 'l.index'])
      .where((eb) => eb.or([eb('e.subject_id', '=', id), eb('e.id', 'in', eb.selectFrom('kernel.entry_record').select('entry_id').where('record_id', '=', id))]))
      .orderBy('e.at', 'desc').limit(limit).execute()
    const refusals = await r.db.selectFrom('kernel.refusal as f').leftJoin('kernel.account as a', 'a.id', 'f.account_id').leftJoin('kernel.office as o', 'o.id', 'f.office_id')
      .select(['f.id', 'f.at', 'f.verb', 'f.code', 'f.article', 'a.full_name_ar', 'o.name_ar', 'o.name_ckb', 'o.name_en']).where('f.record_id', '=', id).orderBy('f.at', 'desc').limit(limit).execute()
    const rows: HistoryEntry[] = [
      ...acts.map((e) => {
        const body = JSON.parse(e.body) as { basis: string | null; reason?: string | null; detail?: Record<string, unknown> }
        return { id: e.id, at: e.at.toISOString(), verb: e.verb, actor: e.full_name_ar, office: officeOf(e), basis: body.basis, reason: body.reason ?? null, detail: body.detail ?? {}, leafIndex: e.index, refused: false, code: null }
      }),
      ...refusals.map((f) => ({ id: f.id, at: f.at.toISOString(), verb: f.verb, actor: f.full_name_ar, office: officeOf(f), basis: f.article, reason: null, detail: {}, leafIndex: null, refused: true, code: f.code })),
    ]
    return { rows: rows.sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, limit) }
  })),
  handle(readClocks, async ({ id }, ctx) => ({
    rows: (await read(ctx, (r) => r.db.selectFrom('kernel.clock').selectAll().where('record_id', '=', id).orderBy('due_at').execute())).map((c) => ({
      id: c.id, rule: c.rule, startedAt: c.started_at.toISOString(), dueAt: c.due_at.toISOString(), state: c.state, article: c.article, officeId: c.office_id, outcome: c.outcome, confidence: getClockRule(c.rule).confidence,
    })),
  })),
]

function officeOf(row: { name_ar: string | null; name_ckb: string | null; name_en: string | null }): HistoryEntry['office'] {
  return row.name_ar === null ? null : { ar: row.name_ar, ckb: row.name_ckb ?? row.name_ar, en: row.name_en ?? row.name_ar }
}
