import { formatDate, formatHijri, formatTime, withDigits } from '#kernel/words/format.ts'
import { isRtl, type Digits, type Lang, type Text } from '#kernel/words/text.ts'
import { cleanText, isolated } from '../forms/clean-text.ts'
import type { Block, FormTemplate } from '../forms/form.ts'
import { writer } from '../forms/writer.ts'
import { bodySvg } from './body-map.ts'
import { print, type Printed } from './printer.ts'
import { barcodeSvg, qrSvg } from './qr.ts'

/** Raised by one whenever `paper.typ` or `layOut` changes how a stored paper looks. */
export const LAYOUT_VERSION = 1

/** Who issues the paper: country, ministry or council, directorates, office; from the widest to the issuing office. */
export interface Letterhead {
  readonly lines: readonly Text[]
  /** An SVG picture for the middle of the head, set by the operator. */
  readonly emblem?: string
}

/** A paper's content as issued: stored with the paper, so a later change of a template changes no old paper. */
export interface PaperContent {
  readonly form: string
  readonly lang: Lang
  readonly digits: Digits
  readonly title: string
  readonly article: string
  readonly pageSignature: string
  readonly letterhead: Letterhead
  readonly blocks: readonly Block[]
}

/** What is known only when the paper is numbered and issued. */
export interface PaperParticulars {
  readonly number: string
  readonly issuedAt: Date
  /** The record's own number (case, custody), printed as the reference. */
  readonly reference?: string
  /** The address printed below the number for whoever has no scanner. */
  readonly verifyUrl?: string
  readonly qrText?: string
  readonly mark?: 'draft' | 'sealed' | 'translation'
}

const PAPER_WORDS = {
  number: { ar: 'العدد', ckb: 'ژمارە', en: 'Number' },
  date: { ar: 'التاريخ', ckb: 'بەروار', en: 'Date' },
  hijri: { ar: 'الموافق', ckb: 'کۆچی', en: 'Hijri' },
  reference: { ar: 'رقم الملف', ckb: 'ژمارەی فایل', en: 'File' },
  page: { ar: 'صفحة', ckb: 'لاپەڕە', en: 'page' },
  of: { ar: 'من', ckb: 'لە', en: 'of' },
  yes: { ar: 'نعم', ckb: 'بەڵێ', en: 'yes' },
  no: { ar: 'لا', ckb: 'نەخێر', en: 'no' },
  signature: { ar: 'التوقيع', ckb: 'واژۆ', en: 'signature' },
  seal: { ar: 'موضع الختم', ckb: 'شوێنی مۆر', en: 'place of seal' },
  qr: { ar: 'رمز التحقق من صحة الورقة', ckb: 'کۆدی پشتڕاستکردنەوەی کاغەز', en: 'Code to check this paper' },
  emblem: { ar: 'شعار', ckb: 'دروشم', en: 'Emblem' },
} as const satisfies Record<string, Text>

const CHECK_NOTE: Text = { ar: 'للتحقق من صحة هذه الورقة امسح الرمز أو افتح العنوان:', ckb: 'بۆ پشتڕاستکردنەوەی ئەم کاغەزە کۆدەکە بخوێنەوە یان ئەم ناونیشانە بکەرەوە:', en: 'To check this paper scan the code or open:' }
const MARKS: Record<NonNullable<PaperParticulars['mark']>, Text> = {
  draft: { ar: 'مسودة – لا أثر قانوني لها', ckb: 'ڕەشنووس – هیچ کاریگەرییەکی یاسایی نییە', en: 'Draft: no legal effect' },
  sealed: { ar: 'سري – لا يطلع عليه غير المخولين', ckb: 'نهێنی – تەنها بۆ ڕێگەپێدراوان', en: 'Sealed: authorised readers only' },
  translation: { ar: 'نسخة للاطلاع – المعوَّل عليه هو الأصل', ckb: 'وێنەیەک بۆ زانین – پشت بە ئەسڵەکە دەبەسترێت', en: 'Copy for information: the original prevails' },
}

/** Fills a form with checked data (throws ZodError when it does not fit the form's schema). Pure. */
export function composePaper<D>(template: FormTemplate<D>, lang: Lang, data: unknown, letterhead: Letterhead, digits: Digits = 'latn'): PaperContent {
  const write = writer(lang, digits)
  return {
    form: template.id, lang, digits, letterhead,
    title: template.title[lang],
    article: template.article === '' ? '' : write.article(template.article),
    pageSignature: template.signedOnEveryPage?.[lang] ?? '',
    blocks: template.blocks(template.data.parse(data), write),
  }
}

