import { z } from 'zod'
import { form } from './form.ts'
import { label } from './labels.ts'
import { Instant, Line, NameAndNote, Passage, nameRows } from './parts.ts'

/** محضر جلسة with what CPC 222 lists; the presiding judge signs every page. */
export const hearingRecord = form({
  id: 'hearing-record',
  series: 'hearing-record',
  title: { ar: 'محضر جلسة المحاكمة', ckb: 'کۆنووسی دانیشتنی دادگا', en: 'Hearing record' },
  article: 'CPC 222',
  confidence: 'T',
  retention: 'permanent',
  signedOnEveryPage: { ar: 'توقيع القاضي:', ckb: 'واژۆی دادوەر:', en: "Judge's signature:" },
  data: z.object({
    caseNumber: Line, court: Line, openedAt: Instant, closedAt: Instant.optional(), session: z.int().min(1).max(999), public: z.boolean(), whySecret: Line.optional(),
    judges: z.array(Line).min(1).max(9), clerk: Line, prosecutor: Line.optional(), parties: z.array(NameAndNote).max(200), lawyers: z.array(NameAndNote).max(100).default([]), witnesses: z.array(NameAndNote).max(200).default([]),
    papersRead: Passage.optional(), requests: Passage.optional(), proceedings: Passage, decisions: Passage.optional(), adjournedTo: Instant.optional(),
  }),
  blocks: (d, write) => [
    write.fields([
      [label.caseNumber, d.caseNumber], [label.court, d.court], [{ ar: 'الجلسة', ckb: 'دانیشتن', en: 'Session' }, write.count(d.session)],
      [{ ar: 'علنية أم سرية', ckb: 'ئاشکرا یان نهێنی', en: 'Public or secret' }, `${write.text(d.public ? { ar: 'علنية', ckb: 'ئاشکرا', en: 'public' } : { ar: 'سرية', ckb: 'نهێنی', en: 'secret' })}${d.whySecret === undefined ? '' : ` – ${d.whySecret}`}`],
      [{ ar: 'افتتاح الجلسة', ckb: 'کردنەوەی دانیشتن', en: 'Opened' }, write.instant(d.openedAt)], [{ ar: 'اختتام الجلسة', ckb: 'داخستنی دانیشتن', en: 'Closed' }, d.closedAt && write.instant(d.closedAt)],
      [label.judges, d.judges.join('\n')], [label.clerk, d.clerk], [label.prosecutor, d.prosecutor, 'wide'],
    ]),
    write.table({ ar: 'الخصوم', ckb: 'لایەنەکانی داوا', en: 'Parties' }, [[label.serial, 1], [label.name, 6], [label.capacity, 6]], nameRows(write, d.parties)),
    ...(d.lawyers.length > 0 ? [write.table(label.lawyers, [[label.serial, 1], [label.name, 6], [{ ar: 'عن', ckb: 'بۆ', en: 'For' }, 6]], nameRows(write, d.lawyers))] : []),
    ...(d.witnesses.length > 0 ? [write.table(label.witnesses, [[label.serial, 1], [label.name, 6], [label.remarks, 6]], nameRows(write, d.witnesses))] : []),
    write.passage({ ar: 'الأوراق التي تُليت', ckb: 'ئەو کاغەزانەی خوێنرانەوە', en: 'Papers read' }, d.papersRead, { lines: d.papersRead === undefined ? 1 : 0 }),
    write.passage({ ar: 'الطلبات المقدمة', ckb: 'داواکارییە پێشکەشکراوەکان', en: 'Requests made' }, d.requests, { lines: d.requests === undefined ? 1 : 0 }),
    write.passage({ ar: 'ما جرى في الجلسة', ckb: 'ئەوەی لە دانیشتنەکەدا ڕوویدا', en: 'Proceedings' }, d.proceedings),
    write.passage({ ar: 'خلاصة القرارات', ckb: 'پوختەی بڕیارەکان', en: 'Decisions in brief' }, d.decisions, { lines: d.decisions === undefined ? 2 : 0 }),
    write.fields([[{ ar: 'أُجلت المحاكمة إلى', ckb: 'دادگاییکردن دواخرا بۆ', en: 'Adjourned to' }, d.adjournedTo && write.instant(d.adjournedTo), 'wide']]),
    write.signatures([...d.judges.map((name, i) => [i === 0 ? label.presidingJudge : label.judge, name] as const), [label.clerk, d.clerk]], { seal: true }),
  ],
})
