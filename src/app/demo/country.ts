import { nameRow } from '#kernel/people/store.ts'
import { addRow, type Past } from './bulk.ts'
import { makePerson, type MadePerson, type Wanted } from './names.ts'
import type { DemoOffice } from './offices.ts'
import type { DemoPost } from './posts.ts'
import type { Random } from './random.ts'
import type { DemoUser } from './users.ts'

/** When the demonstration's institutions were set up, before anything happened in them. */
export const founded = new Date('2024-01-01T06:00:00Z')

/** The offices, their posts and who holds them. The easy log-ins get their plain user names. */
export function addInstitutions(past: Past, r: Random, offices: readonly DemoOffice[], posts: readonly DemoPost[], users: readonly DemoUser[]): void {
  const paths = new Map<string, string[]>()
  const plain = new Map(users.map((user) => [user.accountId, user.userName]))
  const postsByOffice = Map.groupBy(posts, (post) => post.officeId)
  for (const office of offices) {
    const act = r.uuid(founded)
    const path = [...(office.parentId ? (paths.get(office.parentId) ?? []) : []), office.id]
    paths.set(office.id, path)
    past.acts.push({ id: act, at: founded, verb: 'administration.add-office', kind: 'office', subject: office.id, actor: null, post: null, office: null })
    addRow(past, 'kernel.office', { act, values: {
      id: office.id, kind: office.kind, parent_id: office.parentId, path, name_ar: office.name.ar, name_ckb: office.name.ckb, name_en: office.name.en,
      governorate: office.governorate, district: office.district, jurisdiction: office.jurisdiction, capacity: office.capacity ?? null, valid_from: '2005-01-01',
    } })
    for (const { id, role, title, scope, holder } of postsByOffice.get(office.id) ?? []) {
      addRow(past, 'kernel.account', { act, values: { id: holder.accountId, user_name: plain.get(holder.accountId) ?? holder.userName, full_name_ar: holder.fullNameAr, full_name_en: holder.fullNameEn } })
      addRow(past, 'kernel.post', { act, values: { id, office_id: office.id, role, title_ar: title.ar, title_ckb: title.ckb, title_en: title.en, scope } })
      addRow(past, 'kernel.post_holding', { act, values: { id: r.uuid(founded), post_id: id, account_id: holder.accountId, from_at: founded } })
    }
  }
}

/** A made-up person in the register; what else is known of them stays with the caller. */
export interface DemoPerson extends MadePerson { readonly id: string }

/** Adds one person with their names, as taken over from an old register. `taken`: the national numbers given so far. */
export function addPerson(past: Past, r: Random, wanted: Wanted, at: Date, taken: Set<string> = new Set()): DemoPerson {
  const { nationalNumber, ...person } = makePerson(r, wanted)
  // Of a million some sixty numbers fall together: the second is left out.
  const made: MadePerson = nationalNumber && !taken.has(nationalNumber) ? { ...person, nationalNumber } : person
  if (nationalNumber) taken.add(nationalNumber)
  const id = r.uuid(at)
  const entry = r.uuid(at)
  past.acts.push({ id: entry, at, verb: 'people.create', kind: 'person', subject: id, actor: null, post: null, office: null })
  addRow(past, 'kernel.person', { act: entry, values: {
    id, sex: made.sex, birth_date: made.birth.date ?? null, birth_precision: made.birth.precision, nationality: made.nationality,
    national_number: made.nationalNumber ?? null, identity_state: made.nationalNumber ? 'established' : 'being-established', created_at: at,
  } })
  for (const [i, name] of made.names.entries()) addRow(past, 'kernel.person_name', { act: entry, values: { ...nameRow(id, name, made.birth, i === 0), id: r.uuid(at) } })
  return { ...made, id }
}
