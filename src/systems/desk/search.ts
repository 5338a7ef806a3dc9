/** What is typed into the command palette, and what it finds. */
import { roleMay } from '#kernel/access/policy.ts'
import type { Reader } from '#kernel/act/act.ts'
import { baghdadDay } from '#kernel/clock/calendar.ts'
import { plainDigits } from '#kernel/people/person.ts'
import { searchPeople } from '#kernel/people/search.ts'
import { searchHeld, words as custodyWords } from '#systems/custody/public.ts'
import type { Hit } from './contract.ts'
import { pathOf } from './paths.ts'
import { byNumber, ofPersons, type FoundRecord } from './store.ts'
import { words } from './words.ts'

/** Typed before a name or number, these say of what kind the record is. */
const kindWords: Readonly<Record<string, string>> = {
  custody: 'custody', توقيف: 'custody', موقوف: 'custody', محتجز: 'custody', ڕاگیراو: 'custody', case: 'case', دعوى: 'case', الدعوى: 'case', كيس: 'case', کەیس: 'case', داوا: 'case',
  person: 'person', شخص: 'person', کەس: 'person', allegation: 'allegation', ادعاء: 'allegation', request: 'detention-request', طلب: 'detention-request', داواکاری: 'detention-request',
}

export interface Asked { readonly kind: string | undefined; readonly numbers: readonly string[]; readonly text: string }

/** `2026/123`, `123` (this year's and last year's), `دعوى 123`, `محمد علي`, in any digits. Pure. */
export function readQuery(q: string, today: string): Asked {
  const [first = '', ...rest] = q.trim().split(/\s+/)
  const kind = rest.length > 0 ? kindWords[first.toLowerCase()] : undefined
  const text = kind === undefined ? q.trim() : rest.join(' ')
  const found = /^(?:(\d{4})\s*[/-]\s*)?(\d{1,6})$/.exec(plainDigits(text))
  if (!found) return { kind, numbers: [], text }
  const year = Number(today.slice(0, 4))
  const years = found[1] ? [Number(found[1])] : [year, year - 1]
  return { kind, numbers: years.map((y) => `${y}/${found[2]!.padStart(6, '0')}`), text }
}

const most = 20

/** The records and persons that fit; row-level security holds for each of them. */
export async function find(r: Reader, q: string): Promise<Hit[]> {
  const asked = readQuery(q, baghdadDay(r.ctx.now))
  if (asked.numbers.length > 0) return (await byNumber(r, asked.numbers, asked.kind === 'person' ? undefined : asked.kind, most)).map((one) => recordHit(r, one))
  const hits = new Map<string, Hit>()
  const add = (hit: Hit) => { if (!hits.has(hit.id)) hits.set(hit.id, hit) }
  for (const hit of await heldHits(r, asked)) add(hit)
  const persons = mayDo(r, 'people.search') ? (await searchPeople(r, { text: asked.text, limit: 8 })).rows.map(({ person }) => person) : []
  if (asked.kind !== 'person') for (const one of await ofPersons(r, persons.map((p) => p.id), asked.kind, most)) add(recordHit(r, one))
  if (asked.kind === undefined || asked.kind === 'person') {
    for (const p of persons) add({ id: p.id, kind: 'person', label: p.display, number: p.nationalNumber, path: pathOf('person', p.id), detail: [say(r, 'desk.kind.person'), p.birth.date?.slice(0, 4)].filter(Boolean).join(' · ') })
  }
  return [...hits.values()].slice(0, most)
}

function mayDo(r: Reader, verb: string): boolean {
  return r.ctx.session !== null && roleMay(r.ctx.session.role, verb)
}

function say(r: Reader, key: string): string {
  return (words[key] ?? custodyWords[key])?.[r.ctx.lang] ?? ''
}

/** Those held now whom this office has to do with come first. For the whole nation one name alone is too wide to be of use. */
async function heldHits(r: Reader, { kind, text }: Asked): Promise<Hit[]> {
  const wide = r.ctx.session?.officeIds === '*' && !/\s/.test(text)
  if (wide || /\d/.test(text) || !mayDo(r, 'custody.read-board') || (kind !== undefined && kind !== 'custody')) return []
  return (await searchHeld(r, text, 6)).map((c) => ({ id: c.id, kind: 'custody', label: c.name, number: c.number, path: pathOf('custody', c.id), detail: [say(r, 'desk.kind.custody'), say(r, `custody.stage.${c.stage}`)].filter(Boolean).join(' · ') }))
}

function recordHit(r: Reader, one: FoundRecord): Hit {
  return { id: one.id, kind: one.kind, label: one.label, number: one.number, path: pathOf(one.kind, one.id), detail: [say(r, `desk.kind.${one.kind}`), one.office].filter(Boolean).join(' · ') }
}
