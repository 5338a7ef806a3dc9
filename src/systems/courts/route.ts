import type { Reader } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { findReceiver } from '#kernel/clock/alarms.ts'
import { getOffice } from '#kernel/offices/offices.ts'
import { note, type Finding } from '#kernel/words/finding.ts'
import { challengeCourt } from './rules/challenge.ts'
import type { ChallengeKind, DeciderKind, JudgmentRow } from './store/tables.ts'

export interface Route { readonly deciderId: string; readonly kind: DeciderKind; readonly article: string; readonly confidence: 'T' | 'C' | 'P' | 'U'; readonly findings: Finding[] }

const officeKind = { 'cassation-general-panel': 'cassation-court', cassation: 'cassation-court', 'appeal-as-cassation': 'appeal-court', 'felony-as-cassation': 'felony-court' } as const

/**
 * Which court decides a challenge. An objection goes to the court that gave the judgment (CPC 243); correction to the court whose decision it is (266);
 * retrial to the Court of Cassation (270-274). The route of misdemeanours is practice, not a text read here, so another court may be named; that warns.
 */
export async function routeOf(r: Reader, j: JudgmentRow, kind: ChallengeKind, o: { deciderId?: string | undefined; ofDecider?: { id: string; kind: DeciderKind } | undefined }): Promise<Route> {
  if (kind === 'objection') return { deciderId: j.court_id, kind: 'trial-court', article: 'CPC 243', confidence: 'T', findings: [] }
  if (kind === 'correction' && o.ofDecider) return { deciderId: o.ofDecider.id, kind: o.ofDecider.kind, article: 'CPC 266', confidence: 'T', findings: [] }
  const law = kind === 'retrial' ? { court: j.death ? 'cassation-general-panel' as const : 'cassation' as const, article: 'CPC 273', confidence: 'T' as const } : challengeCourt(j.class, 'trial-court', j.death, j.juvenile)
  const findings: Finding[] = law.confidence === 'T' ? [] : [note('courts.route-by-practice', law.article, law.confidence, { field: 'deciderId' })]
  if (o.deciderId) {
    const office = await getOffice(r, o.deciderId)
    if (!['cassation-court', 'appeal-court', 'felony-court'].includes(office.kind) || office.jurisdiction !== (await getOffice(r, j.court_id)).jurisdiction) refuse('courts.not-a-court-above', { field: 'deciderId', article: law.article })
    if (office.kind !== officeKind[law.court]) findings.push(note('courts.other-decider', law.article, law.confidence, { field: 'deciderId', params: { expected: `office.${officeKind[law.court]}` } }))
    const chosen: DeciderKind = office.kind === officeKind[law.court] ? law.court : office.kind === 'cassation-court' ? 'cassation' : office.kind === 'appeal-court' ? 'appeal-as-cassation' : 'felony-as-cassation'
    return { deciderId: office.id, kind: chosen, article: law.article, confidence: law.confidence, findings }
  }
  const deciderId = (await findReceiver(r, j.court_id, officeKind[law.court])) ?? refuse('courts.no-court-above', { field: 'deciderId', article: law.article })
  return { deciderId, kind: law.court, article: law.article, confidence: law.confidence, findings }
}
