import { z } from 'zod'
import { form } from './form.ts'
import { label } from './labels.ts'
import { Instant, Line, NameAndNote, PaperPerson, Passage, nameRows, personFields } from './parts.ts'

/** محضر شكوى: who complains, of what, with or without a civil claim, when, and under which diary number. */
export const complaintRecord = form({
  id: 'complaint-record',
  series: 'complaint-record',
  title: { ar: 'محضر شكوى', ckb: 'کۆنووسی سکاڵا', en: 'Complaint record' },
  article: 'CPC 1, 9, 49',
  confidence: 'T',
  retention: 'case',
  data: z.object({
    complainant: PaperPerson, receivedAt: Instant, diaryNumber: Line, caseNumber: Line.optional(), officer: Line,
    offence: Line.optional(), happened: Line, place: Line, facts: Passage, civilClaim: z.boolean(), suspects: Line.optional(), witnesses: z.array(NameAndNote).max(50).default([]),
  }),
  blocks: (d, write) => [
    write.fields([
      [{ ar: 'وقت تلقي الشكوى', ckb: 'کاتی وەرگرتنی سکاڵا', en: 'Received' }, write.instant(d.receivedAt)],
      [label.diaryNumber, d.diaryNumber], [label.caseNumber, d.caseNumber], [label.offence, d.offence],
    ]),
    write.fields(personFields(write, d.complainant, ['motherName', 'born', 'occupation', 'address', 'phone', 'identity']), { title: label.complainant }),
    write.fields([[label.timeOffence, d.happened], [label.placeOffence, d.place], [{ ar: 'المشكو منه إن كان معروفاً', ckb: 'سکاڵالێکراو ئەگەر ناسراو بێت', en: 'Complained of, if known' }, d.suspects, 'wide']], { title: { ar: 'الحادث', ckb: 'ڕووداو', en: 'Incident' } }),
    write.passage({ ar: 'إفادة المشتكي', ckb: 'وتەی سکاڵاکار', en: "Complainant's statement" }, d.facts),
    write.checks({ ar: 'الحق المدني', ckb: 'مافی مەدەنی', en: 'Civil right' }, [[{ ar: 'يطلب المشتكي التعويض (الدعوى المدنية)', ckb: 'سکاڵاکار داوای قەرەبوو دەکات (داوای مەدەنی)', en: 'The complainant claims compensation' }, d.civilClaim]]),
    ...(d.witnesses.length > 0 ? [write.table(label.witnesses, [[label.serial, 1], [label.name, 6], [label.address, 6]], nameRows(write, d.witnesses))] : []),
    write.signatures([[label.complainant, d.complainant.name, label.thumbOrSignature], [label.officer, d.officer]], { seal: true }),
  ],
})
