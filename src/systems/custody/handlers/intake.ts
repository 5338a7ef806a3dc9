import { refuse } from '#kernel/act/refusal.ts'
import { issueForm } from '#kernel/documents/issue.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { findOffence } from '#systems/offences/public.ts'
import { issueIntake } from '../contract/care.ts'
import { onCustody } from '../onCustody.ts'
import { paperLang, paperPerson, thingsOf } from '../paperParts.ts'
import { listExams, listProperty } from '../store/care.ts'
import { listSteps } from '../store/steps.ts'
import type { CustodyRow, StepRow } from '../store/tables.ts'

const grounds = { warrant: 'order', '102': 'flagrante', '103': 'police-duty' } as const

/** What the steps say of the rights that were told, the lawyer and the family. */
function toldOf(steps: readonly StepRow[]) {
  const last = (kind: StepRow['kind']) => steps.findLast((s) => s.kind === kind)
  const rights = last('rights-told')
  const told = Array.isArray(rights?.data['told']) ? rights.data['told'] : []
  const [lawyer, family] = [last('lawyer'), last('family-told')]
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
  return {
    rights: {
      reasonTold: told.includes('reason'), silence: told.includes('silence'), lawyer: told.includes('lawyer'), family: told.includes('family'), doctor: told.includes('doctor'),
      ...(text(rights?.data['language']) ? { language: text(rights?.data['language']) } : {}),
    },
    ...(text(lawyer?.data['name']) ? { lawyer: text(lawyer?.data['name']) } : {}), ...(family && text(family.data['whom']) ? { familyTold: text(family.data['whom']), familyToldAt: family.at.toISOString() } : {}),
  }
}

function offenceOf(row: CustodyRow): string {
  return (row.offence_code ? findOffence(row.offence_code)?.title[paperLang(row)] : undefined) ?? row.article ?? '—'
}

export const intakeHandlers: readonly Handler[] = [
  handle(issueIntake, (input, ctx) => onCustody(ctx, { verb: 'custody.issue-intake', basis: 'Mandela 7', input }, async (tx, row) => {
    // No reception without a ground: who was arrested on none goes free and gets no intake record.
    if (row.ground === 'none') refuse('custody.no-ground', { article: 'CPC 92, 106; Mandela 7' })
    const exam = (await listExams(tx, row.id)).at(-1)
    const optional = <K extends string>(key: K, value: string | undefined) => (value ? { [key]: value } : {})
    const paper = await issueForm(tx, { form: 'custody-intake', data: {
      custodyNumber: row.number, detainee: await paperPerson(tx, row), arrestedAt: row.arrested_at.toISOString(), arrestPlace: row.arrest_place, arrestedBy: row.arrested_by, receivedAt: row.entered_at.toISOString(),
      receivedBy: tx.ctx.session?.personName ?? '', ground: grounds[row.ground], offence: offenceOf(row), ...optional('orderNumber', row.warrant_number ?? undefined), ...optional('article', row.article ?? undefined),
      ...toldOf(await listSteps(tx, row.id)), ...(exam ? { doctor: exam.examiner, examinedAt: exam.at.toISOString() } : {}), ...optional('injuries', input.injuries), ...optional('complaintOfIllTreatment', input.complaint),
      ...optional('children', input.children), ...optional('emergencyContact', input.emergencyContact), property: thingsOf((await listProperty(tx, row.id)).filter((i) => i.returned_at === null)).slice(0, 100),
    } })
    return { id: row.id, paperId: paper.documentId, number: paper.number }
  })),
]
