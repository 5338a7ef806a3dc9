import { z } from 'zod'
import { form } from './form.ts'
import { label } from './labels.ts'
import { Dinars, Instant, Line, PaperThing, THING_COLUMNS, thingRows } from './parts.ts'

/** وصل أمانات: what was taken into safe keeping or given back. */
export const propertyReceipt = form({
  id: 'property-receipt',
  series: 'property-receipt',
  title: { ar: 'وصل أمانات', ckb: 'پسوولەی ئەمانەت', en: 'Property receipt' },
  article: 'MANDELA 7, 67',
  confidence: 'C',
  retention: 'custody',
  certified: true,
  data: z.object({ owner: Line, recordNumber: Line, kind: z.enum(['taken', 'returned', 'handed-to-other']), at: Instant, cash: Dinars.optional(), things: z.array(PaperThing).max(300), officer: Line, receiver: Line.optional(), remarks: Line.optional() }),
  blocks: (d, write) => [
    write.fields([[{ ar: 'صاحب الأمانات', ckb: 'خاوەنی ئەمانەت', en: 'Owner' }, d.owner, 'wide'], [label.custodyNumber, d.recordNumber], [label.time, write.instant(d.at)], [{ ar: 'الغرض', ckb: 'مەبەست', en: 'Purpose' }, write.text(KIND[d.kind])], [{ ar: 'النقود', ckb: 'پارەی نەقد', en: 'Cash' }, d.cash === undefined ? undefined : write.dinars(d.cash)]]),
    write.table({ ar: 'الأشياء', ckb: 'شتەکان', en: 'Things' }, THING_COLUMNS, thingRows(write, d.things)),
    write.fields([[label.remarks, d.remarks, 'wide']]),
    write.signatures([[{ ar: 'صاحب الأمانات', ckb: 'خاوەنی ئەمانەت', en: 'Owner' }, d.owner, label.thumbOrSignature], [label.officer, d.officer], ...(d.receiver === undefined ? [] : [[{ ar: 'المستلم', ckb: 'وەرگر', en: 'Receiver' }, d.receiver] as const])], { seal: true }),
  ],
})

const KIND = {
  taken: { ar: 'استلام أمانات', ckb: 'وەرگرتنی ئەمانەت', en: 'taken for safe keeping' },
  returned: { ar: 'إعادة أمانات', ckb: 'گەڕاندنەوەی ئەمانەت', en: 'given back' },
  'handed-to-other': { ar: 'تسليم لمن خوّله صاحبها', ckb: 'ڕادەستکردن بە ڕێگەپێدراوی خاوەن', en: "handed to the owner's nominee" },
} as const
