import { z } from 'zod'
import { form } from './form.ts'
import { label } from './labels.ts'
import { Day, Dinars, Line, PaperPerson, Passage, personFields } from './parts.ts'

/** قرار الحكم with what CPC 224 lists, the dissent of a member in writing, and the notice of review of a death sentence. */
export const judgment = form({
  id: 'judgment',
  series: 'judgment',
  title: { ar: 'قرار الحكم', ckb: 'بڕیاری حوکم', en: 'Judgment' },
  article: 'CPC 182, 224',
  confidence: 'T',
  retention: 'permanent',
  certified: true,
  signedOnEveryPage: { ar: 'توقيع القاضي:', ckb: 'واژۆی دادوەر:', en: "Judge's signature:" },
  data: z.object({
    caseNumber: Line, court: Line, givenOn: Day, judges: z.array(Line).min(1).max(9), prosecutor: Line.optional(), convict: PaperPerson, otherParties: Line.optional(), lawyer: Line.optional(),
    presence: z.enum(['in-presence', 'in-absentia']), outcome: z.enum(['conviction', 'acquittal', 'charge-dropped', 'not-responsible']), offence: Line, article: Line, facts: Passage, reasons: Passage,
    aggravation: Passage.optional(), mitigation: Passage.optional(), penalties: z.array(Line).max(40).default([]), ancillary: z.array(Line).max(40).default([]),
    detentionCreditDays: z.int().min(0).max(36_600).optional(), compensation: Dinars.optional(), compensationTo: Line.optional(), things: Passage.optional(), dissent: Passage.optional(),
    unanimous: z.boolean(), challenge: Line.optional(), deathSentence: z.boolean().default(false),
  }),
  blocks: (d, write) => [
    write.fields([[label.caseNumber, d.caseNumber], [{ ar: 'تاريخ صدور الحكم', ckb: 'بەرواری دەرچوونی حوکم', en: 'Given on' }, write.day(d.givenOn)], [label.court, d.court, 'wide'], [label.judges, d.judges.join('\n')], [label.prosecutor, d.prosecutor]]),
    write.fields([...personFields(write, d.convict, ['motherName', 'born', 'address']), [{ ar: 'باقي الخصوم', ckb: 'لایەنەکانی تر', en: 'Other parties' }, d.otherParties, 'wide'], [label.lawyer, d.lawyer], [{ ar: 'صفة الحكم', ckb: 'سیفەتی حوکم', en: 'Given' }, write.text(PRESENCE[d.presence])]], { title: label.accused }),
    write.fields([[{ ar: 'وصف الجريمة', ckb: 'وەسفی تاوان', en: 'Offence' }, d.offence, 'wide'], [label.lawArticle, d.article], [label.decision, write.text(OUTCOME[d.outcome])]]),
    write.passage(label.facts, d.facts),
    write.passage({ ar: 'أسباب الحكم', ckb: 'هۆکارەکانی حوکم', en: 'Reasons' }, d.reasons),
    ...(d.mitigation === undefined ? [] : [write.passage({ ar: 'أسباب تخفيف العقوبة', ckb: 'هۆکارەکانی سووککردنی سزا', en: 'Grounds of mitigation' }, d.mitigation)]),
    ...(d.aggravation === undefined ? [] : [write.passage({ ar: 'أسباب تشديد العقوبة', ckb: 'هۆکارەکانی توندکردنی سزا', en: 'Grounds of aggravation' }, d.aggravation)]),
    ...(d.penalties.length === 0 ? [] : [write.table({ ar: 'العقوبات الأصلية', ckb: 'سزا ئەسڵییەکان', en: 'Principal penalties' }, [[label.serial, 1], [label.decision, 12]], d.penalties.map((p, i) => [write.count(i + 1), p]))]),
    ...(d.ancillary.length === 0 ? [] : [write.table({ ar: 'العقوبات الفرعية والتدابير', ckb: 'سزا لاوەکییەکان و ڕێکارەکان', en: 'Secondary penalties and measures' }, [[label.serial, 1], [label.decision, 12]], d.ancillary.map((p, i) => [write.count(i + 1), p]))]),
    write.fields([
      [{ ar: 'مدة التوقيف المحتسبة', ckb: 'ماوەی ڕاگرتنی ژمێردراو', en: 'Detention credited' }, d.detentionCreditDays === undefined ? undefined : write.period({ days: d.detentionCreditDays })],
      [{ ar: 'التعويض', ckb: 'قەرەبوو', en: 'Compensation' }, d.compensation === undefined ? undefined : `${write.dinars(d.compensation)}${d.compensationTo === undefined ? '' : ` – ${d.compensationTo}`}`],
      [{ ar: 'الرأي', ckb: 'ڕا', en: 'Vote' }, write.text(d.unanimous ? { ar: 'باتفاق الآراء', ckb: 'بە کۆدەنگی', en: 'unanimous' } : { ar: 'بأكثرية الآراء', ckb: 'بە زۆرینە', en: 'by majority' })], [{ ar: 'طريق الطعن', ckb: 'ڕێگەی تانەدان', en: 'Challenge' }, d.challenge],
    ]),
    ...(d.things === undefined ? [] : [write.passage({ ar: 'ما تقرر رده أو مصادرته أو إتلافه', ckb: 'ئەوەی بڕیار درا بگەڕێنرێتەوە یان زەوت بکرێت یان لەناو ببرێت', en: 'Returned, confiscated or destroyed' }, d.things)]),
    ...(d.dissent === undefined ? [] : [write.passage({ ar: 'رأي العضو المخالف', ckb: 'ڕای ئەندامی جیاڕا', en: 'Dissenting opinion' }, d.dissent)]),
    ...(d.deathSentence ? [write.notice(REVIEW)] : []),
    write.signatures(d.judges.map((name, i) => [i === 0 ? label.presidingJudge : label.judge, name] as const), { seal: true }),
  ],
})

const PRESENCE = { 'in-presence': { ar: 'وجاهي', ckb: 'ڕووبەڕوو', en: 'in presence' }, 'in-absentia': { ar: 'غيابي', ckb: 'غیابی', en: 'in absentia' } } as const
const OUTCOME = {
  conviction: { ar: 'إدانة', ckb: 'تاوانبارکردن', en: 'conviction' }, acquittal: { ar: 'براءة', ckb: 'بێتاوانی', en: 'acquittal' },
  'charge-dropped': { ar: 'إلغاء التهمة والإفراج', ckb: 'هەڵوەشاندنەوەی تۆمەت و ئازادکردن', en: 'charge dropped, released' }, 'not-responsible': { ar: 'عدم المسؤولية', ckb: 'بێ بەرپرسیارێتی', en: 'not responsible' },
} as const
const REVIEW = {
  ar: 'أُفهم المحكوم عليه بأن أوراق الدعوى سترسل تلقائياً إلى محكمة التمييز للنظر في الحكم، وأن له أن يطعن فيه لديها خلال ثلاثين يوماً تبدأ من اليوم التالي لصدوره.',
  ckb: 'حوکمدراو تێگەیێنرا کە کاغەزەکانی داوا خۆکارانە بۆ دادگای تەمیز دەنێردرێن، و دەتوانێت لە ماوەی سی ڕۆژدا لە ڕۆژی دوای دەرچوونییەوە تانەی لێبدات.',
  en: 'The convict was told that the file goes to the Court of Cassation of its own accord, and that the judgment may be challenged there within thirty days from the day after it was given.',
} as const
