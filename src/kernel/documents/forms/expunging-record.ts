import { z } from 'zod'
import { form } from './form.ts'
import { label } from './labels.ts'
import { Day, Instant, Line } from './parts.ts'

/** What was destroyed, by whose order, under which article. Says nothing of what stood in it. */
export const expungingRecord = form({
  id: 'expunging-record',
  series: 'expunging-record',
  title: { ar: 'محضر إتلاف سجل', ckb: 'کۆنووسی لەناوبردنی تۆمار', en: 'Record of destruction' },
  article: '',
  confidence: 'U',
  retention: 'permanent',
  certified: true,
  data: z.object({
    recordKind: Line, recordNumber: Line, article: Line, orderNumber: Line, orderDay: Day, orderedBy: Line, court: Line, approvedBy: Line, at: Instant,
    records: z.int().min(1), entries: z.int().min(0), rows: z.int().min(0), papers: z.int().min(0), persons: z.int().min(0),
  }),
  blocks: (d, write) => [
    write.fields([
      [{ ar: 'نوع السجل', ckb: 'جۆری تۆمار', en: 'Kind of record' }, write.text(KINDS[d.recordKind] ?? { ar: d.recordKind, ckb: d.recordKind, en: d.recordKind })], [{ ar: 'رقم السجل', ckb: 'ژمارەی تۆمار', en: 'Number of the record' }, d.recordNumber],
      [label.lawArticle, d.article], [{ ar: 'رقم أمر الإتلاف', ckb: 'ژمارەی فەرمانی لەناوبردن', en: 'Order of destruction' }, d.orderNumber],
      [{ ar: 'تاريخ الأمر', ckb: 'بەرواری فەرمان', en: 'Day of the order' }, write.day(d.orderDay)], [label.court, d.court],
      [label.judge, d.orderedBy], [label.prosecutor, d.approvedBy], [{ ar: 'وقت الإتلاف', ckb: 'کاتی لەناوبردن', en: 'Destroyed at' }, write.instant(d.at), 'wide'],
    ]),
    write.table({ ar: 'ما أُتلف', ckb: 'ئەوەی لەناوبرا', en: 'What was destroyed' }, [[label.item, 4], [label.quantity, 1]], [
      [write.text({ ar: 'سجلات', ckb: 'تۆمارگەکان', en: 'records' }), write.count(d.records)], [write.text({ ar: 'نصوص القيود وأملاحها', ckb: 'دەقی تۆمارەکان و خوێیەکانیان', en: 'texts and salts of entries' }), write.count(d.entries)],
      [write.text({ ar: 'صفوف البيانات', ckb: 'ڕیزەکانی زانیاری', en: 'rows of data' }), write.count(d.rows)], [write.text({ ar: 'محتوى الأوراق والملفات', ckb: 'ناوەڕۆکی کاغەز و فایلەکان', en: 'contents of papers and files' }), write.count(d.papers)],
      [write.text({ ar: 'أشخاص أُزيلوا من سجل الأشخاص', ckb: 'کەسانێک لە تۆماری کەسان سڕانەوە', en: 'persons taken out of the register' }), write.count(d.persons)],
    ]),
    write.notice({
      ar: 'تبقى في السجل العام أوراق القيود المُتلفة وبصماتها فقط، ولا يُستدل منها على مضمونها. وتزول من النسخ الاحتياطية بانتهاء مدة حفظها.',
      ckb: 'لە دەفتەری گشتیدا تەنها گەڵا و پەنجەمۆری تۆمارە لەناوبراوەکان دەمێننەوە و ناوەڕۆکیان لێ نازانرێت. لە وێنە یەدەگەکانیش بە تەواوبوونی ماوەی هەڵگرتنیان نامێنن.',
      en: 'The public log keeps only the leaves of the entries destroyed, from which nothing of what they said can be learned. In backups they end with the period for which backups are kept.',
    }),
    write.signatures([[label.judge, d.orderedBy], [label.prosecutor, d.approvedBy]], { seal: true }),
  ],
})

const KINDS: Readonly<Record<string, { ar: string; ckb: string; en: string }>> = {
  custody: { ar: 'توقيف', ckb: 'ڕاگرتن', en: 'custody' }, case: { ar: 'دعوى', ckb: 'داوا', en: 'case' }, allegation: { ar: 'ادعاء بسوء المعاملة', ckb: 'بانگەشەی خراپ مامەڵە', en: 'allegation of ill-treatment' },
}
