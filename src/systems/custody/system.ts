import { registerHandoverRules } from '#kernel/handover/kinds.ts'
import { registerExpungingRule } from '#kernel/expunging/expunge.ts'
import { defineSystem } from '#kernel/http/system.ts'
import { provideDetention, whenCourtChanged, whenDecided, whenMoved, whenRequalified } from '#systems/cases/public.ts'
import { handlers } from './handlers.ts'
import { releaseJobs } from './handlers/release.ts'
import { assertEnded, custodyHandover, detentionFacts, followCourt, followDecision, followMove, followRequalification } from './listen.ts'
import { policy } from './policy.ts'
import { watchCustody } from './watch.ts'
import { words } from './words.ts'

registerHandoverRules('custody', custodyHandover)
registerExpungingRule('custody', assertEnded)
whenRequalified(followRequalification)
whenDecided(followDecision)
whenMoved(followMove)
whenCourtChanged(followCourt)
provideDetention(detentionFacts)

export const custody = defineSystem({
  name: 'custody', needs: ['offences', 'cases'], handlers, policy, words,
  jobs: [{ name: 'custody.watch', cron: '* * * * *', run: async (ctx) => { while ((await watchCustody(ctx)) === 500) { /* the backlog of a long stop */ } } }, ...releaseJobs],
})
