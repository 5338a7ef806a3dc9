/** One fresh finger beside the prints that were taken of a person before. The platform reads those for the comparison; nobody is shown them, and the fresh one is kept nowhere. */
import { read, type Reader } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { compare } from './engine/match/compare.ts'
import { prepare } from './engine/match/prepare.ts'
import { decodeTemplate } from './engine/template/encode.ts'
import type { Finger } from './engine/tenprint.ts'
import { agreesFrom } from './rules/checking.ts'
import { unseal } from './sealing.ts'
import { templatesOf } from './store/prints.ts'
import type { TakenPrint } from './workers.ts'

/** Reads as the platform: for what must be known of a person whose prints another office took, once the caller has proved its right to ask. */
export async function asPlatform<T>(ctx: Ctx, work: (r: Reader) => Promise<T>): Promise<T> {
  return read({ ...ctx, session: null, system: true }, work)
}

export interface Compared { readonly finger: Finger; readonly score: number; readonly compared: number }

/**
 * The print most alike among those of these persons; where it was said which finger it is, the others are only looked at if that one does not agree.
 * @returns undefined when there is none to compare with
 */
export async function compareWithTaken(ctx: Ctx, personIds: readonly string[], fresh: Pick<TakenPrint, 'template' | 'version'>, said?: Finger): Promise<Compared | undefined> {
  const rows = (await asPlatform(ctx, (r) => templatesOf(r, personIds))).filter((row) => row.version === fresh.version)
  const probe = prepare(decodeTemplate(fresh.template))
  const inOrder = [...rows].sort((a, b) => Number(b.finger === said) - Number(a.finger === said))
  let best: { finger: Finger; score: number } | undefined
  let compared = 0
  for (const row of inOrder) {
    if (best && best.finger === said && row.finger !== said && best.score >= agreesFrom) break
    const template = decodeTemplate(unseal({ table: 'biometrics.template', id: row.id, part: 'template' }, { keyId: row.key_id, sealed: row.sealed }))
    const { score } = compare(probe, prepare(template))
    compared += 1
    if (!best || score > best.score) best = { finger: row.finger, score }
  }
  return best && { ...best, score: Math.round(best.score * 1000) / 1000, compared }
}
