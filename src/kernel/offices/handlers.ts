import { read } from '#kernel/act/act.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { searchOffices, type OfficeView } from './contract.ts'
import { listOffices, type Office } from './offices.ts'

/** The row of an office as the screens want it. */
export function viewOffice(o: Office): OfficeView {
  return { id: o.id, kind: o.kind, name: { ar: o.name_ar, ckb: o.name_ckb, en: o.name_en }, governorate: o.governorate, district: o.district, jurisdiction: o.jurisdiction, capacity: o.capacity }
}

export const officeHandlers: readonly Handler[] = [
  handle(searchOffices, async ({ text, kinds, governorate, limit }, ctx) => ({
    rows: (await read(ctx, (r) => listOffices(r, { limit, ...(text ? { text } : {}), ...(kinds ? { kinds: kinds.split(',') } : {}), ...(governorate ? { governorate } : {}) }))).map(viewOffice),
  })),
]
