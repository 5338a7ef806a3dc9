/** The values of the booking form: the contract's shape, and beside it what is recorded by acts of its own after the arrest. */
import type { InputOf } from '#kernel/web/endpoint-types.ts'
import type { bookArrest } from '../../contract/booking.ts'

type Input = InputOf<typeof bookArrest>

/** Not part of the arrest itself. */
export interface Extra {
  /** Who is new to the register is typed in; otherwise chosen. */
  isNew?: boolean
  /** The name of who was chosen, for the paper. */
  chosenName?: string
  birthYear?: number
  warrantBirthYear?: number
  told?: string[]
  language?: string
  lawyer?: string
  family?: string
  familyHow?: 'telephone' | 'in-person' | 'message' | 'not-reached' | 'declined'
  familyPhone?: string
  injuries?: string
  complaint?: string
  property?: string
}

export type NewName = { given?: string; father?: string; grandfather?: string; family?: string; mother?: string; knownAs?: string }

/** As typed: any part may still be missing. */
export interface BookingValues {
  person?: { known?: boolean; id?: string; new?: { names?: NewName[]; sex?: 'male' | 'female'; birth?: { date?: string }; nationality?: string; nationalNumber?: string }; seen?: string[] }
  inCase?: { known?: boolean; id?: string; summary?: string; charge?: { offenceCode?: string; circumstance?: string; attempt?: boolean } }
  groundId?: string
  facts?: string
  warrant?: { number?: string; issuedBy?: string; names?: NewName[]; nationalNumber?: string }
  arrestedAt?: string
  lateReason?: string
  place?: string
  arrestedBy?: string
  interpreter?: string
  extra?: Extra
}

/** A form that nobody has touched. */
export function emptyBooking(arrestedBy: string, arrestedAt: string, language: string): BookingValues {
  return { person: { known: false, new: { names: [{}] } }, inCase: { known: false, charge: {} }, groundId: 'flagrante', arrestedAt, arrestedBy, extra: { told: [], language } }
}

/** The script a name is written in. */
export function scriptOf(text: string, lang: string): 'ar' | 'ckb' | 'latn' {
  return /\p{Script=Latin}/u.test(text) ? 'latn' : lang === 'ckb' ? 'ckb' : 'ar'
}

function named(name: NewName | undefined, lang: string) {
  return { ...name, script: scriptOf(name?.given ?? '', lang), given: name?.given ?? '' }
}

function birth(date: string | undefined, year: number | undefined) {
  if (date) return { birth: { date, precision: 'day' as const } }
  return year ? { birth: { date: `${year}-01-01`, precision: 'year' as const } } : {}
}

/** The arrest as the contract wants it. */
export function toArrest(v: BookingValues, lang: string): Input {
  const { extra = {}, person = {}, inCase = {}, warrant, ...rest } = v
  const { birth: born, nationality, ...known } = person.new ?? {}
  const charge = { offenceCode: '', ...inCase.charge }
  return {
    place: '', arrestedBy: '', arrestedAt: '', groundId: '', ...rest,
    person: person.known && person.id ? { known: true, id: person.id } : { known: false, seen: person.seen ?? [], new: {
      ...known, names: [named(person.new?.names?.[0], lang)], ...birth(born?.date, extra.birthYear), ...(nationality ? { nationality: nationality.toUpperCase() } : {}),
    } },
    inCase: inCase.known ? { known: true, id: inCase.id ?? '', ...(inCase.charge?.offenceCode ? { charge } : {}) }
      : { known: false, summary: inCase.summary ?? '', place: rest.place ?? '', ...(rest.arrestedAt ? { occurredAt: rest.arrestedAt } : {}), charge },
    ...(rest.groundId === 'warrant' ? { warrant: { number: '', ...warrant, names: [named(warrant?.names?.[0], lang)], ...birth(undefined, extra.warrantBirthYear) } } : {}),
  }
}

/** One thing a line: "what", "what; quantity", or "what; quantity; seal". */
export function thingsOf(text: string | undefined): { description: string; quantity: number; seal?: string }[] {
  return (text ?? '').split('\n').map((line) => line.split(/[;؛]/).map((part) => part.trim())).flatMap(([description = '', quantity = '', seal = '']) => {
    if (description.length < 2) return []
    return [{ description, quantity: Math.max(1, Math.round(Number(quantity)) || 1), ...(seal ? { seal } : {}) }]
  })
}
