/**
 * Characters that reorder or hide what a reader sees (bidi overrides, embeddings, isolates and marks, other
 * invisible controls). A paper must read as it is stored, so none of them comes from typed text; direction is set
 * by the layout. Zero-width joiner and non-joiner stay: Kurdish spelling needs them.
 */
const DECEIVING = /[\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2028\u2029\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E007F}]/gu
const CONTROL = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/gu

/** Typed text made safe to print: no controls, no direction tricks, composed letters, '\n' as the only line end. */
export function cleanText(text: string): string {
  return text.normalize('NFC').replace(/\r\n?/g, '\n').replace(DECEIVING, '').replace(/\t/g, ' ').replace(CONTROL, '')
    .replace(/\n{3,}/g, '\n\n').trim()
}

/** Whether a text holds characters that would deceive a reader. Used to refuse file names. */
export function hasDeceivingCharacters(text: string): boolean {
  return text.search(DECEIVING) !== -1 || text.search(CONTROL) !== -1 || text.includes('\n')
}

const FIRST_STRONG_ISOLATE = '\u2068'
const LEFT_TO_RIGHT_ISOLATE = '\u2066'
const POP_ISOLATE = '\u2069'
const HAS_LETTER = /\p{L}/u
/** Digits joined by hyphens, at least one group of three or more: a report number, a telephone. Shorter ones may be ranges. */
const HYPHENED_CODE = /(?<![\d\u0660-\u0669-])(?=[\d\u0660-\u0669-]*[\d\u0660-\u0669]{3})[\d\u0660-\u0669]+(?:-[\d\u0660-\u0669]+)+(?![\d\u0660-\u0669-])/g

/**
 * Keeps a value's own direction inside other text: numbers, dates and codes left to right ('2026-000123' would
 * otherwise be shown as '000123-2026' after an Arabic word), words by their first letter. Each line by itself,
 * because an isolate ends with its paragraph.
 */
export function isolated(value: string): string {
  return value.split('\n').map(isolatedLine).join('\n')
}

/** A run without any place to break would run out of its cell: it may break every sixteen letters. */
function breakable(line: string): string {
  return line.replace(/[^\s-]{28,}/g, (run) => [...run].map((letter, i) => (i > 0 && i % 16 === 0 ? `\u200B${letter}` : letter)).join(''))
}

function isolatedLine(typed: string): string {
  if (typed === '') return typed
  const line = breakable(typed)
  if (!HAS_LETTER.test(line)) return LEFT_TO_RIGHT_ISOLATE + line + POP_ISOLATE
  return FIRST_STRONG_ISOLATE + line.replace(HYPHENED_CODE, `${LEFT_TO_RIGHT_ISOLATE}$&${POP_ISOLATE}`) + POP_ISOLATE
}
