import { act, type Tx } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import type { Role } from '#kernel/access/roles.ts'
import { getCaseRow } from '../store/case.ts'
import type { CaseRow, Stage } from '../store/tables.ts'

/** Those who act on what another office holds; the others only on what their own office holds. */
const byAuthority: ReadonlySet<Role> = new Set<Role>(['investigator', 'investigative-judge', 'prosecutor'])

export interface CaseAct {
  readonly verb: string
  readonly caseId: string
  readonly version?: number | undefined
  readonly reason?: string | undefined
  readonly basis?: string | undefined
  readonly detail?: Readonly<Record<string, unknown>>
  readonly input: unknown
  /** The stages in which the act is open; only the investigation when not given. */
  readonly stages?: readonly Stage[]
}

/** An act on one case: by its holder, or by the judge's and prosecution's authority; never while it is on its way between two offices. */
export async function actOnCase<T>(ctx: Ctx, spec: CaseAct, work: (tx: Tx, row: CaseRow) => Promise<T>): Promise<T> {
  const by = ctx.session && byAuthority.has(ctx.session.role) ? 'authority' : 'holder'
  return act(ctx, { verb: spec.verb, subject: { kind: 'case', id: spec.caseId }, by, expectedVersion: spec.version, reason: spec.reason, basis: spec.basis, input: spec.input, ...(spec.detail ? { detail: spec.detail } : {}) }, async (tx) => {
    if (tx.record.state === 'in-transit') refuse('kernel.in-transit', { status: 423 })
    const row = await getCaseRow(tx, spec.caseId)
    const stages = spec.stages ?? ['investigation']
    if (!stages.includes(row.stage)) refuse('cases.not-in-this-stage', { status: 409, params: { stage: row.stage } })
    return work(tx, row)
  })
}
