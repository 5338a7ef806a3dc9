/** Before a log's old key is dropped: which witnesses know the new one. */
import type { LedgerPool } from '#kernel/ledger/sequencer.ts'
import { proveConsistency } from '#kernel/ledger/extract.ts'
import { parseVerifierKey, signNote } from '#kernel/ledger/note.ts'
import type { Signer } from '#kernel/ledger/note.ts'
import { isQuorum, type Policy } from '#kernel/ledger/policy.ts'
import { askWitness } from './ask-witness.ts'

const TIMEOUT_MS = 10_000

export interface Acquaintance {
  /** Whether those who know the new key are enough for the policy. */
  readonly enough: boolean
  /** The witnesses that do not sign what the new key alone has signed, and why. */
  readonly lacking: readonly { readonly name: string; readonly why: string }[]
}

/** Shows every witness of the policy the newest checkpoint with the new key's signature alone: one that cosigns it knows the key. */
export async function whoKnowsKey(db: LedgerPool, policy: Policy, fresh: Signer): Promise<Acquaintance> {
  const { rows: [newest] } = await db.ledgerPool.query<{ tree_size: string; note: string }>('select tree_size, note from kernel.checkpoint order by tree_size desc limit 1')
  const answers = await Promise.all(policy.witnesses.map(async (witness) => {
    if (witness.url === undefined || newest === undefined) return { name: witness.name, why: 'it has no address in the policy: it cannot be asked' }
    const size = Number(newest.tree_size)
    const { result, detail } = await askWitness({
      url: witness.url, key: parseVerifierKey(witness.vkey), note: signNote(newest.note.slice(0, newest.note.indexOf('\n\n') + 1), [fresh]), size, old: size, timeoutMs: TIMEOUT_MS,
      prove: async (from, to) => (await proveConsistency(db, from, to)).map((hash) => Buffer.from(hash, 'base64')),
    })
    return { name: witness.name, why: result === 'cosigned' ? '' : `${result}${detail === '' ? '' : `: ${detail}`}` }
  }))
  const lacking = answers.filter(({ why }) => why !== '')
  return { enough: isQuorum(policy, new Set(answers.filter(({ why }) => why === '').map(({ name }) => name))), lacking }
}
