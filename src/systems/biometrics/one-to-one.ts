/** One fresh finger beside the prints that were taken of a person before. The platform reads those for the comparison; nobody is shown them, and the fresh one is kept nowhere. */
import { read, type Reader } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import type { Finger } from './engine/tenprint.ts'
import { unseal } from './sealing.ts'
import { templatesOf } from './store/prints.ts'
import { findClosest, type Closest, type TakenPrint } from './workers.ts'

/** Reads as the platform: for what must be known of a person whose prints another office took, once the caller has proved its right to ask. */
export async function asPlatform<T>(ctx: Ctx, work: (r: Reader) => Promise<T>): Promise<T> {
  return read({ ...ctx, session: null, system: true }, work)
}

/**
 * The print most alike among those of these persons; where it was said which finger it is, the others are only looked at if that one does not agree.
 * @returns undefined when there is none to compare with
 */
export async function compareWithTaken(ctx: Ctx, personIds: readonly string[], fresh: Pick<TakenPrint, 'template' | 'version'>, said?: Finger): Promise<Closest | undefined> {
  const rows = (await asPlatform(ctx, (r) => templatesOf(r, personIds))).filter((row) => row.version === fresh.version)
  const taken = rows.map((row) => [row.finger, unseal({ table: 'biometrics.template', id: row.id, part: 'template' }, { keyId: row.key_id, sealed: row.sealed })] as const)
  const found = await findClosest(fresh.template, taken, said)
  return found && { ...found, score: Math.round(found.score * 1000) / 1000 }
}
