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
  readonly mark?: 'draft' | 'sealed' | 'translation'
  /** The proof is on its way: said in the foot. */
  readonly proofFollows?: boolean
  /** Drawn as a certified copy, with the proof in a code at its end. */
  readonly certified?: CertifiedMark
}

export interface CertifiedMark {
  /** What the large code holds: the address of the check page and the proof's digits. */
  readonly text: string
  /** The paper's content, packed, for programs that compare the drawing with it. */
  readonly content: string
  /** Place in the log of the entry that certifies the copy, counted from 0, and when. */
  readonly index: number
  readonly at: Date
  /** The paper was no longer good when the copy was certified. */
  readonly ended: boolean
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
  certified: { ar: 'نسخة مصدقة', ckb: 'وێنەی پەسەندکراو', en: 'Certified copy' },
  'no-longer-good': { ar: 'كانت هذه الورقة قد انتهى مفعولها عند التصديق', ckb: 'ئەم کاغەزە لە کاتی پەسەندکردندا کارایی نەمابوو', en: 'This paper was no longer in force when the copy was certified' },
  entry: { ar: 'القيد في السجل العام', ckb: 'تۆمار لە دەفتەری گشتیدا', en: 'Entry in the public log' },
  'how-to-check': {
    ar: 'يحمل هذا الرمز الدليل كله: امسحه وافتح صفحة التحقق، أو تحقق من دون إنترنت بصفحة التحقق المحفوظة. قارن الأسماء والتواريخ والأرقام المعروضة بالمطبوعة هنا: أي رقم يختلف دليل على التزوير.',
    ckb: 'ئەم کۆدە هەموو بەڵگەکە هەڵدەگرێت: سکانی بکە و پەڕەی پشکنین بکەرەوە، یان بەبێ ئینتەرنێت بە پەڕەی پشکنینی پاشەکەوتکراو بیپشکنە. ناو و بەروار و ژمارە پیشاندراوەکان لەگەڵ چاپکراوەکانی ئێرە بەراورد بکە: هەر ژمارەیەکی جیاواز بەڵگەی ساختەکارییە.',
    en: 'This code holds the whole proof: scan it and open the check page, or check without a network with the saved check page. Compare the names, dates and numbers it shows with those printed here: any that differs shows a forgery.',
  },
  emblem: { ar: 'شعار', ckb: 'دروشم', en: 'Emblem' },
} as const satisfies Record<string, Text>

const CHECK_NOTE: Text = { ar: 'للتحقق من صحة هذه الورقة امسح الرمز أو افتح العنوان:', ckb: 'بۆ پشتڕاستکردنەوەی ئەم کاغەزە کۆدەکە بخوێنەوە یان ئەم ناونیشانە بکەرەوە:', en: 'To check this paper scan the code or open:' }
const PROOF_FOLLOWS: Text = { ar: 'الدليل قادم: افتح الورقة ثانية بعد دقيقة.', ckb: 'بەڵگەکە دێت: دوای خولەکێک کاغەزەکە دووبارە بکەرەوە.', en: 'The proof follows: open this paper again in a minute.' }
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
    'check-note': [particulars.proofFollows ? PROOF_FOLLOWS[lang] : '', particulars.verifyUrl ? CHECK_NOTE[lang] : ''].filter(Boolean).join(' '),
    'check-url': particulars.verifyUrl ?? '',
    // A certified copy has one code only: a reader that finds two takes either.
    qr: particulars.certified === undefined ? qrSvg(particulars.verifyUrl ?? '') : '',
    certified: certifiedPart(content, particulars.certified),
    head: {
      start: letterhead.lines.map((line) => line[lang]), end: letterhead.lines.map((line) => line[otherLang]),
      'end-lang': otherLang, emblem: letterhead.emblem ?? '',
    },
    blocks: content.blocks.map((block) => (block.kind === 'body' ? bodyViews(block, lang) : block)),
  }
}

/** What stands at the end of a certified copy; `keywords` go into the file's metadata, which PDF/A keeps as plain text. */
function certifiedPart({ lang, digits }: PaperContent, certified: CertifiedMark | undefined): object | string {
  if (certified === undefined) return ''
  return {
    qr: qrSvg(certified.text), ended: certified.ended, index: isolated(withDigits(String(certified.index), digits, lang)),
    at: `${formatDate(certified.at, lang, digits)}${lang === 'en' ? ', ' : '، '}${isolated(formatTime(certified.at, lang, digits))}`,
    keywords: [`mizan-extract:${certified.text}`, `mizan-content:${certified.content}`],
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
