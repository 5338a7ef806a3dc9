import { z } from 'zod'
import { form } from './form.ts'
import { label } from './labels.ts'
import { Instant, Line, PaperPerson, Passage, personFields } from './parts.ts'

/** أمر إخلاء سبيل أو إطلاق سراح of a judge or court to the place that holds the person. */
export const releaseOrder = form({
  id: 'release-order',
  series: 'release-order',
  title: { ar: 'أمر إطلاق سراح', ckb: 'فەرمانی ئازادکردن', en: 'Release order' },
  article: 'CPC 111, 130, 284',
  confidence: 'T',
  retention: 'permanent',
  certified: true,
  data: z.object({ person: PaperPerson, caseNumber: Line, custodyNumber: Line.optional(), ground: Line, groundArticle: Line, decisionNumber: Line.optional(), decidedAt: Instant, heldAt: Line, conditions: Passage.optional(), judge: Line, offence: Line.optional() }),
  blocks: (d, write) => [
    write.fields(personFields(write, d.person, ['motherName', 'born', 'identity']), { title: { ar: 'المطلق سراحه', ckb: 'ئازادکراو', en: 'Person to be released' } }),
    write.fields([[label.caseNumber, d.caseNumber], [label.custodyNumber, d.custodyNumber], [label.offence, d.offence], [{ ar: 'رقم القرار', ckb: 'ژمارەی بڕیار', en: 'Decision number' }, d.decisionNumber], [{ ar: 'وقت القرار', ckb: 'کاتی بڕیار', en: 'Decided at' }, write.instant(d.decidedAt)], [label.lawArticle, d.groundArticle], [{ ar: 'سبب إطلاق السراح', ckb: 'هۆکاری ئازادکردن', en: 'Ground of release' }, d.ground, 'wide']]),
    ...(d.conditions === undefined ? [] : [write.passage({ ar: 'الشروط', ckb: 'مەرجەکان', en: 'Conditions' }, d.conditions)]),
    write.notice({
      ar: 'إلى {place}: يُطلق سراح {name} حال وصول هذا الأمر ما لم يكن مطلوباً أو موقوفاً عن دعوى أخرى بأمر نافذ، ويُعاد إشعارنا بساعة التنفيذ.',
      ckb: 'بۆ {place}: {name} هەر کە ئەم فەرمانە گەیشت ئازاد دەکرێت، مەگەر بە فەرمانێکی کارا بۆ داوایەکی تر داواکراو یان ڕاگیراو بێت، و کاتژمێری جێبەجێکردنمان پێ ڕابگەیەنن.',
      en: 'To {place}: release {name} as soon as this order arrives unless a live order in another case holds the person, and report the hour of execution.',
    }, { place: d.heldAt, name: d.person.name }),
    write.signatures([[label.judge, d.judge]], { seal: true }),
  ],
})
