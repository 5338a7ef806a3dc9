import { z } from 'zod'
import { form } from './form.ts'
import { label } from './labels.ts'
import { Day, Instant, Line } from './parts.ts'

/** صفحة من دفتر المركز: each report with the time it came; CPC 49(C). */
export const diaryPage = form({
  id: 'diary-page',
  series: 'diary-page',
  title: { ar: 'دفتر المركز', ckb: 'دەفتەری بنکە', en: 'Station diary' },
  article: 'CPC 49',
  confidence: 'T',
  retention: 'permanent',
  data: z.object({
    from: Day, until: Day, commander: Line.optional(),
    entries: z.array(z.object({ number: Line, at: Instant, summary: z.string().min(1).max(4000), by: Line, outcome: Line.optional() })).max(2000),
  }),
  blocks: (d, write) => [
    write.fields([[label.from, write.day(d.from)], [label.until, write.day(d.until)]]),
    write.table({ ar: 'القيود', ckb: 'تۆمارەکان', en: 'Entries' },
      [[{ ar: 'رقم القيد', ckb: 'ژمارە', en: 'Entry' }, 3], [{ ar: 'وقت الإخبار', ckb: 'کاتی هەواڵدان', en: 'Time of report' }, 4], [{ ar: 'الخلاصة', ckb: 'پوختە', en: 'Summary' }, 8], [{ ar: 'دوّنه', ckb: 'تۆمارکەر', en: 'Entered by' }, 3], [{ ar: 'الإجراء', ckb: 'ڕێکار', en: 'Outcome' }, 3]],
      d.entries.map((e) => [e.number, write.instant(e.at), e.summary, e.by, e.outcome ?? ''])),
    write.signatures([[label.commander, d.commander]], { seal: true }),
  ],
})
