import { z } from 'zod'
import type { FieldSource, Writer } from './form.ts'
import { label } from './labels.ts'

// PostgreSQL's jsonb can't hold the character NUL, and no paper needs it.
const WITHOUT_NUL = /^[^\u0000]*$/

/** One line on a paper. */
export const Line = z.string().trim().min(1).max(300).regex(WITHOUT_NUL)
/** Several paragraphs. */
export const Passage = z.string().trim().min(1).max(200_000).regex(WITHOUT_NUL)
/** A calendar day 'YYYY-MM-DD'. */
export const Day = z.iso.date()
/** An instant, ISO 8601 with offset. */
export const Instant = z.iso.datetime({ offset: true })
/** Integer Iraqi dinars. */
export const Dinars = z.int().min(0).max(1_000_000_000_000)
export const Period = z.object({ years: z.int().min(0).max(100).optional(), months: z.int().min(0).max(1200).optional(), days: z.int().min(0).max(36_600).optional() })

/** A person as a form names them; what the form does not ask for is left out. */
export const PaperPerson = z.object({
  name: Line, knownAs: Line.optional(), surname: Line.optional(), motherName: Line.optional(), born: Line.optional(), age: z.int().min(0).max(130).optional(),
  sex: Line.optional(), nationality: Line.optional(), occupation: Line.optional(), address: Line.optional(), phone: Line.optional(), identity: Line.optional(), description: Line.optional(),
})
export type PaperPerson = z.infer<typeof PaperPerson>

/** A thing on a list: seized, received or given back. */
export const PaperThing = z.object({ description: Line, quantity: Line.optional(), seal: Line.optional(), condition: Line.optional() })
export type PaperThing = z.infer<typeof PaperThing>

const ORDER = ['name', 'knownAs', 'surname', 'motherName', 'born', 'age', 'sex', 'nationality', 'occupation', 'address', 'phone', 'identity', 'description'] as const

/**
 * The name and the fields that the form asks for, in the usual order, printed even when empty. Whatever else the caller
 * knows of the person is not printed: a paper tells no more than its purpose needs.
 */
export function personFields(write: Writer, person: PaperPerson, ask: readonly (typeof ORDER)[number][] = []): FieldSource[] {
  return ORDER.filter((key) => key === 'name' || ask.includes(key)).map((key): FieldSource => {
    const value = person[key]
    const shown = typeof value === 'number' ? write.period({ years: value }) : value
    return key === 'name' || key === 'address' || key === 'description' ? [label[key], shown, 'wide'] : [label[key], shown]
  })
}

/** Rows of a numbered table of things. */
export function thingRows(write: Writer, things: readonly PaperThing[]): string[][] {
  return things.map((thing, i) => [write.count(i + 1), thing.description, thing.quantity ?? '', thing.seal ?? '', thing.condition ?? ''])
}

export const THING_COLUMNS = [[label.serial, 1], [label.item, 7], [label.quantity, 2], [label.sealNumber, 3], [label.condition, 3]] as const

/** Rows of a numbered table of names with a remark each. */
export function nameRows(write: Writer, names: readonly { name: string; note?: string | undefined }[]): string[][] {
  return names.map((person, i) => [write.count(i + 1), person.name, person.note ?? ''])
}

export const NameAndNote = z.object({ name: Line, note: Line.optional() })
