import { z } from 'zod'
import { form } from './form.ts'
import { label } from './labels.ts'
import { Instant, Line, NameAndNote } from './parts.ts'

/** محضر أعضاء الضبط القضائي: every step with its time and place, signed, and sent at once to the judge; CPC 41. */
export const policeMinutes = form({
  id: 'police-minutes',
  series: 'police-minutes',
  title: { ar: 'محضر الضبط القضائي', ckb: 'کۆنووسی زەبتی دادوەری', en: 'Judicial police minutes' },
  article: 'CPC 41',
  confidence: 'T',
  retention: 'case',
  data: z.object({
    caseNumber: Line.optional(), subject: Line, recorder: Line, sentTo: Line.optional(), sentAt: Instant.optional(),
    steps: z.array(z.object({ at: Instant, place: Line, done: z.string().min(1).max(8000) })).min(1).max(500),
    present: z.array(NameAndNote).max(20).default([]),
  }),
  blocks: (d, write) => [
    write.fields([
      [{ ar: 'الموضوع', ckb: 'بابەت', en: 'Subject' }, d.subject, 'wide'], [label.caseNumber, d.caseNumber], [label.recorder, d.recorder],
      [{ ar: 'أُرسل إلى', ckb: 'نێردرا بۆ', en: 'Sent to' }, d.sentTo], [{ ar: 'وقت الإرسال', ckb: 'کاتی ناردن', en: 'Sent at' }, d.sentAt && write.instant(d.sentAt)],
    ]),
    write.table({ ar: 'الإجراءات المتخذة', ckb: 'ڕێکارە ئەنجامدراوەکان', en: 'Steps taken' }, [[label.serial, 1], [label.time, 3], [label.place, 3], [{ ar: 'الإجراء', ckb: 'ڕێکار', en: 'Step' }, 9]],
      d.steps.map((s, i) => [write.count(i + 1), write.instant(s.at), s.place, s.done])),
    write.signatures([[label.recorder, d.recorder], ...d.present.map((p) => [label.present, p.name] as const)]),
  ],
})
