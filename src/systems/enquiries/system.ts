import { defineSystem } from '#kernel/http/system.ts'
import { handlers } from './handlers.ts'
import { forgetAttempts } from './store.ts'
import { words } from './words.ts'

export const enquiries = defineSystem({
  name: 'enquiries', needs: ['custody', 'courts', 'oversight'], handlers, policy: [], words,
  jobs: [{ name: 'enquiries.forget-attempts', cron: '17 3 * * *', run: (ctx) => forgetAttempts(ctx.db, ctx.now) }],
})
