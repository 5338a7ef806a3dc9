import { z } from 'zod'
import { form } from './form.ts'
import { label } from './labels.ts'
import { Day, Line, PaperPerson, Passage, personFields } from './parts.ts'

/** قرار إحالة on the competent court with what CPC 131 lists. */
export const referralDecision = form({
  id: 'referral-decision',
  series: 'referral-decision',
  title: { ar: 'قرار إحالة', ckb: 'بڕیاری ڕەوانەکردن', en: 'Referral decision' },
  article: 'CPC 130, 131',
  confidence: 'T',
  retention: 'permanent',
  certified: true,
  data: z.object({
    caseNumber: Line, court: Line, accused: z.array(PaperPerson).min(1).max(100), offence: Line, article: Line, happened: Line, place: Line, victim: Line, evidence: Passage,
    decidedOn: Day, judge: Line, summary: z.boolean().optional(), inAbsentia: z.boolean().default(false), detained: z.boolean().optional(),
  }),
  blocks: (d, write) => [
    write.fields([[label.caseNumber, d.caseNumber], [{ ar: 'تاريخ القرار', ckb: 'بەرواری بڕیار', en: 'Date of the decision' }, write.day(d.decidedOn)], [{ ar: 'المحكمة المحال عليها', ckb: 'ئەو دادگایەی بۆی ڕەوانە دەکرێت', en: 'Referred to' }, d.court, 'wide'],
      [{ ar: 'صورة الدعوى', ckb: 'شێوەی داوا', en: 'Procedure' }, d.summary === undefined ? undefined : write.text(d.summary ? { ar: 'موجزة', ckb: 'کورت', en: 'summary' } : { ar: 'غير موجزة', ckb: 'ناکورت', en: 'non-summary' })],
      [{ ar: 'الإحالة', ckb: 'ڕەوانەکردن', en: 'Referral' }, write.text(d.inAbsentia ? { ar: 'غيابية', ckb: 'غیابی', en: 'in absentia' } : { ar: 'حضورية', ckb: 'ڕووبەڕوو', en: 'in presence' })]]),
    ...d.accused.map((person) => write.fields(personFields(write, person, ['age', 'occupation', 'address']), { title: label.accused })),
    write.fields([[label.offence, d.offence, 'wide'], [label.lawArticle, d.article], [label.victim, d.victim], [label.timeOffence, d.happened], [label.placeOffence, d.place]], { title: { ar: 'الجريمة المسندة', ckb: 'تاوانی دراوەپاڵ', en: 'Offence charged' } }),
    write.passage(label.evidence, d.evidence),
    write.notice({
      ar: 'لكون الفعل معاقباً عليه والأدلة المتحصلة كافية للإحالة، قررتُ إحالة الدعوى على {court} لإجراء المحاكمة، وإخبار الادعاء العام.',
      ckb: 'چونکە کردارەکە سزای لەسەرە و بەڵگەکان بەسن بۆ ڕەوانەکردن، بڕیارم دا داواکە ڕەوانەی {court} بکرێت بۆ دادگاییکردن، و داواکاری گشتی ئاگاداربکرێتەوە.',
      en: 'The act being punishable and the evidence sufficient, I refer the case to {court} for trial and inform the public prosecution.',
    }, { court: d.court }),
    write.signatures([[label.investigativeJudge, d.judge]], { seal: true }),
  ],
})
