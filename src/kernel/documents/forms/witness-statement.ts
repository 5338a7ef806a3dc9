import { z } from 'zod'
import { form } from './form.ts'
import { label } from './labels.ts'
import { Instant, Line, PaperPerson, Passage, personFields } from './parts.ts'

/** إفادة شاهد: name, surname, trade, residence and relation; an oath from fifteen years of age; CPC 58 to 68. */
export const witnessStatement = form({
  id: 'witness-statement',
  series: 'witness-statement',
  title: { ar: 'إفادة شاهد', ckb: 'وتەی شایەت', en: 'Witness statement' },
  article: 'CPC 60',
  confidence: 'T',
  retention: 'case',
  data: z.object({ caseNumber: Line, witness: PaperPerson, relation: Line, sworn: z.boolean(), whyNotSworn: Line.optional(), takenAt: Instant, place: Line, takenBy: Line, byJudge: z.boolean(), interpreter: Line.optional(), words: Passage, condition: Passage.optional() }),
  blocks: (d, write) => [
    write.fields([[label.caseNumber, d.caseNumber], [label.time, write.instant(d.takenAt)], [label.place, d.place], [label.interpreter, d.interpreter]]),
    write.fields([...personFields(write, d.witness, ['surname', 'age', 'occupation', 'address']), [label.relation, d.relation, 'wide']], { title: label.witness }),
    write.checks({ ar: 'اليمين', ckb: 'سوێند', en: 'Oath' }, [[{ ar: 'حلف الشاهد اليمين قبل أداء الشهادة', ckb: 'شایەت پێش شایەتیدان سوێندی خوارد', en: 'The witness took the oath before testifying' }, d.sworn, d.whyNotSworn]]),
    write.passage({ ar: 'الشهادة', ckb: 'شایەتی', en: 'Testimony' }, d.words),
    ...(d.condition === undefined ? [] : [write.passage({ ar: 'ما لوحظ على حال الشاهد', ckb: 'ئەوەی لەسەر دۆخی شایەت تێبینی کرا', en: "The witness's condition as observed" }, d.condition)]),
    write.signatures([[label.witness, d.witness.name, label.thumbOrSignature], [d.byJudge ? label.investigativeJudge : label.investigator, d.takenBy]], { seal: d.byJudge }),
  ],
})
