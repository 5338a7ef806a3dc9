import { refuse } from '#kernel/act/refusal.ts'
import { registerExpungingRule } from '#kernel/expunging/expunge.ts'
import { defineSystem } from '#kernel/http/system.ts'
import { handlers } from './handlers.ts'
import { policy } from './policy.ts'
import { findCaseRow } from './store/case.ts'
import { words } from './words.ts'

// A case that goes on is not destroyed.
registerExpungingRule('case', async (r, id) => {
  const row = await findCaseRow(r, id)
  if (row !== undefined && row.stage !== 'final' && row.stage !== 'closed') refuse('kernel.still-open')
})

export const cases = defineSystem({ name: 'cases', needs: ['offences'], handlers, policy, words })
