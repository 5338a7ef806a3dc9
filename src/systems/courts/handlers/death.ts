import { randomUUIDv7 } from 'node:crypto'
import type { Reader } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { baghdadDay } from '#kernel/clock/calendar.ts'
import { workCalendarOf } from '#kernel/clock/work-calendar.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { getCase, type CaseFacts } from '#systems/cases/public.ts'
import { getDeathFile, recordDeathStep } from '../contract/judgments.ts'
import { adultAge, ageOn } from '../law.ts'
import { checkExecution, type DeathFile } from '../rules/deathSentence.ts'
import { insertDeathStep, listChallengesOf, listDeathSteps } from '../store/challenge.ts'
import { getJudgmentOf, listCounts, listSentences } from '../store/judgment.ts'
import { actorOf, namesOf } from '../store/people.ts'
import type { DeathStep, DeathStepRow, JudgmentRow } from '../store/tables.ts'
import { actOnCase, readCase } from './onCase.ts'

export const deathHandlers: readonly Handler[] = [
  handle(getDeathFile, async (input, ctx) =>
    readCase(ctx, input.id, async (r, facts) => {
      const j = await deathJudgment(r, facts, input.judgmentId)
      const steps = await listDeathSteps(r, j.id)
      const against = checkExecution(await fileOf(r, facts, j, steps), r.ctx.now, await workCalendarOf(r, j.court_id))
      return {
        accused: j.accused, judgmentOn: j.given_on, against, open: against.length === 0,
        steps: steps.map((s) => ({ id: s.id, step: s.step, on: s.on_day, number: s.number, note: s.note, recordedAt: s.recorded_at.toISOString() })),
      }
    })),
  handle(recordDeathStep, async (input, ctx) =>
    actOnCase(ctx, { verb: 'courts.record-death-step', caseId: input.id, version: input.version, by: 'authority', basis: 'CPC 285-293', input, detail: { judgmentId: input.judgmentId, step: input.step } }, async (tx, facts) => {
      const j = await deathJudgment(tx, facts, input.judgmentId)
      const numbered = input.step.startsWith('decree') || input.step.endsWith('-order')
      if (numbered && !input.number) refuse('courts.decree-number', { article: 'CPC 285(B)', field: 'number' })
      // A feast and a panel may be ahead; everything else has happened.
      if (input.on > baghdadDay(tx.at) && input.step !== 'religious-feast' && !input.step.startsWith('panel')) refuse('courts.service-time', { field: 'on' })
      if (input.step.startsWith('decree') && !(await upheld(tx, facts, j)).upheld) refuse('courts.execution-no-cassation', { article: 'CPC 286' })
      const id = randomUUIDv7()
      await insertDeathStep(tx, { id, judgment_id: j.id, case_id: facts.id, step: input.step, on_day: input.on, number: input.number || null, note: input.note || null, recorded_at: tx.at, recorded_by: actorOf(tx), office_id: ctx.session?.officeId ?? facts.heldBy })
      return { stepId: id }
    })),
]

async function deathJudgment(r: Reader, facts: CaseFacts, judgmentId: string): Promise<JudgmentRow> {
  const j = await getJudgmentOf(r, facts.id, judgmentId)
  if (!j.death || j.state === 'set-aside') refuse('courts.no-death-sentence', { status: 409 })
  return j
}

/** Whether the Court of Cassation upheld the death sentence, and as its general panel (CPC 257(B)). */
async function upheld(r: Reader, facts: CaseFacts, j: JudgmentRow): Promise<{ upheld: boolean; generalPanel: boolean; retrial: boolean }> {
  const standing = (await listSentences(r, facts.id)).some((s) => s.judgment_id === j.id && s.kind === 'death' && s.ended_at === null)
  const challenges = (await listChallengesOf(r, facts.id)).filter((c) => c.judgment_id === j.id)
  const decided = challenges.filter((c) => c.outcome === 'upheld')
  return { upheld: standing && decided.length > 0, generalPanel: decided.some((c) => c.decider_kind === 'cassation-general-panel'), retrial: challenges.some((c) => c.kind === 'retrial' && c.outcome !== 'retrial-refused') }
}

async function fileOf(r: Reader, facts: CaseFacts, j: JudgmentRow, steps: readonly DeathStepRow[]): Promise<DeathFile> {
  const last = (...kinds: DeathStep[]) => steps.findLast((s) => kinds.includes(s.step))
  const person = (await namesOf(r, [j.person_id])).get(j.person_id)
  const act = (await listCounts(r, facts.id)).find((c) => c.judgment_id === j.id)?.act_on ?? baghdadDay((await getCase(r, facts.id)).occurredAt ?? j.given_at)
  const decree = last('decree-execution', 'decree-commutation', 'decree-pardon')
  const above = await upheld(r, facts, j)
  const has = (step: DeathStep) => steps.some((s) => s.step === step)
  const birth = last('gave-birth')
  const pregnancy = last('pregnant', 'not-pregnant', 'gave-birth')
  return {
    judgmentOn: j.given_on, ageAtOffence: (person && ageOn(person.birth, act)) ?? adultAge, cassationUpheld: above.upheld, generalPanel: above.generalPanel, ...(decree?.number ? { decreeNumber: decree.number } : {}),
    decreeOrders: decree?.step === 'decree-execution' ? 'execution' : decree?.step === 'decree-commutation' ? 'commutation' : decree?.step === 'decree-pardon' ? 'pardon' : 'none',
    ...numberOf('ministerOrderNumber', last('minister-order')), retrialRequested: above.retrial, pregnant: pregnancy?.step === 'pregnant', ...(birth ? { gaveBirthOn: birth.on_day } : {}), ...numberOf('renewedOrderNumber', last('renewed-order')),
    religiousFeasts: steps.filter((s) => s.step === 'religious-feast').map((s) => s.on_day), familyTold: has('family-told'), clergyAsked: has('clergy-asked'), clergyAdmitted: has('clergy-admitted'), lawyerAsked: has('lawyer-asked'),
    lawyerAdmitted: has('lawyer-admitted'), panel: (['judge', 'prosecutor', 'interior', 'director', 'doctor'] as const).filter((m) => has(`panel-${m}`)),
  }
}

function numberOf<K extends string>(key: K, step: DeathStepRow | undefined): Partial<Record<K, string>> {
  return step?.number ? ({ [key]: step.number } as Partial<Record<K, string>>) : {}
}

