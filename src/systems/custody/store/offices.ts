import type { Reader } from '#kernel/act/act.ts'

export interface OfficeView { id: string; kind: string; ar: string; ckb: string; en: string }

/** The offices with these ids, as the screens show them. */
export async function readOffices(r: Reader, ids: readonly (string | null)[]): Promise<Map<string, OfficeView>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await r.db.selectFrom('kernel.office').select(['id', 'kind', 'name_ar', 'name_ckb', 'name_en']).where('id', 'in', wanted).execute()
  return new Map(rows.map((o) => [o.id, { id: o.id, kind: o.kind, ar: o.name_ar, ckb: o.name_ckb, en: o.name_en }]))
}

/** The office of a column that is never null. */
export function viewOf(offices: ReadonlyMap<string, OfficeView>, id: string): OfficeView {
  return offices.get(id) ?? { id, kind: '', ar: '', ckb: '', en: '' }
}
