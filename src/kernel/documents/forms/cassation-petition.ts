import { z } from 'zod'
import { form } from './form.ts'
import { label } from './labels.ts'
import { Day, Instant, Line, PaperPerson, Passage, personFields } from './parts.ts'

/** عريضة تمييز with what CPC 252(C) lists; a prisoner's goes through the prison's director, who signs for the time. */
export const cassationPetition = form({
  id: 'cassation-petition',
  series: 'cassation-petition',
  title: { ar: 'عريضة تمييز', ckb: 'عەریزەی تەمیز', en: 'Cassation petition' },
  article: 'CPC 249, 252',
  confidence: 'T',
  retention: 'permanent',
  data: z.object({
    appellant: PaperPerson, capacity: Line, respondent: Line, court: Line, caseNumber: Line, judgmentDay: Day, judgmentSummary: Passage, lastDay: Day.optional(), reasons: Passage.optional(), request: Passage,
    filedAt: Instant.optional(), throughPrison: Line.optional(), director: Line.optional(), lawyer: Line.optional(),
  }),
  blocks: (d, write) => [
    write.fields([...personFields(write, d.appellant, ['address']), [label.capacity, d.capacity], [{ ar: 'وكيله', ckb: 'بریکارەکەی', en: 'Represented by' }, d.lawyer]], { title: { ar: 'المميز', ckb: 'تانەدەر', en: 'Appellant' } }),
    write.fields([[{ ar: 'المميز عليه', ckb: 'تانەلێدراو', en: 'Respondent' }, d.respondent, 'wide'], [{ ar: 'المحكمة التي أصدرت الحكم', ckb: 'ئەو دادگایەی حوکمەکەی دەرکردووە', en: 'Court that gave the judgment' }, d.court], [label.caseNumber, d.caseNumber], [{ ar: 'تاريخ الحكم', ckb: 'بەرواری حوکم', en: 'Date of judgment' }, write.day(d.judgmentDay)], [{ ar: 'آخر يوم للطعن', ckb: 'دوا ڕۆژی تانەدان', en: 'Last day to file' }, d.lastDay && write.day(d.lastDay)]]),
    write.passage({ ar: 'خلاصة الحكم', ckb: 'پوختەی حوکم', en: 'Summary of the judgment' }, d.judgmentSummary),
    write.passage({ ar: 'أسباب الطعن', ckb: 'هۆکارەکانی تانەدان', en: 'Grounds' }, d.reasons, { lines: d.reasons === undefined ? 4 : 0 }),
    write.passage({ ar: 'الطلب', ckb: 'داواکاری', en: 'Request' }, d.request),
    write.fields([[{ ar: 'وقت تقديم العريضة', ckb: 'کاتی پێشکەشکردنی عەریزە', en: 'Filed at' }, d.filedAt && write.instant(d.filedAt)], [{ ar: 'قُدمت بواسطة إدارة', ckb: 'پێشکەشکرا لە ڕێگەی بەڕێوەبەرایەتیی', en: 'Filed through' }, d.throughPrison]]),
    write.signatures([[{ ar: 'المميز', ckb: 'تانەدەر', en: 'Appellant' }, d.appellant.name, label.thumbOrSignature], ...(d.throughPrison === undefined ? [] : [[label.director, d.director] as const])], { seal: d.throughPrison !== undefined }),
  ],
})
