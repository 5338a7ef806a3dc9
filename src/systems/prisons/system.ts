import { registerHandoverRules } from '#kernel/handover/kinds.ts'
import { defineSystem } from '#kernel/http/system.ts'
import { whenJudged, whenSentenceChanged } from '#systems/courts/public.ts'
import { whenCovered, whenEnded, whenReleaseOrdered } from '#systems/custody/public.ts'
import { handlers } from './handlers.ts'
import { sentenceJobs } from './handlers/sentence.ts'
import { followCover, followEnd, followJudgment, followReleaseOrder, followSentence, prisonHandover } from './intake.ts'
import { policy } from './policy.ts'
import { words } from './words.ts'

registerHandoverRules('custody', prisonHandover)
whenCovered(followCover)
whenEnded(followEnd)
whenReleaseOrdered(followReleaseOrder)
whenJudged(followJudgment)
whenSentenceChanged(followSentence)

export const prisons = defineSystem({ name: 'prisons', needs: ['offences', 'cases', 'custody', 'courts'], handlers, policy, words, jobs: sentenceJobs })
