import { act, read, type Reader, type Tx } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { blocking, type Finding } from '#kernel/words/finding.ts'
import { getCase, type CaseFacts } from '#systems/cases/public.ts'

export interface CaseAct {
  readonly verb: string
  readonly caseId: string
  readonly version?: number | undefined
  readonly by?: 'holder' | 'authority'
  readonly basis?: string | undefined
  readonly reason?: string | undefined
  readonly detail?: Readonly<Record<string, unknown>>
  readonly input: unknown
}

/** An act on a case: by the court that holds it, or by the authority of a party, a prison or the court above. Never while it is on its way. */
export async function actOnCase<T>(ctx: Ctx, spec: CaseAct, work: (tx: Tx, facts: CaseFacts) => Promise<T>): Promise<T> {
  return act(ctx, {
    verb: spec.verb, subject: { kind: 'case', id: spec.caseId }, by: spec.by ?? 'holder', expectedVersion: spec.version, basis: spec.basis, reason: spec.reason, input: spec.input, ...(spec.detail ? { detail: spec.detail } : {}),
  }, async (tx) => {
    if (tx.record.state === 'in-transit') refuse('kernel.in-transit', { status: 423 })
    return work(tx, await getCase(tx, spec.caseId))
  })
}

/** Reads a case that the session may see. */
export async function readCase<T>(ctx: Ctx, caseId: string, work: (r: Reader, facts: CaseFacts) => Promise<T>): Promise<T> {
  return read(ctx, async (r) => work(r, await getCase(r, caseId)))
}

/** What warned and did not stop: kept with the row and shown. */
export function warningsIn(findings: readonly Finding[]): Finding[] {
  const stops = new Set(blocking(findings))
  return findings.filter((f) => !stops.has(f)).map((f) => ({ ...f, outcome: 'warn' as const }))
}
