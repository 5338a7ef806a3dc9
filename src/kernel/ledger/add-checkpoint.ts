/** What a log and a witness say to each other: the request and the answer of C2SP tlog-witness `add-checkpoint`. Pure. */
import { HASH_BYTES } from './merkle.ts'
import { NoteError, openNote, splitNoteText } from './note.ts'
import type { VerifierKey } from './note.ts'

/** The most hashes that a consistency proof can have. */
const MOST_PROOF_LINES = 63
/** The media type in which a witness tells the size that it signed last. */
export const SIZE_TYPE = 'text/x.tlog.size'

export interface AddCheckpoint {
  /** The size of the tree that the witness signed last; 0: none. */
  old: number
  /** From that tree to the checkpoint's (RFC 6962 section 2.1.2). */
  proof: Buffer[]
  /** The signed checkpoint. */
  note: string
}

export function formatAddCheckpoint({ old, proof, note }: AddCheckpoint): string {
  return `old ${old}\n${proof.map((hash) => `${hash.toString('base64')}\n`).join('')}\n${note}`
}

/** Reads a request; undefined when it is malformed. */
export function parseAddCheckpoint(text: string): AddCheckpoint | undefined {
  const end = text.indexOf('\n\n')
  const [first = '', ...lines] = text.slice(0, Math.max(end, 0)).split('\n')
  const size = /^old (0|[1-9]\d{0,15})$/.exec(first)?.[1]
  const proof = lines.map((line) => Buffer.from(line, 'base64'))
  if (size === undefined || lines.length > MOST_PROOF_LINES || proof.some((hash, i) => hash.length !== HASH_BYTES || hash.toString('base64') !== lines[i])) return undefined
  return { old: Number(size), proof, note: text.slice(end + 2) }
}

/** The size in a witness's 409 answer; undefined when it tells none. */
export function parseSize(type: string, body: string): number | undefined {
  if (type.split(';')[0]!.trim().toLowerCase() !== SIZE_TYPE) return undefined
  const size = /^(0|[1-9]\d{0,15})\n$/.exec(body)?.[1]
  return size === undefined ? undefined : Number(size)
}

export interface Cosignature {
  /** The signature line, ended. */
  line: string
  at: Date
}

/** The witness's cosignature in its answer. Lines of other keys are left aside, as the specification wants. Throws NoteError when there is none, or a wrong one. */
export function openCosignature(note: string, answer: string, witness: VerifierKey): Cosignature {
  const text = splitNoteText(note)
  for (const line of answer.split(/(?<=\n)/)) {
    const signed = tryLine(text, line, witness)
    if (signed !== undefined) return { line, at: signed }
  }
  throw new NoteError(`the answer has no cosignature of ${witness.name}`)
}

function tryLine(text: string, line: string, witness: VerifierKey): Date | undefined {
  try {
    return openNote(`${text}\n${line}`, [witness]).signatures[0]?.at
  } catch (error) {
    if (error instanceof NoteError && !error.message.endsWith('is wrong')) return undefined
    throw error
  }
}
