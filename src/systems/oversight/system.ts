import { defineSystem } from '#kernel/http/system.ts'
import { handlers } from './handlers.ts'
import { policy } from './policy.ts'
import { refreshFigures } from './store/figures.ts'
import { tellAgain, tellUnanswered } from './watch.ts'
import { words } from './words.ts'

export const oversight = defineSystem({
  name: 'oversight', needs: ['custody', 'desk'], handlers, policy, words,
  jobs: [
    { name: 'oversight.tell-again', cron: '*/5 * * * *', run: async (ctx) => { await tellAgain(ctx) } },
    { name: 'oversight.unanswered', cron: '*/5 * * * *', run: async (ctx) => { await tellUnanswered(ctx) } },
    { name: 'oversight.figures', cron: '*/10 * * * *', run: async (ctx) => { await refreshFigures(ctx) } },
  ],
})
