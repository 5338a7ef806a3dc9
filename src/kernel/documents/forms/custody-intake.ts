import { z } from 'zod'
import { form } from './form.ts'
import { label } from './labels.ts'
import { Instant, Line, PaperPerson, PaperThing, Passage, THING_COLUMNS, personFields, thingRows } from './parts.ts'

/** قيد في سجل الموقوفين: who was brought in, when, by whom and on what ground; rights, injuries, property, family. */
export const custodyIntake = form({
  id: 'custody-intake',
  series: 'custody-intake',
  title: { ar: 'قيد استقبال موقوف', ckb: 'تۆماری وەرگرتنی ڕاگیراو', en: 'Custody intake record' },
  article: 'CONST 19; CPC 92, 102, 103; MANDELA 7',
  // The columns of the register in use are not laid down in a text that was read.
  confidence: 'U',
  retention: 'permanent',
  data: z.object({
    custodyNumber: Line, detainee: PaperPerson, arrestedAt: Instant, arrestPlace: Line, arrestedBy: Line, receivedAt: Instant, receivedBy: Line,
    ground: z.enum(['order', 'flagrante', 'police-duty']), orderNumber: Line.optional(), offence: Line, article: Line.optional(),
    rights: z.object({ reasonTold: z.boolean(), silence: z.boolean(), lawyer: z.boolean(), family: z.boolean(), doctor: z.boolean(), language: Line.optional() }),
    lawyer: Line.optional(), familyTold: Line.optional(), familyToldAt: Instant.optional(), doctor: Line.optional(), examinedAt: Instant.optional(),
    injuries: Passage.optional(), complaintOfIllTreatment: Passage.optional(), children: Line.optional(), emergencyContact: Line.optional(), property: z.array(PaperThing).max(100).default([]),
  }),
  blocks: (d, write) => [
    write.fields([[label.custodyNumber, d.custodyNumber], [{ ar: 'وقت الاستقبال', ckb: 'کاتی وەرگرتن', en: 'Received at' }, write.instant(d.receivedAt)]]),
    write.fields(personFields(write, d.detainee, ['knownAs', 'motherName', 'born', 'sex', 'nationality', 'occupation', 'identity', 'address', 'description']), { title: label.detainee }),
    write.fields([
      [{ ar: 'وقت القبض', ckb: 'کاتی دەستگیرکردن', en: 'Arrested at' }, write.instant(d.arrestedAt)], [{ ar: 'القائم بالقبض', ckb: 'دەستگیرکەر', en: 'Arrested by' }, d.arrestedBy],
      [{ ar: 'مكان القبض', ckb: 'شوێنی دەستگیرکردن', en: 'Place of arrest' }, d.arrestPlace, 'wide'], [{ ar: 'سند القبض', ckb: 'بنەمای دەستگیرکردن', en: 'Ground' }, write.text(GROUND[d.ground]), 'wide'],
      [label.orderNumber, d.orderNumber], [label.lawArticle, d.article], [label.offence, d.offence, 'wide'],
    ], { title: { ar: 'القبض', ckb: 'دەستگیرکردن', en: 'Arrest' } }),
    write.checks({ ar: 'أُبلغ الموقوف بحقوقه', ckb: 'ڕاگیراو لە مافەکانی ئاگادارکرایەوە', en: 'The detainee was told' }, [
      [{ ar: 'سبب القبض عليه بلغة يفهمها', ckb: 'هۆکاری دەستگیرکردنی بە زمانێک کە تێی دەگات', en: 'the reason for the arrest in a language understood' }, d.rights.reasonTold, d.rights.language],
      [{ ar: 'حق السكوت وأن سكوته لا يتخذ قرينة ضده', ckb: 'مافی بێدەنگی و ئەوەی بێدەنگییەکەی نابێتە بەڵگە لەسەری', en: 'of the right to silence, which is not held against anyone' }, d.rights.silence],
      [{ ar: 'حق الاستعانة بمحام أو انتداب محام له', ckb: 'مافی هەبوونی پارێزەر یان ڕاسپاردنی پارێزەرێک بۆی', en: 'of the right to a lawyer, appointed if need be' }, d.rights.lawyer, d.lawyer],
      [{ ar: 'حق إخبار ذويه', ckb: 'مافی ئاگادارکردنەوەی کەسوکاری', en: 'of the right to have family informed' }, d.rights.family, d.familyTold === undefined ? undefined : `${d.familyTold}${d.familyToldAt === undefined ? '' : ` – ${write.instant(d.familyToldAt)}`}`],
      [{ ar: 'حق الفحص الطبي', ckb: 'مافی پشکنینی پزیشکی', en: 'of the right to a medical examination' }, d.rights.doctor, d.doctor === undefined ? undefined : `${d.doctor}${d.examinedAt === undefined ? '' : ` – ${write.instant(d.examinedAt)}`}`],
    ]),
    write.passage({ ar: 'الإصابات الظاهرة', ckb: 'برینە دیارەکان', en: 'Visible injuries' }, d.injuries, { lines: d.injuries === undefined ? 2 : 0 }),
    write.passage({ ar: 'شكواه من سوء معاملة سابقة', ckb: 'سکاڵای لە خراپ مامەڵەکردنی پێشوو', en: 'Complaint of earlier ill-treatment' }, d.complaintOfIllTreatment, { lines: d.complaintOfIllTreatment === undefined ? 2 : 0 }),
    write.fields([[{ ar: 'أطفاله ومن يعيلهم', ckb: 'منداڵ و ئەوانەی بەخێویان دەکات', en: 'Children and dependants' }, d.children, 'wide'], [{ ar: 'من يُتصل به عند الضرورة', ckb: 'کەسی پەیوەندی لە کاتی پێویستدا', en: 'Emergency contact' }, d.emergencyContact, 'wide']]),
    write.table({ ar: 'الأمانات', ckb: 'ئەمانەتەکان', en: 'Property taken for safe keeping' }, THING_COLUMNS, thingRows(write, d.property)),
    write.signatures([[label.detainee, d.detainee.name, label.thumbOrSignature], [{ ar: 'القائم بالقبض', ckb: 'دەستگیرکەر', en: 'Arrested by' }, d.arrestedBy], [label.officer, d.receivedBy]], { seal: true }),
  ],
})

const GROUND = {
  order: { ar: 'أمر صادر من قاضٍ أو محكمة', ckb: 'فەرمانی دەرچوو لە دادوەر یان دادگا', en: 'order of a judge or court' },
  flagrante: { ar: 'جرم مشهود أو حالة من حالات المادة 102 الأصولية', ckb: 'تاوانی دیارکەوتوو یان حاڵەتێکی ماددەی 102', en: 'caught in the act, or another case of CPC 102' },
  'police-duty': { ar: 'حالة من حالات المادة 103 الأصولية', ckb: 'حاڵەتێکی ماددەی 103', en: 'a case of CPC 103' },
} as const
