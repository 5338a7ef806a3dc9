/** Asks one witness for its cosignature (C2SP tlog-witness). Keeps nothing; what came of it is the result. */
import { formatAddCheckpoint, openCosignature, parseSize } from '#kernel/ledger/add-checkpoint.ts'
import { NoteError, type VerifierKey } from '#kernel/ledger/note.ts'

/** More than the longest answer with its cosignatures. */
const MOST_ANSWER_BYTES = 65_536

/**
 * `cosigned`; `unreachable` (no answer, or a fault of its own); `log-unknown`, `key-unknown` (it has to be told of this log, or of its new key); `refused` (it can't
 * read the request); `bad-signature` (its answer is worth nothing). Grave: `inconsistent` (what it signed before isn't in our history), `ahead` (it signed a larger tree than ours: we were set back).
 */
export type WitnessResult = 'cosigned' | 'unreachable' | 'log-unknown' | 'key-unknown' | 'refused' | 'bad-signature' | 'inconsistent' | 'ahead'

/** What speaks against this log, not against the line or the settings. */
export const graveResults: ReadonlySet<WitnessResult> = new Set(['inconsistent', 'ahead'])

export interface Asked {
  readonly result: WitnessResult
  readonly detail: string
  /** The signature line and its time, when it signed. */
  readonly signed?: { readonly line: string; readonly at: Date }
  /** What it signed last, when it told. */
  readonly lastSize?: number
}

export interface Question {
  readonly url: string
  readonly key: VerifierKey
  readonly note: string
  readonly size: number
  /** What the witness signed last, as far as is known. */
  readonly old: number
  readonly timeoutMs: number
  /** The consistency proof between two sizes. */
  prove(old: number, size: number): Promise<Buffer[]>
}

/** Asks; and once more when the witness stands elsewhere than was known. */
export async function askWitness(question: Question): Promise<Asked> {
  const first = await askOnce(question, question.old)
  if (first.result !== 'elsewhere') return first as Asked
  if (first.lastSize! > question.size) return { result: 'ahead', lastSize: first.lastSize!, detail: `it has signed ${first.lastSize} leaves, the log has only ${question.size}: the log was set back` }
  const second = await askOnce(question, first.lastSize!)
  // Somebody else of ours was quicker, and it stands elsewhere again: the next round will see.
  return second.result === 'elsewhere' ? { result: 'refused', detail: second.detail } : (second as Asked)
}

/** `elsewhere`: it has signed another size than was said, and tells which. */
type Once = Omit<Asked, 'result'> & { readonly result: WitnessResult | 'elsewhere' }

async function askOnce({ url, key, note, size, timeoutMs, prove }: Question, old: number): Promise<Once> {
  let answer: { status: number; type: string; body: string }
  try {
    answer = await post(`${url.replace(/\/+$/, '')}/add-checkpoint`, formatAddCheckpoint({ old, proof: await prove(old, size), note }), timeoutMs)
  } catch (error) {
    return { result: 'unreachable', detail: reasonOf(error) }
  }
  const { status, type, body } = answer
  const said = body.trim().slice(0, 200)
  if (status === 200) {
    try {
      return { result: 'cosigned', detail: '', signed: openCosignature(note, body, key), lastSize: size }
    } catch (error) {
      if (error instanceof NoteError) return { result: 'bad-signature', detail: error.message }
      throw error
    }
  }
  if (status === 409) {
    const lastSize = parseSize(type, body)
    if (lastSize === undefined) return { result: 'refused', detail: `409 without the size: ${said}` }
    if (lastSize !== old) return { result: 'elsewhere', lastSize, detail: `it has signed ${lastSize} leaves, not ${old}` }
    return old === size ? { result: 'inconsistent', lastSize, detail: `it has signed another tree of ${size} leaves` } : { result: 'refused', detail: `it says 409 for the size ${old} that it names itself` }
  }
  if (status === 422) return { result: 'inconsistent', detail: `the tree of ${old} leaves that it signed is not the beginning of this one of ${size}` }
  if (status === 404) return { result: 'log-unknown', detail: said }
  if (status === 403) return { result: 'key-unknown', detail: said }
  if (status === 429 || status >= 500) return { result: 'unreachable', detail: `it answers ${status}: ${said}` }
  return { result: 'refused', detail: `it answers ${status}: ${said}` }
}

async function post(url: string, body: string, timeoutMs: number): Promise<{ status: number; type: string; body: string }> {
  const response = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'text/plain; charset=utf-8' }, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) })
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of response.body ?? []) {
    bytes += part.length
    if (bytes > MOST_ANSWER_BYTES) throw new Error('the answer is too long')
    parts.push(part)
  }
  return { status: response.status, type: response.headers.get('content-type') ?? '', body: Buffer.concat(parts).toString('utf8') }
}

/** `fetch failed` says nothing; its cause does. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as { message: string; cause?: { code?: string; message?: string } }
  return (cause?.code ?? cause?.message ?? message).slice(0, 200)
}