/** Draws a composed paper: the same content and particulars always give the same bytes. */
export function printPaper(content: PaperContent, particulars: PaperParticulars): Promise<Printed> {
  return print('paper', layOut(content, particulars), particulars.issuedAt)
}

/** Fills and draws a form in one step, for previews and papers that are not kept. */
export async function renderForm<D>(template: FormTemplate<D>, lang: Lang, data: unknown, particulars: PaperParticulars & { letterhead: Letterhead; digits?: Digits }): Promise<Buffer> {
  const content = composePaper(template, lang, data, particulars.letterhead, particulars.digits)
  return (await printPaper(content, particulars)).pdf
}

export interface Label {
  readonly code: string
  readonly lines: readonly string[]
  readonly lang: Lang
  /** Millimetres; 80 × 40 unless told. */
  readonly width?: number
  readonly height?: number
}

/** A barcode label (Code 128 and up to four lines of text) as a one-page PDF for a label printer. */
export async function renderLabel(label: Label): Promise<Buffer> {
  const { width = 80, height = 40 } = label
  const lines = label.lines.slice(0, 4).map((line) => isolated(cleanText(line)))
  const content = { code: label.code, lines, lang: label.lang, dir: directionOf(label.lang), width, height, barcode: barcodeSvg(label.code), bars: Math.max(6, height - 27) }
  return (await print('label', content, new Date(0))).pdf
}

function layOut(content: PaperContent, particulars: PaperParticulars): object {
  const { lang, letterhead } = content
  const otherLang = lang === 'ar' ? 'ckb' : 'ar'
  const shaped = (text: string) => withDigits(text, content.digits, lang)
  const { issuedAt } = particulars
  return {
    lang, dir: directionOf(lang), digits: lang === 'en' ? 'latn' : content.digits,
    words: Object.fromEntries(Object.entries(PAPER_WORDS).map(([key, words]) => [key, words[lang]])),
    title: content.title,
    article: content.article,
    number: isolated(shaped(cleanText(particulars.number))),
    date: `${formatDate(issuedAt, lang, content.digits)}${lang === 'en' ? ', ' : '، '}${isolated(formatTime(issuedAt, lang, content.digits))}`,
    hijri: formatHijri(issuedAt, lang, content.digits),
    reference: isolated(shaped(cleanText(particulars.reference ?? ''))),
    banner: particulars.mark === undefined ? '' : MARKS[particulars.mark][lang],
    'page-signature': content.pageSignature,
    'check-note': particulars.verifyUrl ? CHECK_NOTE[lang] : '',
    'check-url': particulars.verifyUrl ?? '',
    qr: qrSvg(particulars.qrText ?? particulars.verifyUrl ?? ''),
    head: {
      start: letterhead.lines.map((line) => line[lang]), end: letterhead.lines.map((line) => line[otherLang]),
      'end-lang': otherLang, emblem: letterhead.emblem ?? '',
    },
    blocks: content.blocks.map((block) => (block.kind === 'body' ? bodyViews(block, lang) : block)),
  }
}

/** On the front view the person's right is on the reader's left, on the back view the other way round. */
function bodyViews(block: Extract<Block, { kind: 'body' }>, lang: Lang): object {
  const right = { ar: 'يمين', ckb: 'ڕاست', en: 'right' }[lang]
  const left = { ar: 'يسار', ckb: 'چەپ', en: 'left' }[lang]
  const views = (['front', 'back'] as const).map((view) => ({
    label: view === 'front' ? { ar: 'الأمام', ckb: 'پێشەوە', en: 'Front' }[lang] : { ar: 'الخلف', ckb: 'پشتەوە', en: 'Back' }[lang],
    svg: bodySvg(view),
    'left-side': view === 'front' ? right : left,
    'right-side': view === 'front' ? left : right,
    marks: block.marks.filter((mark) => mark.view === view),
  }))
  return { kind: 'body', title: block.title, views }
}

function directionOf(lang: Lang): 'rtl' | 'ltr' {
  return isRtl(lang) ? 'rtl' : 'ltr'
}
