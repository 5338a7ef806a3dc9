import type { z } from 'zod'
import type { Lang, Text } from '#kernel/words/text.ts'

/** One labelled value in a grid; `wide` takes the whole row. */
export interface Field {
  readonly label: string
  readonly value: string
  readonly wide: boolean
}

/** What stands on a form, in order. Plain data: it is stored with the paper and drawn by `print/paper.typ`. */
export type Block =
  | { readonly kind: 'fields'; readonly title: string; readonly columns: 1 | 2; readonly fields: readonly Field[] }
  | { readonly kind: 'text'; readonly title: string; readonly text: string; readonly lines: number }
  | { readonly kind: 'table'; readonly title: string; readonly columns: readonly { label: string; width: number }[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'checks'; readonly title: string; readonly items: readonly { label: string; state: 'yes' | 'no' | 'open'; note: string }[] }
  | { readonly kind: 'notice'; readonly title: string; readonly text: string }
  | { readonly kind: 'signatures'; readonly title: string; readonly people: readonly { role: string; name: string; note: string }[]; readonly seal: boolean }
  | { readonly kind: 'body'; readonly title: string; readonly marks: readonly BodyMark[] }
  | { readonly kind: 'sketch'; readonly title: string; readonly height: number; readonly note: string }

/** A mark on the body drawing: x and y from 0 to 1, from the drawing's top left. */
export interface BodyMark {
  readonly view: 'front' | 'back'
  readonly x: number
  readonly y: number
  readonly number: string
}

/** How long a paper is kept; the periods themselves are set by the operator (see README). */
export type Retention = 'permanent' | 'case' | 'custody' | 'routine'

/**
 * One form of the law. `blocks` is pure: the same data gives the same paper.
 * `article` is the provision that orders the form ('CPC 113'); `series` is the number series that it counts in.
 */
export interface FormTemplate<D> {
  readonly id: string
  readonly series: string
  readonly title: Text
  readonly article: string
  readonly confidence: 'T' | 'C' | 'P' | 'U'
  readonly retention: Retention
  /** It leaves the office as proof: what is kept and given out carries the whole proof, see `certify.ts`. */
  readonly certified?: true
  /** The law wants a judge's signature on every page (hearing record, CPC 222). */
  readonly signedOnEveryPage?: Text
  readonly data: z.ZodType<D>
  blocks(data: D, write: Writer): Block[]
}

/** Writes values in the paper's language; templates use it and never build text by hand. */
export interface Writer {
  readonly lang: Lang
  text(words: Text): string
  /** Fills `{name}` places with values that keep their own direction. */
  sentence(words: Text, values: Readonly<Record<string, string>>): string
  /** A calendar day 'YYYY-MM-DD', month by name. */
  day(day: string): string
  /** An instant (ISO 8601): day and clock time in Baghdad. */
  instant(iso: string): string
  count(n: number): string
  /** Integer Iraqi dinars with thousands separators. */
  dinars(amount: number): string
  period(period: { years?: number; months?: number; days?: number }): string
  yesNo(value: boolean): string
  article(code: string): string
  /** A value of its own direction (number, code, name) inside other text. */
  own(value: string): string
  fields(fields: readonly FieldSource[], options?: { title?: Text; columns?: 1 | 2 }): Block
  passage(title: Text, text: string | undefined, options?: { lines?: number }): Block
  table(title: Text, columns: readonly (readonly [Text, number])[], rows: readonly (readonly string[])[]): Block
  checks(title: Text, items: readonly (readonly [Text, boolean | undefined, string?])[]): Block
  notice(text: Text, values?: Readonly<Record<string, string>>): Block
  signatures(people: readonly (readonly [Text, string?, Text?])[], options?: { seal?: boolean }): Block
}

/** Label, value, and 'wide' for a value that takes the row. An undefined value is printed as an empty space to fill by hand. */
export type FieldSource = readonly [Text, string | undefined, 'wide'?]

/** Declares a form; only here so that the data's type is taken from its schema. */
export function form<S extends z.ZodType>(template: FormTemplate<z.output<S>> & { data: S }): FormTemplate<z.output<S>> & { readonly data: S } {
  return Object.freeze(template)
}
