import { refuse } from '#kernel/act/refusal.ts'
import type { Tx } from '#kernel/act/act.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { note, type Finding } from '#kernel/words/finding.ts'
import { recordCourtStep, recordStep } from '../contract/custody.ts'
import { assertHeld, happenedAt, onCustody } from '../onCustody.ts'
import { projectCustody } from '../project.ts'
import { rightsChecklist } from '../rules/arrest.ts'
import { bandOf } from '../standing.ts'
import { updateCustody } from '../store/custody.ts'
import { insertStep, listSteps } from '../store/steps.ts'
import type { CustodyRow, StepKind } from '../store/tables.ts'

interface Step { readonly kind: StepKind; readonly [key: string]: unknown }

async function write(tx: Tx, row: CustodyRow, step: Step, at: string): Promise<void> {
  assertHeld(row)
  const when = happenedAt(tx, at)
  if (when < row.arrested_at) refuse('custody.before-arrest', { article: 'CPC 41', field: 'at' })
  const { kind, ...data } = step
  await insertStep(tx, { custodyId: row.id, kind, at: when, data: { ...data, by: tx.ctx.session?.personName ?? '' } })
}

/** The rights of this person that were not read out. */
function untold(row: CustodyRow, told: readonly string[]): Finding[] {
  const list = rightsChecklist({ band: bandOf(row), foreigner: isForeigner(row) })
  const unknown = told.find((id) => !list.some((right) => right.id === id))
  if (unknown !== undefined) refuse('custody.right-unknown', { field: 'step.told', params: { id: unknown } })
  return list.filter((right) => !told.includes(right.id)).map((right) => note('custody.right-not-told', right.article, right.confidence, { field: 'step.told', params: { right: right.id } }))
}

/** Whoever is known to be of another nationality may have the consulate told (Vienna Convention 36). */
export function isForeigner(row: Pick<CustodyRow, 'nationality'>): boolean {
  return row.nationality !== null && row.nationality !== 'IRQ'
}

export const stepHandlers: readonly Handler[] = [
  handle(recordStep, async (input, ctx) => onCustody(ctx, { verb: 'custody.write-step', input, detail: { step: input.step.kind } }, async (tx, row) => {
    const { step } = input
    await write(tx, row, step, input.at)
    if (step.kind === 'lawyer') await updateCustody(tx, row.id, { lawyer_name: step.name })
    if (step.kind === 'interpreter') await updateCustody(tx, row.id, { interpreter: step.name })
    await projectCustody(tx, row.id)
    return { id: row.id, warnings: step.kind === 'rights-told' ? untold(row, step.told) : [] }
  })),

  handle(recordCourtStep, async (input, ctx) => onCustody(ctx, { verb: 'custody.write-court-step', by: 'either', basis: 'CPC 123', input, detail: { step: input.step.kind } }, async (tx, row) => {
    const { step } = input
    const told = (await listSteps(tx, row.id)).some((s) => s.kind === 'rights-told')
    await write(tx, row, step, input.at)
    await projectCustody(tx, row.id)
    const warnings: Finding[] = []
    if (step.kind === 'questioned' && !step.toldRights && !told) warnings.push(note('custody.questioned-untold', 'CPC 123(B), CPA Memo 3', 'C', { field: 'step.toldRights' }))
    if (step.kind === 'questioned' && step.lawyer === 'none') warnings.push(note('custody.questioned-alone', 'CPC 123(B), CPA Memo 3', 'C', { field: 'step.lawyer' }))
    return { id: row.id, warnings }
  })),
]
