/**
 * How a log's keys follow one another. A statement is a signed note: the key before vouches for the new one, which signs too because it must be
 * somebody's; at the end of the overlap the new key says up to which size the old one signed. Pure: whoever knows one key can follow the others from it.
 *
 * A statement can't be taken for a checkpoint: its first line has spaces and its second is no number.
 */
import { isInPeriod, NoteError, openNote, parseVerifierKey, signNote } from './note.ts'
import type { Signer, VerifierKey } from './note.ts'

const HEADER = 'log key statement v1'

export type KeyStatement =
  /** From this size on the key signs the log's checkpoints. */
  | { readonly kind: 'add'; readonly origin: string; readonly vkey: string; readonly size: number }
  /** It signs none that is larger. */
  | { readonly kind: 'end'; readonly origin: string; readonly vkey: string; readonly size: number }

/** Writes a statement and signs it. `add`: signed by the key before and by the new one; `end`: by the key that remains, and by the one that ends while it is there. */
export function signStatement(statement: KeyStatement, signers: readonly Signer[]): string {
  return signNote(`${HEADER}\n${statement.kind} ${statement.origin}\n${statement.vkey}\n${statement.size}\n`, signers)
}

/** Reads a statement without asking who signed it. Throws NoteError. */
export function parseStatement(note: string): KeyStatement {
  const [, kind, origin, vkey = '', size] = /^log key statement v1\n(add|end) ([^\s+]+)\n([^\s]+)\n(0|[1-9]\d{0,14})\n\n/u.exec(note) ?? []
  if (kind !== 'add' && kind !== 'end' || origin === undefined || parseVerifierKey(vkey).name !== origin) throw new NoteError('not a statement about a log’s key')
  return { kind, origin, vkey, size: Number(size) }
}

export interface FollowedKeys {
  /** Verifier keys with their periods (`vkey from-to`), as parseVerifierKey() reads them; those that were given come first. */
  readonly keys: readonly string[]
  /** Statements that lead nowhere, and why. */
  readonly refused: readonly { readonly note: string; readonly why: string }[]
}

/**
 * All keys that can be trusted from the ones that are (`anchors`: verifier keys, with or without a period), by statements in any order.
 * A key vouches for another only at a size at which it was in use itself; it is ended only by a key that came after it.
 */
export function followKeys(anchors: readonly string[], notes: readonly string[]): FollowedKeys {
  const trusted: Trusted = new Map()
  for (const anchor of anchors) trusted.set(anchor.trim().split(' ')[0]!, { key: parseVerifierKey(anchor) })
  let waiting = notes.map((note) => ({ note, why: 'no key that is trusted has signed it' }))
  for (let before = Number.POSITIVE_INFINITY; waiting.length > 0 && waiting.length < before;) {
    before = waiting.length
    waiting = waiting.flatMap(({ note }) => {
      const why = take(trusted, note)
      return why === undefined ? [] : [{ note, why }]
    })
  }
  const keys = [...trusted].map(([vkey, { key: { from, to } }]) => (from === undefined && to === undefined ? vkey : `${vkey} ${from ?? 0}-${to ?? ''}`))
  return { keys, refused: waiting }
}

/** By its text form: a trusted key, and the one that vouched for it. */
type Trusted = Map<string, { key: VerifierKey; vouchedBy?: string }>

/** Believes a statement, or says why not. */
function take(trusted: Trusted, note: string): string | undefined {
  try {
    const { kind, vkey, size } = parseStatement(note)
    const known = trusted.get(vkey)
    const key = known?.key ?? parseVerifierKey(vkey)
    const others = [...trusted].filter(([text, other]) => text !== vkey && other.key.name === key.name && isSignedBy(note, other.key))
    if (kind === 'add') {
      if (!isSignedBy(note, key)) return 'the new key has not signed it'
      const voucher = others.find(([, other]) => isInPeriod(other.key, size))
      if (voucher === undefined && known === undefined) return 'no key that is trusted at this size has signed it'
      trusted.set(vkey, { key: { ...key, from: size }, ...(voucher === undefined ? {} : { vouchedBy: voucher[0] }) })
      return undefined
    }
    if (known === undefined) return 'it ends a key that is not trusted'
    if (!others.some(([text]) => comesAfter(trusted, text, vkey))) return 'no key that came after it has signed its end'
    trusted.set(vkey, { ...known, key: { ...key, to: Math.min(size, key.to ?? size) } })
    return undefined
  } catch (error) {
    if (error instanceof NoteError) return error.message
    throw error
  }
}

/** Whether a key was vouched for by another, or by one that was. */
function comesAfter(trusted: Trusted, vkey: string, earlier: string): boolean {
  const seen = new Set<string>()
  for (let at = trusted.get(vkey)?.vouchedBy; at !== undefined && !seen.has(at); at = trusted.get(at)?.vouchedBy) {
    if (at === earlier) return true
    seen.add(at)
  }
  return false
}

function isSignedBy(note: string, key: VerifierKey): boolean {
  try {
    return openNote(note, [key]).signatures.length > 0
  } catch (error) {
    if (error instanceof NoteError) return false
    throw error
  }
}
