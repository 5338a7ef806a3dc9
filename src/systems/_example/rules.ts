import { against, type Finding } from '#kernel/words/finding.ts'

/** What the law has against registering an item: it can't have been found in the future. */
export function findingsOnRegister(facts: { foundAt: Date; now: Date }): Finding[] {
  return facts.foundAt > facts.now ? [against('_example.found-in-future', 'Penal 450', 'T', { field: 'foundAt' })] : []
}
