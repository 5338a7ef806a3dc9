import { z } from 'zod'
import { form } from './form.ts'
import { label } from './labels.ts'
import { Day, Line, PaperPerson, Period, personFields } from './parts.ts'

/** ورقة احتساب مدة العقوبة: from the penalty and the credited detention to the day of release, step by step with articles. */
export const sentenceComputation = form({
  id: 'sentence-computation',
  series: 'sentence-computation',
  title: { ar: 'ورقة احتساب مدة العقوبة', ckb: 'پەڕەی ژماردنی ماوەی سزا', en: 'Sentence computation sheet' },
  article: 'CPC 281, 294, 295, 331',
  confidence: 'T',
  retention: 'permanent',
  certified: true,
  data: z.object({
    convict: PaperPerson, prisonNumber: Line, court: Line, caseNumber: Line, penalty: Period, life: z.boolean().default(false), startsOn: Day, creditDays: z.int().min(0).max(36_600), releaseOn: Day.optional(),
    conditionalFrom: Day.optional(), steps: z.array(z.object({ what: Line, result: Line, article: Line.optional() })).max(60), computedBy: Line, checkedBy: Line.optional(), remarks: Line.optional(),
  }),
  blocks: (d, write) => [
    write.fields([...personFields(write, d.convict, ['motherName', 'born']), [{ ar: 'رقم النزيل', ckb: 'ژمارەی بەندکراو', en: 'Prisoner number' }, d.prisonNumber], [label.caseNumber, d.caseNumber], [label.court, d.court, 'wide']]),
    write.fields([
      [{ ar: 'العقوبة', ckb: 'سزا', en: 'Penalty' }, d.life ? write.text({ ar: 'السجن المؤبد', ckb: 'بەندکردنی تا هەتایی', en: 'life imprisonment' }) : write.period(d.penalty)], [{ ar: 'بدء التنفيذ', ckb: 'دەستپێکی جێبەجێکردن', en: 'Starts' }, write.day(d.startsOn)],
      [{ ar: 'التوقيف المحتسب', ckb: 'ڕاگرتنی ژمێردراو', en: 'Detention credited' }, write.period({ days: d.creditDays })], [{ ar: 'أقرب موعد للإفراج الشرطي', ckb: 'نزیکترین کاتی ئازادکردنی مەرجدار', en: 'Conditional release from' }, d.conditionalFrom && write.day(d.conditionalFrom)],
    ]),
    write.table({ ar: 'خطوات الاحتساب', ckb: 'هەنگاوەکانی ژماردن', en: 'Steps' }, [[label.serial, 1], [{ ar: 'الخطوة', ckb: 'هەنگاو', en: 'Step' }, 7], [{ ar: 'النتيجة', ckb: 'ئەنجام', en: 'Result' }, 4], [{ ar: 'السند', ckb: 'بنەما', en: 'Basis' }, 4]],
      d.steps.map((s, i) => [write.count(i + 1), s.what, /^\d{4}-\d{2}-\d{2}$/.test(s.result) ? write.day(s.result) : s.result, s.article ?? ''])),
    ...(d.releaseOn === undefined ? [] : [write.notice({
      ar: 'ينتهي تنفيذ العقوبة ويُطلق سراح {name} ظهر يوم {day} ما لم يكن محتجزاً بأمر نافذ آخر.',
      ckb: 'جێبەجێکردنی سزا کۆتایی دێت و {name} نیوەڕۆی {day} ئازاد دەکرێت، مەگەر بە فەرمانێکی تری کارا ڕاگیرابێت.',
      en: 'The sentence ends and {name} is released at noon on {day} unless held under another live order.',
    }, { name: d.convict.name, day: write.day(d.releaseOn) })]),
    ...(d.remarks === undefined ? [] : [write.fields([[label.remarks, d.remarks, 'wide']])]),
    write.signatures([[{ ar: 'احتسبها', ckb: 'ژماردی', en: 'Computed by' }, d.computedBy], [{ ar: 'دققها', ckb: 'پێداچووەوە', en: 'Checked by' }, d.checkedBy], [label.director]], { seal: true }),
  ],
})
