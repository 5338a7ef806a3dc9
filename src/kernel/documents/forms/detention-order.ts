import { z } from 'zod'
import { form } from './form.ts'
import { label } from './labels.ts'
import { Day, Instant, Line, PaperPerson, Passage, personFields } from './parts.ts'

/** قرار توقيف or its extension with what CPC 113 lists: name, known-as, surname, article, start, end, judge, seal. */
export const detentionOrder = form({
  id: 'detention-order',
  series: 'detention-order',
  title: { ar: 'قرار توقيف', ckb: 'بڕیاری ڕاگرتن', en: 'Detention order' },
  article: 'CPC 109, 113',
  confidence: 'T',
  retention: 'case',
  certified: true,
  data: z.object({
    detainee: PaperPerson, caseNumber: Line, custodyNumber: Line.optional(), offence: Line, article: Line, extension: z.boolean(),
    from: z.union([Instant, Day]), until: z.union([Instant, Day]), days: z.int().min(1).max(3660), totalDaysBefore: z.int().min(0).max(3660).optional(),
    reasons: Passage.optional(), judge: Line, heldAt: Line.optional(), prosecutorHeard: z.boolean().optional(),
  }),
  blocks: (d, write) => [
    write.fields(personFields(write, d.detainee, ['knownAs', 'surname', 'motherName', 'born']), { title: label.detainee }),
    write.fields([
      [label.caseNumber, d.caseNumber], [label.custodyNumber, d.custodyNumber], [label.offence, d.offence], [label.lawArticle, d.article],
      [{ ar: 'نوع القرار', ckb: 'جۆری بڕیار', en: 'Kind' }, write.text(d.extension ? { ar: 'تمديد توقيف', ckb: 'درێژکردنەوەی ڕاگرتن', en: 'extension' } : { ar: 'توقيف لأول مرة', ckb: 'ڕاگرتن بۆ یەکەم جار', en: 'first detention' })],
      [label.period, write.period({ days: d.days })],
      [{ ar: 'تاريخ ابتداء التوقيف', ckb: 'بەرواری دەستپێکی ڕاگرتن', en: 'Detention starts' }, when(d.from, write)], [{ ar: 'تاريخ انتهاء التوقيف', ckb: 'بەرواری کۆتایی ڕاگرتن', en: 'Detention ends' }, when(d.until, write)],
      [{ ar: 'ما سبق من توقيف', ckb: 'ڕاگرتنی پێشوو', en: 'Detained before' }, d.totalDaysBefore === undefined ? undefined : write.period({ days: d.totalDaysBefore })], [{ ar: 'مكان التوقيف', ckb: 'شوێنی ڕاگرتن', en: 'Place of detention' }, d.heldAt],
    ]),
    write.passage(label.reasons, d.reasons, { lines: d.reasons === undefined ? 3 : 0 }),
    write.notice(d.extension ? EXTEND : DETAIN, { name: d.detainee.name, from: when(d.from, write), until: when(d.until, write) }),
    write.notice(DUTY),
    write.signatures([[label.investigativeJudge, d.judge]], { seal: true }),
  ],
})

function when(value: string, write: { day(day: string): string; instant(iso: string): string }): string {
  return value.includes('T') ? write.instant(value) : write.day(value)
}

const DETAIN = {
  ar: 'قررتُ توقيف {name} من {from} لغاية {until}.',
  ckb: 'بڕیارم دا {name} ڕابگیرێت لە {from} تا {until}.',
  en: 'I order that {name} be detained from {from} until {until}.',
} as const
const EXTEND = {
  ar: 'قررتُ تمديد توقيف {name} من {from} لغاية {until}.',
  ckb: 'بڕیارم دا ڕاگرتنی {name} درێژ بکرێتەوە لە {from} تا {until}.',
  en: 'I order that the detention of {name} be extended from {from} until {until}.',
} as const
const DUTY = {
  ar: 'على المسؤول عن الموقف إحضار الموقوف أمامي قبل انتهاء المدة، ولا يجوز إبقاؤه موقوفاً بعدها إلا بقرار جديد.',
  ckb: 'پێویستە بەرپرسی شوێنی ڕاگرتن پێش تەواوبوونی ماوەکە ڕاگیراوەکە بهێنێتە بەردەمم، و دوای ئەوە نابێت بەبێ بڕیارێکی نوێ بە ڕاگیراوی بمێنێتەوە.',
  en: 'The officer in charge shall bring the detainee before me before the period ends; nobody may be kept after it without a new order.',
} as const
