import type { Reader, Tx } from '#kernel/act/act.ts'
import type { Job } from '#kernel/http/system.ts'
import { samePersonIds } from '#kernel/people/people.ts'
import type { Finding } from '#kernel/words/finding.ts'
import { whenDecided } from '#systems/cases/public.ts'
import { whenJudged, whenSentenceChanged } from '#systems/courts/public.ts'
import { beforeFreeing, type Leaving } from '#systems/custody/public.ts'
import { whenCounted, type Counted } from '#systems/prisons/public.ts'
import { retentionJobs } from '../handlers/chain/retention.ts'
import { followChallenge, followDecision, followJudgment } from '../retaining.ts'
import { leavingFindings } from '../rules/checking.ts'
import { closeSample, releaseChecksSince } from '../store/checks.ts'
import { enrolledAmong } from '../store/prints.ts'

export const jobs: readonly Job[] = retentionJobs

/** What checks by finger say about letting somebody go. */
async function speakBeforeFreeing(r: Reader, { custodyId, personId, since }: Leaving): Promise<Finding[]> {
  const checks = await releaseChecksSince(r, custodyId, since)
  const personIds = await samePersonIds(r, personId)
  const enrolled = (await enrolledAmong(r, personIds)).size > 0
  return leavingFindings({ enrolled, checks: checks.map((c) => ({ at: c.at, hindrance: c.hindrance, score: c.score, outcome: c.outcome, resolution: c.resolution })) })
}

/** Registers what this part does when others act; called once, when the system is loaded. */
export function listen(): void {
  beforeFreeing(speakBeforeFreeing)
  whenCounted((tx: Tx, { facilityId, countId }: Counted) => closeSample(tx, facilityId, countId))
  whenDecided(followDecision)
  whenJudged(followJudgment)
  whenSentenceChanged(followChallenge)
}
