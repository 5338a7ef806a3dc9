/** What the papers of a custody say of the person and their things. */
import type { Reader, Tx } from '#kernel/act/act.ts'
import { issueForm, type Issued } from '#kernel/documents/issue.ts'
import type { PaperPerson } from '#kernel/documents/forms/parts.ts'
import { getPerson } from '#kernel/people/people.ts'
import type { CustodyRow, PropertyItemRow } from './store/tables.ts'

const sexes = { ar: { male: 'ذكر', female: 'أنثى' }, ckb: { male: 'نێر', female: 'مێ' } } as const

/** The language of a custody's papers: Kurdish in the Region, else Arabic. */
export function paperLang(row: Pick<CustodyRow, 'jurisdiction'>): 'ar' | 'ckb' {
  return row.jurisdiction === 'kri' ? 'ckb' : 'ar'
}

/** The person as the law's forms name them; what is not known is left out. */
export async function paperPerson(r: Reader, row: CustodyRow): Promise<PaperPerson> {
  const person = await getPerson(r, row.person_id)
  const name = person.names.find((n) => n.primary && !n.replaced) ?? person.names[0]
  const given = <K extends keyof PaperPerson>(key: K, value: PaperPerson[K] | null | undefined) => (value === null || value === undefined || value === '' ? {} : { [key]: value })
  return {
    name: row.name_display, ...given('knownAs', name?.knownAs), ...given('surname', name?.family), ...given('motherName', name?.mother),
    ...given('born', row.birth_date === null ? undefined : row.birth_precision === 'day' ? row.birth_date : row.birth_date.slice(0, 4)),
    ...given('sex', row.sex && sexes[paperLang(row)][row.sex]), ...given('nationality', row.nationality), ...given('identity', person.nationalNumber),
  }
}

export interface PropertyPaper { readonly kind: 'taken' | 'returned' | 'handed-to-other'; readonly items: readonly Pick<PropertyItemRow, 'description' | 'quantity' | 'seal_number'>[]; readonly receiver?: string | undefined; readonly remarks?: string | undefined }

/** The receipt for things taken, given back or passed on. */
export async function propertyPaper(tx: Tx, row: CustodyRow, p: PropertyPaper): Promise<Issued> {
  return issueForm(tx, { form: 'property-receipt', recordId: row.id, data: {
    owner: row.name_display, recordNumber: row.number, kind: p.kind, at: tx.at.toISOString(), officer: tx.ctx.session?.personName ?? '', things: thingsOf(p.items),
    ...(p.receiver && p.receiver !== row.name_display ? { receiver: p.receiver } : {}), ...(p.remarks ? { remarks: p.remarks } : {}),
  } })
}

/** Property as a paper lists it. */
export function thingsOf(items: PropertyPaper['items']): { description: string; quantity: string; seal?: string }[] {
  return items.map((i) => ({ description: i.description, quantity: String(i.quantity), ...(i.seal_number ? { seal: i.seal_number } : {}) }))
}
