/** Whether a signed checkpoint is one that a policy believes: the log's signature and enough witnesses. Needs no database and no network. */
import { isInPeriod, NoteError, openNote, parseCheckpoint, parseVerifierKey } from './note.ts'
import type { Checkpoint, VerifierKey } from './note.ts'
import { isQuorum, quorumWitnesses } from './policy.ts'
import type { Policy } from './policy.ts'

/** A witness of the policy whose cosignature is on the checkpoint and right. */
export interface Cosigned {
  /** As the policy calls it. */
  readonly witness: string
  readonly at: Date
}

/**
 * What is against the checkpoint:
 * `malformed` it is no checkpoint; `no-log-key` no key of a log was given; `log-signature` none of the log's keys signed it, or one of them wrongly;
 * `key-retired` a key signed it outside its period; `witness-signature` a witness's cosignature is wrong; `quorum` too few witnesses.
 */
export type PolicyProblem =
  | { readonly kind: 'malformed' | 'no-log-key' | 'log-signature' | 'key-retired' | 'witness-signature'; readonly detail: string }
  | { readonly kind: 'quorum'; readonly detail: string; readonly have: readonly string[]; readonly missing: readonly string[] }

export interface PolicyCheck {
  readonly ok: boolean
  /** There when the note could be read, even when it is not to be believed. */
  readonly checkpoint?: Checkpoint
  readonly cosigned: readonly Cosigned[]
  readonly problem?: PolicyProblem
}

/**
 * Checks a checkpoint (a signed note) against a policy. `logKeys` are the keys of the log where they are known from elsewhere;
 * otherwise (and in addition) the policy's own `log` lines count. Never throws for what is wrong with the note.
 */
export function checkPolicy(note: string, policy: Policy, logKeys: readonly VerifierKey[] = []): PolicyCheck {
  const refused = (kind: Exclude<PolicyProblem['kind'], 'quorum'>, detail: string, checkpoint?: Checkpoint): PolicyCheck => ({
    ok: false, cosigned: [], problem: { kind, detail }, ...(checkpoint === undefined ? {} : { checkpoint }) })
  const read = readNote(note)
  if (typeof read === 'string') return refused('malformed', read)
  // A key whose period is known counts in it only, even where the policy names it without.
  const named = policy.logs.map((log) => parseVerifierKey(log.vkey)).filter((key) => !logKeys.some((known) => known.name === key.name && known.id === key.id))
  const trusted = [...logKeys, ...named]
  if (trusted.length === 0) return refused('no-log-key', 'neither the policy nor the caller names a key of the log', read)
  const own = trusted.filter((key) => key.name === read.origin)
  const logSignature = tryOpen(note, own)
  if (typeof logSignature === 'string') return refused('log-signature', own.length === 0 ? `no key for the log ${read.origin}` : logSignature, read)
  if (!logSignature.some(({ id }) => own.some((key) => key.id === id && isInPeriod(key, read.size)))) {
    return refused('key-retired', `signed with a key of ${read.origin} that was not in use at ${read.size} leaves`, read)
  }
  const cosigned: Cosigned[] = []
  for (const witness of policy.witnesses) {
    const found = tryOpen(note, [parseVerifierKey(witness.vkey)])
    if (typeof found !== 'string') cosigned.push(...found.slice(0, 1).map(({ at }) => ({ witness: witness.name, at: at ?? new Date(0) })))
    else if (found.endsWith('is wrong')) return { ...refused('witness-signature', `${witness.name}: ${found}`, read), cosigned }
  }
  const have = new Set(cosigned.map(({ witness }) => witness))
  if (isQuorum(policy, have)) return { ok: true, checkpoint: read, cosigned }
  const missing = quorumWitnesses(policy).map(({ name }) => name).filter((name) => !have.has(name))
  return { ok: false, checkpoint: read, cosigned, problem: {
    kind: 'quorum', detail: `cosigned by ${[...have].join(', ') || 'nobody'}; not by ${missing.join(', ')}: too few for the policy`, have: [...have], missing } }
}

function readNote(note: string): Checkpoint | string {
  const end = note.lastIndexOf('\n\n')
  try {
    return parseCheckpoint(end < 0 ? '' : note.slice(0, end + 1))
  } catch (error) {
    if (error instanceof NoteError) return error.message
    throw error
  }
}

function tryOpen(note: string, keys: readonly VerifierKey[]): { id: number; at?: Date }[] | string {
  try {
    return openNote(note, keys).signatures
  } catch (error) {
    if (error instanceof NoteError) return error.message
    throw error
  }
}
