import { z } from 'zod'
import { form } from './form.ts'
import { label } from './labels.ts'
import { Instant, Line, PaperThing, Passage, THING_COLUMNS, thingRows } from './parts.ts'

/** محضر تسليم واستلام of a person, an exhibit or a file: from whom, to whom, when, under which seal, in what condition. */
export const handoverReceipt = form({
  id: 'handover-receipt',
  series: 'handover-receipt',
  title: { ar: 'محضر تسليم واستلام', ckb: 'کۆنووسی ڕادەستکردن و وەرگرتن', en: 'Hand-over receipt' },
  // Iraqi law has no article on the form of a hand-over: good practice.
  article: '',
  confidence: 'U',
  retention: 'permanent',
  certified: true,
  data: z.object({
    kind: z.enum(['person', 'exhibit', 'case-file', 'other']), subject: Line, recordNumber: Line, fromOffice: Line, fromPerson: Line, toOffice: Line, toPerson: Line.optional(),
    offeredAt: Instant, acceptedAt: Instant.optional(), seal: Line.optional(), sealIntact: z.boolean().optional(), condition: Passage.optional(), basis: Line.optional(), enclosures: z.array(PaperThing).max(300).default([]),
  }),
  blocks: (d, write) => [
    write.fields([[{ ar: 'ما سُلِّم', ckb: 'ئەوەی ڕادەستکرا', en: 'Handed over' }, `${write.text(KIND[d.kind])}: ${d.subject}`, 'wide'], [{ ar: 'رقم السجل', ckb: 'ژمارەی تۆمار', en: 'Record number' }, d.recordNumber], [{ ar: 'سند التسليم', ckb: 'بنەمای ڕادەستکردن', en: 'Basis' }, d.basis]]),
    write.fields([[{ ar: 'الجهة المسلِّمة', ckb: 'لایەنی ڕادەستکەر', en: 'From' }, d.fromOffice], [{ ar: 'الجهة المستلِمة', ckb: 'لایەنی وەرگر', en: 'To' }, d.toOffice], [{ ar: 'وقت التسليم', ckb: 'کاتی ڕادەستکردن', en: 'Offered at' }, write.instant(d.offeredAt)], [{ ar: 'وقت الاستلام', ckb: 'کاتی وەرگرتن', en: 'Accepted at' }, d.acceptedAt && write.instant(d.acceptedAt)],
      [label.sealNumber, d.seal], [{ ar: 'سلامة الختم', ckb: 'دروستیی مۆر', en: 'Seal intact' }, d.sealIntact === undefined ? undefined : write.yesNo(d.sealIntact)]]),
    write.passage({ ar: 'الحالة عند التسليم', ckb: 'دۆخ لە کاتی ڕادەستکردن', en: 'Condition' }, d.condition, { lines: d.condition === undefined ? 2 : 0 }),
    ...(d.enclosures.length === 0 ? [] : [write.table({ ar: 'المرفقات', ckb: 'هاوپێچەکان', en: 'Enclosures' }, THING_COLUMNS, thingRows(write, d.enclosures))]),
    write.signatures([[{ ar: 'المسلِّم', ckb: 'ڕادەستکەر', en: 'Handed over by' }, d.fromPerson], [{ ar: 'المستلِم', ckb: 'وەرگر', en: 'Received by' }, d.toPerson]], { seal: true }),
  ],
})

const KIND = {
  person: { ar: 'شخص', ckb: 'کەس', en: 'person' }, exhibit: { ar: 'مبرز جرمي', ckb: 'کەلوپەلی تاوان', en: 'exhibit' },
  'case-file': { ar: 'إضبارة دعوى', ckb: 'فایلی کەیس', en: 'case file' }, other: { ar: 'أخرى', ckb: 'هی تر', en: 'other' },
} as const
