/**
 * A person's name as it is in Iraq: own name, father, grandfather, great-grandfather, family or tribe (لقب), the
 * mother's name and the name the person is known by (شهرة: CPC 87 and 113), in one script. A person has one such name
 * for each script. What is stored is what was written, only trimmed and in NFC: folding for search is fold.ts.
 */
import { z } from 'zod'

/** Arabic, Kurdish (Sorani, in Arabic letters) and Latin writing. */
export const Script = z.enum(['ar', 'ckb', 'latn'])
export type Script = z.infer<typeof Script>

/** Longest name part, in UTF-16 units; real parts, the mother's three names included, stay under 60. */
export const longestPart = 80

/** Why a part was refused; each has its words under `invalid.<fault>`. */
export type NameFault =
  | 'name-control' | 'name-direction' | 'name-invisible' | 'name-digit' | 'name-script' | 'name-marks' | 'name-symbol' | 'name-empty' | 'name-long'

const direction = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u
const control = /[\p{Cc}\p{Zl}\p{Zp}]/u
/** Format characters, fillers and variation selectors that show nothing. The zero-width non-joiner is judged apart: Kurdish spelling uses it. */
const invisible = /[\p{Cf}\p{Cs}\p{Co}\p{Cn}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufe00-\ufe0f]/u
const joinerBetweenLetters = /(?<=\p{Script=Arabic})\u200c(?=\p{Script=Arabic})/gu
const tooManyMarks = /\p{M}{4}/u
/** Anything on a keyboard may stand in a name, `<b>` too: it is text, and the screen shows it as text. */
const symbol = /[^\p{L}\p{M} !-/:-@[-`{-~\u2018\u2019\u200c]/u

const arabicLetter = /^[\p{Script_Extensions=Arabic}\u02bc\u02be\u02bf]$/u
const latinLetter = /^[\p{Script=Latin}\u02bb\u02bc\u02be\u02bf]$/u

/**
 * The first fault of one name part, or undefined when it may be stored. `text` may have spaces around it.
 * A joiner is accepted only singly between two Arabic letters.
 */
export function faultOfPart(text: string): NameFault | undefined {
  if (direction.test(text)) return 'name-direction'
  if (control.test(text)) return 'name-control'
  if (invisible.test(text.replace(joinerBetweenLetters, ''))) return 'name-invisible'
  const trimmed = text.trim()
  if (/\p{N}/u.test(trimmed)) return 'name-digit'
  if (tooManyMarks.test(trimmed.normalize('NFD'))) return 'name-marks'
  if (symbol.test(trimmed.replaceAll(/\p{Zs}/gu, ' '))) return 'name-symbol'
  if (!/\p{L}/u.test(trimmed)) return 'name-empty'
  if (trimmed.length > longestPart) return 'name-long'
  return scriptOf(trimmed) === undefined ? 'name-script' : undefined
}

/** The one script all letters of `text` belong to; undefined when they are mixed or of neither. */
export function scriptOf(text: string): 'arabic' | 'latin' | undefined {
  const letters = text.match(/\p{L}/gu) ?? []
  if (letters.length === 0) return undefined
  if (letters.every((letter) => arabicLetter.test(letter))) return 'arabic'
  return letters.every((letter) => latinLetter.test(letter)) ? 'latin' : undefined
}

/** As it will be stored: NFC, no space at the ends, single spaces inside. Changes no letter. */
export function tidyPart(text: string): string {
  return text.normalize('NFC').replaceAll(/\p{Zs}+/gu, ' ').trim()
}

/** One part of a name: checked as typed, then tidied. The issue's message is the key of its words. */
export const NamePart = z
  .string()
  .max(4 * longestPart)
  .superRefine((text, issues) => {
    const fault = faultOfPart(text)
    if (fault) issues.addIssue({ code: 'custom', message: `invalid.${fault}` })
  })
  .overwrite(tidyPart)

/** The parts in the order in which they are said; only the own name must be there (a foundling has no more). */
export const partNames = ['given', 'father', 'grandfather', 'greatGrandfather', 'family', 'mother', 'knownAs'] as const
export type PartName = (typeof partNames)[number]

/** The father's line, in order. */
export const lineNames = ['given', 'father', 'grandfather', 'greatGrandfather'] as const

/** A name in one script. `mother` is her own name and usually her father's and grandfather's, in one string. */
export const PersonName = z
  .object({
    script: Script,
    given: NamePart,
    father: NamePart.optional(),
    grandfather: NamePart.optional(),
    greatGrandfather: NamePart.optional(),
    family: NamePart.optional(),
    mother: NamePart.optional(),
    knownAs: NamePart.optional(),
  })
  .superRefine((name, issues) => {
    const wanted = name.script === 'latn' ? 'latin' : 'arabic'
    for (const part of partNames) {
      const text = name[part]
      const found = text === undefined ? undefined : scriptOf(text)
      if (found && found !== wanted) issues.addIssue({ code: 'custom', message: 'invalid.name-script', path: [part] })
    }
  })
export type PersonName = z.infer<typeof PersonName>

/** Twelve digits, one for life. No checksum is published for it, so a number is never called false by its digits. */
export const NationalNumber = z.string().regex(/^\d{12}$/, 'invalid.national-number')
export type NationalNumber = z.infer<typeof NationalNumber>

/** The name in one line: 'line' is the father's line and family, 'short' the own name, father and family. */
export function fullName(name: PersonName, length: 'line' | 'short' = 'line'): string {
  const parts = length === 'line'
    ? [name.given, name.father, name.grandfather, name.greatGrandfather, name.family]
    : [name.given, name.father, name.family ?? name.grandfather]
  return parts.filter((part) => part !== undefined && part !== '').join(' ')
}
