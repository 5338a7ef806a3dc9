import { z } from 'zod'
import { form } from './form.ts'
import { label } from './labels.ts'
import { Day, Line, PaperPerson, personFields } from './parts.ts'

/** مذكرة سجن أو حجز that travels with the convict: penalty, start, article, time already held; CPC 281. */
export const imprisonmentMemorandum = form({
  id: 'imprisonment-memorandum',
  series: 'imprisonment-memorandum',
  title: { ar: 'مذكرة سجن', ckb: 'یادداشتی بەندکردن', en: 'Imprisonment memorandum' },
  article: 'CPC 281',
  confidence: 'T',
  retention: 'permanent',
  certified: true,
  data: z.object({
    convict: PaperPerson, caseNumber: Line, judgmentNumber: Line, judgmentDay: Day, court: Line, offence: Line, article: Line, penalty: Line, startsOn: Day,
    heldDays: z.int().min(0).max(36_600), heldFrom: Day.optional(), heldUntil: Day.optional(), prison: Line, judge: Line, fine: Line.optional(), remarks: Line.optional(),
  }),
  blocks: (d, write) => [
    write.fields(personFields(write, d.convict, ['motherName', 'born', 'identity']), { title: label.convict }),
    write.fields([[label.court, d.court], [label.caseNumber, d.caseNumber], [{ ar: 'رقم الحكم', ckb: 'ژمارەی حوکم', en: 'Judgment number' }, d.judgmentNumber], [{ ar: 'تاريخ الحكم', ckb: 'بەرواری حوکم', en: 'Date of judgment' }, write.day(d.judgmentDay)], [label.offence, d.offence], [label.lawArticle, d.article]], { title: { ar: 'الحكم', ckb: 'حوکم', en: 'Judgment' } }),
    write.fields([
      [{ ar: 'العقوبة أو التدبير', ckb: 'سزا یان ڕێکار', en: 'Penalty or measure' }, d.penalty, 'wide'], [{ ar: 'بدء التنفيذ', ckb: 'دەستپێکی جێبەجێکردن', en: 'Execution starts' }, write.day(d.startsOn)],
      [{ ar: 'المدة المقضية قبضاً وتوقيفاً', ckb: 'ماوەی بەسەربراو لە دەستگیرکردن و ڕاگرتندا', en: 'Time already held' }, write.period({ days: d.heldDays })],
      [{ ar: 'محتجز منذ', ckb: 'ڕاگیراوە لە', en: 'Held from' }, d.heldFrom && write.day(d.heldFrom)], [{ ar: 'لغاية', ckb: 'تا', en: 'Held until' }, d.heldUntil && write.day(d.heldUntil)], [{ ar: 'الغرامة', ckb: 'پێبژاردن', en: 'Fine' }, d.fine], [label.remarks, d.remarks],
    ], { title: { ar: 'التنفيذ', ckb: 'جێبەجێکردن', en: 'Execution' } }),
    write.notice({
      ar: 'إلى إدارة {prison}: يودع المحكوم عليه {name} لديكم لتنفيذ العقوبة المبينة أعلاه، وتحتسب له المدة التي قضاها مقبوضاً عليه أو موقوفاً. تُرسل صورة من هذه المذكرة إلى الادعاء العام.',
      ckb: 'بۆ بەڕێوەبەرایەتیی {prison}: حوکمدراو {name} لای ئێوە دادەنرێت بۆ جێبەجێکردنی سزای سەرەوە، و ئەو ماوەیەی دەستگیر یان ڕاگیراو بووە بۆی دەژمێردرێت. وێنەیەکی ئەم یادداشتە بۆ داواکاری گشتی دەنێردرێت.',
      en: 'To {prison}: {name} is committed to you to serve the penalty stated above; time held before is credited. A copy of this memorandum goes to the public prosecution.',
    }, { prison: d.prison, name: d.convict.name }),
    write.signatures([[label.presidingJudge, d.judge]], { seal: true }),
  ],
})
