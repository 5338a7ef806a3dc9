import { randomUUIDv7 } from 'node:crypto'
import { read, type Tx } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { roleMay } from '#kernel/access/policy.ts'
import { findReceiver, raiseAlarm } from '#kernel/clock/alarms.ts'
import { issueForm } from '#kernel/documents/issue.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import type { z } from 'zod'
import { getCare, recordExam, type ExamView, type PropertyView } from '../contract/care.ts'
import { happenedAt, onCustody } from '../onCustody.ts'
import { paperLang, paperPerson } from '../paperParts.ts'
import { projectCustody } from '../project.ts'
import { insertExam, listExams, listProperty } from '../store/care.ts'
import { getCustodyRow } from '../store/custody.ts'
import type { CustodyRow, MedicalExamRow, PropertyItemRow } from '../store/tables.ts'
import { occasionWords, toldToWords } from '../words/care.ts'

type Exam = z.output<typeof recordExam.input>

/**
 * Tells the judge's court and the prosecution, never only the office where it happened (Mandela 34, 57(3)).
 * Gives the offices told.
 */
export async function tellOfIllTreatment(tx: Tx, row: CustodyRow, recordId: string, detail: Readonly<Record<string, unknown>>, alsoInspectorate: boolean): Promise<string[]> {
  const receivers = [
    row.court_id ?? (await findReceiver(tx, row.held_by, 'investigation-court')), row.prosecution_id ?? (await findReceiver(tx, row.held_by, 'prosecution-office')),
    ...(alsoInspectorate ? [await findReceiver(tx, row.held_by, 'inspectorate')] : []),
  ]
  const told = [...new Set(receivers)].filter((office): office is string => office !== undefined && office !== row.held_by)
  for (const raisedTo of told) await raiseAlarm(tx, { kind: 'ill-treatment', recordId, article: 'Const 37(1)(C), Mandela 34, 71', officeId: row.held_by, raisedTo, detail })
  return told
}

function paperData(input: Exam, at: Date, lang: 'ar' | 'ckb', told: boolean) {
  const optional = <K extends string, V>(key: K, value: V | undefined) => (value ? { [key]: value } as Record<K, V> : {})
  return {
    examinedAt: at.toISOString(), occasion: occasionWords[`custody.occasion.${input.occasion}`][lang], doctor: input.examiner, consent: input.consent, privately: input.privately, findings: input.findings,
    ...optional('complaints', input.complaints), ...optional('history', input.history), ...optional('treatment', input.treatment), ...optional('allegation', input.allegation), ...optional('consistent', input.consistent),
    allegesIllTreatment: input.allegation !== undefined && input.allegation !== '', fitToBeHeld: input.fitForDetention,
    injuries: input.marks.map((m) => ({ side: m.side, x: m.x, y: m.y, description: m.note, ...(m.cause ? { saidCause: m.cause } : {}) })),
    ...(told ? { reportedTo: toldToWords[lang] } : {}),
  }
}

/** Who may not read medical matters learns that an examination was made and whether the person can be held, not what was found (Mandela 26). */
function viewExam(e: MedicalExamRow, mayRead: boolean): ExamView {
  return {
    id: e.id, at: e.at.toISOString(), examiner: e.examiner, occasion: e.occasion, fitForDetention: e.fit_for_detention,
    ...(mayRead ? { findings: e.findings, marks: e.marks as ExamView['marks'], illTreatmentSigns: e.ill_treatment_signs } : { findings: null, marks: null, illTreatmentSigns: null }),
  }
}

/** One thing in the store. */
export function viewProperty(i: PropertyItemRow): PropertyView {
  return { id: i.id, description: i.description, quantity: i.quantity, seal: i.seal_number, takenAt: i.taken_at.toISOString(), returnedAt: i.returned_at?.toISOString() ?? null, returnedTo: i.returned_to }
}

function mayReadMedical(ctx: Ctx): boolean {
  return ctx.session !== null && roleMay(ctx.session.role, 'custody.read-medical')
}

export const medicalHandlers: readonly Handler[] = [
  handle(recordExam, (input, ctx) => onCustody(ctx, { verb: 'custody.record-medical', basis: 'Mandela 30, 34', by: 'either', input, detail: { occasion: input.occasion, fitForDetention: input.fitForDetention } }, async (tx, row) => {
    const at = happenedAt(tx, input.at)
    const examId = randomUUIDv7()
    await insertExam(tx, {
      id: examId, custody_id: row.id, at, examiner: input.examiner, occasion: input.occasion, findings: input.findings, marks: JSON.stringify(input.marks),
      ill_treatment_signs: input.illTreatmentSigns, fit_for_detention: input.fitForDetention,
    })
    const told = input.illTreatmentSigns ? await tellOfIllTreatment(tx, row, row.id, { examId, occasion: input.occasion }, false) : []
    const paper = await issueForm(tx, { form: 'medical-examination', id: examId, sealed: true, data: { person: await paperPerson(tx, row), custodyNumber: row.number, ...paperData(input, at, paperLang(row), told.length > 0) } })
    await projectCustody(tx, row.id)
    return { id: row.id, examId, paperId: paper.documentId, alarmed: told.length > 0 }
  })),
  handle(getCare, ({ id }, ctx) => read(ctx, async (r) => {
    const row = await getCustodyRow(r, id)
    const mayRead = mayReadMedical(ctx)
    return { exams: (await listExams(r, row.id)).map((e) => viewExam(e, mayRead)), mayReadMedical: mayRead, property: (await listProperty(r, row.id)).map(viewProperty) }
  })),
]
