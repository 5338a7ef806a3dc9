/**
 * A witness (C2SP tlog-witness): signs a log's checkpoint only when it goes on from the one that it signed before, and never two that don't.
 * What it signed is on its disk before it answers.
 */
import { parseAddCheckpoint, SIZE_TYPE } from '#kernel/ledger/add-checkpoint.ts'
import { emptyRoot, verifyConsistency } from '#kernel/ledger/merkle.ts'
import { addSignatures, makeSigner, NoteError, openNote, parseCheckpoint, splitNoteText, type Checkpoint, type VerifierKey } from '#kernel/ledger/note.ts'
import { findState, keepEvidence, keepState, type WitnessKey } from './state.ts'

export interface Answer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422
  readonly type: string
  readonly body: string
}

export interface Witness {
  readonly name: string
  readonly verifierKey: string
  /** Answers a request's body. One after the other: checking and keeping belong together. */
  addCheckpoint(body: string): Answer
  /** The last checkpoint signed for a log, with the cosignature. */
  latest(origin: string): string | undefined
}

export interface WitnessSettings {
  readonly folder: string
  readonly key: WitnessKey
  /** The keys of the logs that it works for; asked for each request, so that a log's new key needs no restart. */
  readonly logs: () => readonly VerifierKey[]
  readonly now?: () => Date
}

export function makeWitness({ folder, key, logs, now = () => new Date() }: WitnessSettings): Witness {
  const signer = makeSigner(key.name, key.privateKey, { witness: true, now })
  const say = (status: Answer['status'], body: string, type = 'text/plain; charset=utf-8'): Answer => ({ status, type, body: `${body}\n` })

  function addCheckpoint(body: string): Answer {
    const request = parseAddCheckpoint(body)
    const submitted = request && readCheckpoint(request.note)
    if (request === undefined || submitted === undefined) return say(400, 'not an add-checkpoint request')
    const trusted = logs().filter((log) => log.name === submitted.origin)
    if (trusted.length === 0) return say(404, `no such log: ${submitted.origin}`)
    if (!isSigned(request.note, trusted)) return say(403, 'no key of this log that is known here has signed the checkpoint')
    if (request.old > submitted.size) return say(400, 'the old size is larger than the checkpoint')
    const before = findState(folder, submitted.origin)
    const last = before ?? { origin: submitted.origin, size: 0, root: emptyRoot(), note: '' }
    if (request.old !== last.size) return say(409, String(last.size), SIZE_TYPE)
    const isForked = submitted.size === last.size && !submitted.root.equals(last.root)
    if (isForked || !verifyConsistency(last, submitted, request.proof)) {
      keepEvidence(folder, now(), isForked ? 409 : 422, body, last.note)
      return isForked ? say(409, String(last.size), SIZE_TYPE) : say(422, 'the consistency proof does not hold')
    }
    const text = splitNoteText(request.note)
    const own = request.note.slice(text.length + 1).split(/(?<=\n)/).filter((line) => isSigned(`${text}\n${line}`, trusted)).join('')
    const cosigned = addSignatures(`${text}\n${own}`, [signer])
    keepState(folder, submitted.origin, cosigned)
    return { status: 200, type: 'text/plain; charset=utf-8', body: cosigned.slice(text.length + 1 + own.length) }
  }

  return { name: signer.name, verifierKey: signer.verifierKey, addCheckpoint, latest: (origin) => findState(folder, origin)?.note }
}

function readCheckpoint(note: string): Checkpoint | undefined {
  return unlessMalformed(() => parseCheckpoint(splitNoteText(note)))
}

function isSigned(note: string, trusted: readonly VerifierKey[]): boolean {
  return unlessMalformed(() => openNote(note, trusted)) !== undefined
}

function unlessMalformed<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof NoteError) return undefined
    throw error
  }
}
