import { approvalHandlers } from '#kernel/access/approval-handlers.ts'
import { accessHandlers } from '#kernel/access/handlers.ts'
import { accessPolicy } from '#kernel/access/kernel-policy.ts'
import type { PolicyRule } from '#kernel/access/policy.ts'
import { recordHandlers } from '#kernel/act/handlers.ts'
import { documentHandlers } from '#kernel/documents/handlers.ts'
import { documentPolicy } from '#kernel/documents/policy.ts'
import { expungingHandlers } from '#kernel/expunging/handlers.ts'
import { expungingPolicy } from '#kernel/expunging/policy.ts'
import { words as expungingWords } from '#kernel/expunging/words.ts'
import { handoverHandlers } from '#kernel/handover/handlers.ts'
import type { Handler } from '#kernel/http/endpoint.ts'
import type { System } from '#kernel/http/system.ts'
import { jobHandlers } from '#kernel/jobs/handlers.ts'
import { jobsPolicy } from '#kernel/jobs/policy.ts'
import { logHandlers } from '#kernel/log/handlers.ts'
import { logPolicy } from '#kernel/log/policy.ts'
import { words as logWords } from '#kernel/log/words.ts'
import { nodeHandlers } from '#kernel/nodes/handlers.ts'
import { nodesPolicy } from '#kernel/nodes/policy.ts'
import { words as nodeWords } from '#kernel/nodes/words.ts'
import { officeHandlers } from '#kernel/offices/handlers.ts'
import { peopleHandlers } from '#kernel/people/handlers.ts'
import { peoplePolicy } from '#kernel/people/policy.ts'
import { words as peopleWords } from '#kernel/people/words.ts'
import { handoverPolicy } from '#kernel/policy.ts'
import type { Text } from '#kernel/words/text.ts'
import { words as kernelWords } from '#kernel/words/words.ts'

/** The endpoints of the kernel itself. */
export const kernelHandlers: readonly Handler[] = [...accessHandlers, ...approvalHandlers, ...recordHandlers, ...handoverHandlers, ...officeHandlers, ...documentHandlers, ...expungingHandlers, ...peopleHandlers, ...jobHandlers, ...logHandlers, ...nodeHandlers]

/** The powers that belong to no system. */
export const kernelPolicy: readonly PolicyRule[] = [...accessPolicy, ...handoverPolicy, ...documentPolicy, ...expungingPolicy, ...peoplePolicy, ...jobsPolicy, ...logPolicy, ...nodesPolicy]

/** The words of the kernel and of these systems. A key that two of them give is an error: each text has one owner. */
export function allWords(systems: readonly System[]): ReadonlyMap<string, Text> {
  const all = new Map<string, Text>(Object.entries({ ...kernelWords, ...peopleWords, ...nodeWords, ...logWords, ...expungingWords }))
  for (const system of systems) {
    for (const [key, text] of Object.entries(system.words)) {
      if (all.has(key)) throw new Error(`the words of ${system.name} give ${key} a second time`)
      all.set(key, text)
    }
  }
  return all
}
