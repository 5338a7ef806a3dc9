import { z } from 'zod'
import { form } from './form.ts'
import { label } from './labels.ts'
import { Instant, Line, PaperPerson, Passage, personFields } from './parts.ts'

/** Where the injury is, as marked on the screen's figure: 0-100 across, 0-200 down. */
const Injury = z.object({ side: z.enum(['front', 'back']), x: z.number().min(0).max(100), y: z.number().min(0).max(200), description: Line, age: Line.optional(), saidCause: Line.optional() })

/** تقرير الفحص الطبي of a person in custody with a body drawing; signs of torture are recorded and reported (Mandela 30, 34). */
export const medicalExamination = form({
  id: 'medical-examination',
  series: 'medical-examination',
  title: { ar: 'تقرير الفحص الطبي', ckb: 'ڕاپۆرتی پشکنینی پزیشکی', en: 'Medical examination report' },
  article: 'CONST 37; MANDELA 30, 34',
  confidence: 'C',
  retention: 'custody',
  data: z.object({
    person: PaperPerson, custodyNumber: Line, examinedAt: Instant, occasion: Line, doctor: Line, consent: z.boolean(), privately: z.boolean(), complaints: Passage.optional(), history: Passage.optional(), findings: Passage.optional(),
    injuries: z.array(Injury).max(60), allegesIllTreatment: z.boolean(), allegation: Passage.optional(), consistent: z.enum(['not-consistent', 'consistent', 'highly-consistent', 'typical', 'diagnostic', 'no-opinion']).optional(),
    fitToBeHeld: z.boolean().optional(), treatment: Passage.optional(), reportedTo: Line.optional(),
  }),
  blocks: (d, write) => [
    write.fields([...personFields(write, d.person, ['age', 'sex']), [label.custodyNumber, d.custodyNumber], [{ ar: 'وقت الفحص', ckb: 'کاتی پشکنین', en: 'Examined at' }, write.instant(d.examinedAt)], [{ ar: 'مناسبة الفحص', ckb: 'بۆنەی پشکنین', en: 'Occasion' }, d.occasion], [label.doctor, d.doctor]]),
    write.checks({ ar: 'ظروف الفحص', ckb: 'بارودۆخی پشکنین', en: 'Circumstances' }, [
      [{ ar: 'وافق المفحوص على الفحص', ckb: 'پشکێنراو ڕەزامەندی دا', en: 'the person consented' }, d.consent],
      [{ ar: 'جرى الفحص دون حضور الشرطة أو الحرس', ckb: 'پشکنین بەبێ ئامادەبوونی پۆلیس یان پاسەوان کرا', en: 'examined out of sight and hearing of police and guards' }, d.privately],
      [{ ar: 'يدّعي تعرضه لسوء معاملة', ckb: 'بانگەشەی خراپ مامەڵەکردن دەکات', en: 'alleges ill-treatment' }, d.allegesIllTreatment],
      [{ ar: 'حالته تسمح بالاحتجاز', ckb: 'دۆخی ڕێگە بە ڕاگرتن دەدات', en: 'fit to be held' }, d.fitToBeHeld],
    ]),
    write.passage({ ar: 'الشكوى الحالية', ckb: 'سکاڵای ئێستا', en: 'Present complaints' }, d.complaints, { lines: d.complaints === undefined ? 1 : 0 }),
    write.passage({ ar: 'التاريخ المرضي والأدوية', ckb: 'مێژووی نەخۆشی و دەرمانەکان', en: 'History and medication' }, d.history, { lines: d.history === undefined ? 1 : 0 }),
    write.passage({ ar: 'نتائج الفحص', ckb: 'ئەنجامی پشکنین', en: 'Findings' }, d.findings, { lines: d.findings === undefined ? 2 : 0 }),
    ...(d.allegation === undefined ? [] : [write.passage({ ar: 'أقواله عن سوء المعاملة كما ذكرها', ckb: 'وتەکانی لەسەر خراپ مامەڵەکردن وەک خۆی', en: 'Allegation in his or her own words' }, d.allegation)]),
    { kind: 'body', title: write.text({ ar: 'مواضع الإصابات', ckb: 'شوێنی برینەکان', en: 'Where the injuries are' }), marks: d.injuries.map((injury, i) => ({ view: injury.side, x: injury.x / 100, y: injury.y / 200, number: write.count(i + 1) })) },
    write.table({ ar: 'وصف الإصابات', ckb: 'وەسفی برینەکان', en: 'Injuries' }, [[label.serial, 1], [label.item, 6], [{ ar: 'عمر الإصابة', ckb: 'تەمەنی برین', en: 'Age' }, 3], [{ ar: 'سببها حسب قوله', ckb: 'هۆکارەکەی بەپێی وتەی خۆی', en: 'Cause as stated' }, 4]],
      d.injuries.map((injury, i) => [write.count(i + 1), injury.description, injury.age ?? '', injury.saidCause ?? ''])),
    ...(d.consistent === undefined ? [] : [write.fields([[{ ar: 'توافق الإصابات مع الأقوال', ckb: 'گونجانی برینەکان لەگەڵ وتەکان', en: 'Injuries and account' }, write.text(CONSISTENT[d.consistent]), 'wide']])]),
    write.passage({ ar: 'العلاج والتوصيات', ckb: 'چارەسەر و ڕاسپاردەکان', en: 'Treatment and advice' }, d.treatment, { lines: d.treatment === undefined ? 2 : 0 }),
    ...(d.reportedTo === undefined ? [] : [write.fields([[{ ar: 'أُبلغ به', ckb: 'ڕاگەیەنرا بە', en: 'Reported to' }, d.reportedTo, 'wide']])]),
    write.signatures([[label.doctor, d.doctor], [{ ar: 'المفحوص', ckb: 'پشکێنراو', en: 'Person examined' }, d.person.name, label.thumbOrSignature]], { seal: true }),
  ],
})

/** The five degrees of the Istanbul Protocol. */
const CONSISTENT = {
  'not-consistent': { ar: 'لا تتوافق', ckb: 'ناگونجێت', en: 'not consistent' }, consistent: { ar: 'تتوافق', ckb: 'دەگونجێت', en: 'consistent' },
  'highly-consistent': { ar: 'تتوافق إلى حد كبير', ckb: 'زۆر دەگونجێت', en: 'highly consistent' }, typical: { ar: 'نموذجية لما ذُكر', ckb: 'نموونەییە بۆ ئەوەی باسکرا', en: 'typical of' },
  diagnostic: { ar: 'لا سبب آخر لها', ckb: 'هیچ هۆکارێکی تری نییە', en: 'diagnostic of' }, 'no-opinion': { ar: 'يتعذر إبداء الرأي', ckb: 'ناتوانرێت ڕا بدرێت', en: 'no opinion possible' },
} as const
