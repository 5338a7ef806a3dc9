import { randomUUIDv7 } from 'node:crypto'
import { act, read } from '#kernel/act/act.ts'
import type { Tx } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import {
  addPersonDocument, addPersonName, approvePersonMerge, correctPersonFacts, createNewPerson, duplicatesOfPerson, findDuplicates, listDoubles, listOpenMerges, notePersonIsNot,
  proposePersonMerge, readPerson, searchPersons, undoPersonMerge,
} from './contract.ts'
import { approveMerge, openMerges, proposeMerge, undoMerge } from './merge.ts'
import { addDocument, addName, addNotThisPerson, correctPerson, createPerson, describePerson, getPerson } from './people.ts'
import { compare } from './compare.ts'
import { likelyDoubles } from './doubles.ts'
import { descriptionOf, possibleDuplicates, searchPeople, summarise } from './search.ts'
import { readPersons } from './store.ts'

/** From this score on, a person about to be written down is likely written down already. */
export const likelyDouble = 0.9

/** An act on a person: they are held by no office, so the subject is bare and the role alone decides. */
async function onPerson(ctx: Ctx, verb: string, id: string, input: Readonly<Record<string, unknown>> & { readonly reason?: string | undefined }, work: (tx: Tx) => Promise<unknown>): Promise<{ id: string }> {
  return act(ctx, { verb, subject: { kind: 'person', bare: id }, input, ...(input.reason ? { reason: input.reason } : {}) }, async (tx) => {
    const made = await work(tx)
    return { id: typeof made === 'string' ? made : id }
  })
}

export const peopleHandlers: readonly Handler[] = [
  handle(searchPersons, (input, ctx) => read(ctx, (r) => searchPeople(r, input))),
  handle(readPerson, ({ id }, ctx) => read(ctx, (r) => getPerson(r, id))),
  handle(findDuplicates, async (input, ctx) => ({ rows: await read(ctx, (r) => possibleDuplicates(r, input)) })),
  handle(duplicatesOfPerson, async ({ id }, ctx) => read(ctx, async (r) => {
    const { id: standing } = await getPerson(r, id)
    return { rows: await possibleDuplicates(r, await describePerson(r, standing), { except: standing }) }
  })),
  handle(createNewPerson, async (input, ctx) => {
    const { seen, ...person } = input
    const id = randomUUIDv7()
    return onPerson(ctx, 'people.create', id, input, async (tx) => {
      const likely = (await possibleDuplicates(tx, person)).filter((one) => one.comparison.score >= likelyDouble && !seen.includes(one.person.id))
      if (likely.length > 0) refuse('people.looks-like', { current: likely, params: { count: likely.length } })
      await createPerson(tx, person, id)
    })
  }),
  handle(addPersonName, (input, ctx) => onPerson(ctx, 'people.correct', input.id, input, (tx) => addName(tx, input.id, input.name, { primary: input.primary, expectedVersion: input.version }))),
  handle(correctPersonFacts, (input, ctx) => {
    const { id, version, reason, ...correction } = input
    return onPerson(ctx, 'people.correct', id, input, (tx) => correctPerson(tx, id, correction, reason, version))
  }),
  handle(addPersonDocument, (input, ctx) => onPerson(ctx, 'people.correct', input.id, input, (tx) => addDocument(tx, input.id, input.document))),
  handle(notePersonIsNot, ({ id, ...not }, ctx) => onPerson(ctx, 'people.not-this-person', id, { id, ...not, reason: not.note }, (tx) => addNotThisPerson(tx, { personId: id, ...not }))),
  handle(proposePersonMerge, (input, ctx) => onPerson(ctx, 'people.merge.propose', input.keepId, input, (tx) => proposeMerge(tx, input))),
  handle(approvePersonMerge, async (input, ctx) => onPerson(ctx, 'people.merge.approve', input.id, input, (tx) => approveMerge(tx, input.id, input))),
  handle(undoPersonMerge, async (input, ctx) => onPerson(ctx, 'people.merge.approve', input.id, input, (tx) => undoMerge(tx, input.id, input.reason))),
  handle(listOpenMerges, (_, ctx) => read(ctx, async (r) => {
    const merges = await openMerges(r)
    const persons = new Map((await readPersons(r, [...new Set(merges.flatMap(({ keepId, dropId }) => [keepId, dropId]))])).map((one) => [one.person.id, one]))
    return {
      rows: merges.map((merge) => {
        const [keep, drop] = [persons.get(merge.keepId), persons.get(merge.dropId)]
        const comparison = keep && drop ? compare(descriptionOf(keep.person, keep.names), descriptionOf(drop.person, drop.names)) : null
        return { merge, keep: keep ? summarise(keep.person, keep.names) : null, drop: drop ? summarise(drop.person, drop.names) : null, comparison }
      }),
    }
  })),
  handle(listDoubles, (_, ctx) => read(ctx, async (r) => ({ rows: await likelyDoubles(r) }))),
]
