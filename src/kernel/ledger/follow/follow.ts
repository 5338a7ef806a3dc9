/**
 * Follows a log as an outsider: who signed, who witnessed, whether all that was seen at the last visit is still there, and whether every tile and entry
 * since gives the root that was signed. Trusts nothing but the keys and the policy that it is given.
 */
import { checkPolicy } from '../check-policy.ts'
import type { Cosigned } from '../check-policy.ts'
import { followKeys } from '../key-chain.ts'
import { emptyRoot } from '../merkle.ts'
import { NoteError, openCheckpoint, parseVerifierKey } from '../note.ts'
import type { Checkpoint } from '../note.ts'
import type { Policy } from '../policy.ts'
import { emptyFrontier, frontierRoot } from '../tiles.ts'
import type { Frontier } from '../tiles.ts'
import { LogFault } from './read-log.ts'
import type { LogReader } from './read-log.ts'
import { fetchFrontier, recompute } from './recompute.ts'

/**
 * `signature`, `witness-signature`, `key-retired`, `quorum`, `malformed`: the checkpoint; `saved`: the kept checkpoint isn't of this log, or not signed by a key that is trusted;
 * `stale`: nobody has witnessed anything for too long; `rollback`: smaller than at the last visit; `fork`: as large, but another tree; `inconsistent`: what was signed then is no longer its
 * beginning; `root`: the leaves don't give the root that was signed; `tile`, `entry`, `missing`: that part of it.
 */
export interface FollowProblem {
  readonly kind: 'malformed' | 'signature' | 'witness-signature' | 'key-retired' | 'quorum' | 'saved' | 'stale' | 'rollback' | 'fork' | 'inconsistent' | 'root' | 'tile' | 'entry' | 'missing'
  readonly detail: string
}

export interface FollowOptions {
  /** Verifier keys of the log; later ones are followed from these. */
  readonly keys: readonly string[]
  readonly policy: Policy
  /** The checkpoint of the last visit, as a signed note. */
  readonly saved?: string
  /** Everything from the first leaf, not only what is new. */
  readonly full?: boolean
  /** How old the youngest cosignature may be, in hours; only where the policy has witnesses. */
  readonly maxAgeHours?: number
  readonly now?: Date
  readonly onProgress?: (done: number, total: number) => void
}

export interface FollowReport {
  readonly ok: boolean
  readonly problems: readonly FollowProblem[]
  /** The checkpoint that the log serves, to be kept for the next visit when all is well. */
  readonly note: string
  readonly checkpoint?: Checkpoint
  readonly cosigned: readonly Cosigned[]
  /** All keys that are trusted now, with their periods. */
  readonly keys: readonly string[]
  /** The size from which on everything was recomputed. */
  readonly from: number
  readonly tiles: number
  readonly entries: number
}

/** Throws LogUnreachable when nothing can be said; whatever is wrong with the log is in the report. */
export async function followLog(log: LogReader, options: FollowOptions): Promise<FollowReport> {
  const base = { cosigned: [], keys: options.keys, from: 0, tiles: 0, entries: 0 }
  let note = ''
  try {
    note = await log.checkpoint()
    const anchors = [...options.keys, ...options.policy.logs.map(({ vkey }) => vkey)]
    const { keys } = followKeys(anchors, await log.keyStatements())
    const check = checkPolicy(note, options.policy, keys.map(parseVerifierKey))
    const report = { ...base, note, keys, cosigned: check.cosigned, ...(check.checkpoint === undefined ? {} : { checkpoint: check.checkpoint }) }
    if (check.checkpoint === undefined || check.problem !== undefined) {
      const { kind, detail } = check.problem!
      return { ...report, ok: false, problems: [{ kind: kind === 'log-signature' || kind === 'no-log-key' ? 'signature' : kind, detail }] }
    }
    const tree = await checkTree(log, check.checkpoint, keys, options)
    const problems = [...findStale(check.cosigned, options), ...tree.problems]
    return { ...report, ...tree, ok: problems.length === 0, problems }
  } catch (error) {
    if (!(error instanceof LogFault)) throw error
    return { ...base, note, ok: false, problems: [{ kind: 'missing', detail: error.message }] }
  }
}

type TreeCheck = Pick<FollowReport, 'problems' | 'from' | 'tiles' | 'entries'>

async function checkTree(log: LogReader, checkpoint: Checkpoint, keys: readonly string[], { saved, full = false, onProgress }: FollowOptions): Promise<TreeCheck> {
  const wrong = (kind: FollowProblem['kind'], detail: string): TreeCheck => ({ problems: [{ kind, detail }], from: 0, tiles: 0, entries: 0 })
  const last = saved === undefined ? { origin: checkpoint.origin, size: 0, root: emptyRoot() } : openSaved(saved, keys)
  if (typeof last === 'string') return wrong('saved', last)
  if (last.origin !== checkpoint.origin) return wrong('saved', `the kept checkpoint is of ${last.origin}, this log is ${checkpoint.origin}`)
  if (checkpoint.size < last.size) return wrong('rollback', `the log has ${checkpoint.size} leaves; at the last visit it had ${last.size}`)
  if (checkpoint.size === last.size && !checkpoint.root.equals(last.root)) return wrong('fork', `two trees of ${last.size} leaves were signed: ${hex(last.root)} at the last visit, ${hex(checkpoint.root)} now`)
  let start: Frontier = emptyFrontier()
  if (!full && last.size > 0) {
    start = await fetchFrontier(log, last.size)
    if (!frontierRoot(start).equals(last.root)) return wrong('inconsistent', `the tiles no longer give the root that was signed for ${last.size} leaves at the last visit: that history was changed`)
  }
  const { roots, wrong: parts, tiles, entries } = await recompute(log, start, checkpoint.size, full ? [last.size] : [], (done) => onProgress?.(done, checkpoint.size))
  const problems: FollowProblem[] = [...parts]
  const atLast = roots.get(last.size)
  if (atLast !== undefined && !atLast.equals(last.root)) problems.unshift({ kind: 'inconsistent', detail: `the first ${last.size} leaves no longer give the root that was signed for them at the last visit` })
  const now = roots.get(checkpoint.size)
  if (now !== undefined && !now.equals(checkpoint.root)) problems.unshift({ kind: 'root', detail: `the leaves give the root ${hex(now)}; signed for ${checkpoint.size} leaves is ${hex(checkpoint.root)}` })
  return { problems, from: start.size, tiles, entries }
}

/** The kept checkpoint, or what is wrong with it. */
function openSaved(note: string, keys: readonly string[]): Checkpoint | string {
  try {
    return openCheckpoint(note, keys.map(parseVerifierKey))
  } catch (error) {
    if (error instanceof NoteError) return `${error.message} (give the log's earlier key as well, if it has changed since)`
    throw error
  }
}

function findStale(cosigned: readonly Cosigned[], { maxAgeHours, now = new Date() }: FollowOptions): FollowProblem[] {
  if (maxAgeHours === undefined || cosigned.length === 0) return []
  const youngest = Math.max(...cosigned.map(({ at }) => at.getTime()))
  const hours = (now.getTime() - youngest) / 3_600_000
  return hours <= maxAgeHours ? [] : [{ kind: 'stale', detail: `the youngest cosignature is ${Math.floor(hours)} hours old; more than ${maxAgeHours} are not accepted` }]
}

function hex(root: Buffer): string {
  return root.toString('hex')
}
