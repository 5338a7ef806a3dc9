/** The checker as a piece of a page: in the screens, and in the file that works without a network. Nothing is sent anywhere. */
import { checkExtractText } from '#kernel/ledger/extract-check.ts'
import type { Trust } from '#kernel/ledger/extract-check.ts'
import { hasExtract } from '#kernel/ledger/extract-text.ts'
import { formatDate, formatTime } from '#kernel/words/format.ts'
import { fill } from '#kernel/words/text.ts'
import type { Lang, Text } from '#kernel/words/text.ts'
import { checkPdf } from '../check-pdf.ts'
import type { Verdict } from '../check-pdf.ts'
import { factValueWords, factWords, inReadingOrder } from '../forms/facts.ts'
import type { Block } from '../forms/form.ts'
import { readFile } from './read-file.ts'
import { checkerWords, problemWords } from './words.ts'

/** What a saved page carries with it. */
export interface CheckerData extends Trust {
  /** The forms' titles by their ids. */
  readonly titles: Readonly<Record<string, Text>>
  /** When the page was saved from the server. */
  readonly savedAt: string
}

/** Draws the checker into `place`. `first`: a code that came with the address. */
export function mountChecker(place: HTMLElement, lang: Lang, data: CheckerData, first?: string): void {
  const say = (key: keyof typeof checkerWords, params: Record<string, string> = {}) => fill(checkerWords[key][lang], params)
  const result = element('div', { className: 'ck-result', role: 'status' })
  const show = (verdict: Verdict) => { result.replaceChildren(...(verdict.ok ? goodNews(verdict, lang, data) : badNews(verdict, lang))) }
  const file = element('input', { type: 'file', accept: '.pdf,.png,.jpg,.jpeg,.txt,application/pdf,image/*,text/plain', id: 'ck-file' })
  const pasted = element('textarea', { rows: 4, id: 'ck-text', dir: 'ltr', spellcheck: false })
  file.addEventListener('change', () => {
    const chosen = file.files?.[0]
    if (chosen === undefined) return
    result.replaceChildren(element('p', {}, say('busy')))
    void readFile(chosen).then((read) => {
      show('problem' in read ? { ok: false, problem: read.problem, detail: chosen.name } : 'pdf' in read ? checkPdf(read.pdf, data) : checkExtractText(read.text, data))
    })
  })
  const form = element('form', { className: 'ck-form' },
    element('label', { className: 'ck-drop', htmlFor: 'ck-file' }, element('b', {}, say('choose')), file),
    element('label', { htmlFor: 'ck-text' }, say('paste')), pasted, element('button', { type: 'submit' }, say('check')))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    show(checkExtractText(pasted.value, data))
  })
  place.replaceChildren(element('p', { className: 'ck-hint' }, say('hint')), form, result, trusted(lang, data))
  if (first !== undefined && hasExtract(first)) {
    pasted.value = first
    show(checkExtractText(first, data))
  }
}

function badNews(verdict: Verdict & { ok: false }, lang: Lang): HTMLElement[] {
  const words = problemWords[verdict.problem]
  return [element('div', { className: 'ck-verdict ck-bad' },
    element('h2', {}, `✗ ${words.title[lang]}`), element('p', {}, words.remedy[lang]), element('p', { className: 'ck-detail', dir: 'ltr' }, `${verdict.problem}: ${verdict.detail}`))]
}

function goodNews(verdict: Verdict & { ok: true }, lang: Lang, data: CheckerData): HTMLElement[] {
  const { paper } = verdict
  const say = (key: keyof typeof checkerWords, params: Record<string, string> = {}) => fill(checkerWords[key][lang], params)
  const when = (iso: string) => `${formatDate(iso, lang)} ${formatTime(iso, lang)}`
  const rows: [string, string][] = [
    [say('paper'), data.titles[paper.form]?.[lang] ?? paper.form], [say('number'), paper.number], [say('issued'), when(paper.issued)], [say('office'), paper.office],
    ...inReadingOrder(paper.facts).map(([name, value]): [string, string] => [factWords[name]?.[lang] ?? name, shownFact(value, lang)]),
    [say('certified'), when(verdict.certifiedAt)], [say('place'), say('place.value', { index: String(verdict.index), size: String(verdict.size), origin: verdict.origin })],
    [say('witnesses'), verdict.witnesses.map(({ name, at }) => `${name} (${when(at)})`).join(lang === 'en' ? ', ' : '، ') || say('nobody')],
  ]
  const end = paper.end
  const why = end === null ? '' : (checkerWords[`end.${end.why}` as 'end.cancelled'] as Text | undefined)?.[lang] ?? end.why
  return [
    element('div', { className: 'ck-verdict ck-good' }, element('h2', {}, `✓ ${say('valid')}`), element('p', {}, say('valid.todo')), ...(verdict.content === undefined ? [] : [element('p', {}, say('valid.pdf'))])),
    ...(end === null ? [] : [element('p', { className: 'ck-verdict ck-bad' }, say('ended', { why, at: when(end.at) }))]),
    table(rows),
    ...(verdict.content === undefined ? [] : [element('details', {}, element('summary', {}, say('content')),
      element('div', { lang: paper.lang, dir: paper.lang === 'en' ? 'ltr' : 'rtl' }, ...verdict.content.content.blocks.flatMap(blockLines)))]),
  ]
}

/** A date is written in the reader's language; anything else as it stands on the paper. */
function shownFact(value: string, lang: Lang): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return formatDate(value, lang)
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(value)) return `${formatDate(value, lang)} ${formatTime(value, lang)}`
  return factValueWords[value]?.[lang] ?? value
}

/** A block of the paper as plain lines, for reading beside the paper. */
function blockLines(block: Block): HTMLElement[] {
  const title = block.title === '' ? [] : [element('h3', {}, block.title)]
  if (block.kind === 'fields') return [...title, table(block.fields.filter((field) => field.value !== '').map((field) => [field.label, field.value]))]
  if (block.kind === 'text' || block.kind === 'notice') return [...title, element('p', { className: 'ck-text' }, block.text)]
  if (block.kind === 'checks') return [...title, table(block.items.filter((item) => item.state !== 'open').map((item) => [item.label, `${item.state === 'yes' ? '✓' : '✗'} ${item.note}`]))]
  if (block.kind === 'table') return [...title, ...block.rows.map((row) => element('p', { className: 'ck-text' }, row.join(' · ')))]
  if (block.kind === 'signatures') return [table(block.people.map((person) => [person.role, person.name]))]
  return title
}

function trusted(lang: Lang, data: CheckerData): HTMLElement {
  const witnesses = data.policy.split('\n').filter((line) => /^(witness|group|quorum)\b/.test(line)).map((line) => line.replace(/ https?:\S+$/, ''))
  return element('details', { className: 'ck-trust' }, element('summary', {}, checkerWords.trusted[lang]), element('p', {}, checkerWords['trusted.hint'][lang]),
    element('pre', { dir: 'ltr' }, [...data.keys, ...witnesses, data.savedAt].join('\n')))
}

function table(rows: readonly (readonly [string, string])[]): HTMLElement {
  return element('dl', { className: 'ck-facts' }, ...rows.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, isolated(value)))))
}

/** What people typed keeps its own direction and is never markup. */
function isolated(value: string): HTMLElement {
  return element('bdi', {}, value)
}

function element<K extends keyof HTMLElementTagNameMap>(tag: K, properties: Partial<HTMLElementTagNameMap[K]>, ...children: (Node | string)[]): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(tag), properties)
  made.append(...children)
  return made
}
