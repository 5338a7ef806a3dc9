/** The log's side of witnessing: every few seconds each witness of the policy is shown the newest checkpoint, and what it signs is kept. */
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { systemCtx } from '#kernel/act/context.ts'
import type { Database } from '#kernel/db/connect.ts'
import { whenKept } from '#kernel/db/copies.ts'
import { noteQuorum } from '#kernel/ledger/cosigned.ts'
import { proveConsistency } from '#kernel/ledger/extract.ts'
import { parseVerifierKey } from '#kernel/ledger/note.ts'
import type { Policy, PolicyWitness } from '#kernel/ledger/policy.ts'
import { alarmInspector } from './alarm.ts'
import { askWitness, graveResults, type Asked } from './ask-witness.ts'

/** A witness that doesn't answer is asked less and less often, up to this. */
const LONGEST_PAUSE_MS = 300_000
const TIMEOUT_MS = 5_000

export interface WitnessSettings {
  /** Asked each round, so that a changed policy counts without a restart. */
  readonly policy: () => Policy
  readonly everyMs?: number
  readonly timeoutMs?: number
}

export interface Asking extends Asked {
  readonly name: string
  readonly size: number
  /** It speaks against the log, and hasn't been said before: the inspector is told. */
  readonly isNews: boolean
}

/**
 * Shows the newest checkpoint to every witness that hasn't signed it and isn't to be left alone for now, all at once. Of several server processes one asks a witness.
 * @returns what came of it, one for each witness that was asked
 */
export async function witnessRound(db: Database, { policy: policyOf, everyMs = 5000, timeoutMs = TIMEOUT_MS }: WitnessSettings): Promise<Asking[]> {
  const policy = policyOf()
  const witnesses = policy.witnesses.filter((witness) => witness.url !== undefined)
  if (witnesses.length === 0) return []
  const { rows: [newest] } = await db.ledgerPool.query<{ tree_size: string; note: string }>('select tree_size, note from kernel.checkpoint order by tree_size desc limit 1')
  if (newest === undefined) return []
  const size = Number(newest.tree_size)
  // What a witness has signed can't be taken back: it is shown nothing that the cluster could still lose.
  await whenKept(db.appPool, size)
  const asked = await Promise.all(witnesses.map(async (witness) => {
    const claim = await claimWitness(db.ledgerPool, witness, size, everyMs)
    if (claim === undefined) return []
    const answer = await askWitness({
      url: witness.url!, key: parseVerifierKey(witness.vkey), note: newest.note, size, old: Math.min(claim.last_size, size), timeoutMs,
      prove: async (from, to) => (await proveConsistency(db, from, to)).map((hash) => Buffer.from(hash, 'base64')),
    })
    return [{ ...answer, name: witness.name, size, isNews: await keep(db, witness, size, claim, answer) }]
  }))
  if (asked.flat().some((one) => one.result === 'cosigned')) await noteQuorum(db, policy, size)
  // One after the other: the first makes the log's record, and the same alarm isn't raised twice.
  for (const { name, result, detail } of asked.flat().filter((one) => one.isNews)) {
    await alarmInspector(systemCtx(db), { origin: newest.note.split('\n')[0]!, witness: name, result, detail, size })
  }
  return asked.flat()
}

/** Rounds until stopped. */
export function startWitnessing(db: Database, settings: WitnessSettings & { onError: (error: unknown) => void }): { stop(): Promise<void> } {
  let stopped = false
  let wake = () => {}
  const run = async () => {
    while (!stopped) {
      try {
        await witnessRound(db, settings)
      } catch (error) {
        settings.onError(error)
      }
      if (!stopped) await new Promise<void>((resolve) => { const timer = setTimeout(resolve, settings.everyMs ?? 5000); wake = () => { clearTimeout(timer); resolve() } })
    }
  }
  const running = run()
  return { async stop() { stopped = true; wake(); await running } }
}

interface Claim { last_size: number; result: string }

/** Takes the right to ask a witness now; undefined: it has signed this size, was just asked, or is to be left alone. */
async function claimWitness(pool: pg.Pool, witness: PolicyWitness, size: number, everyMs: number): Promise<Claim | undefined> {
  const { rows: [row] } = await pool.query<{ last_size: string; result: string }>(
    `insert into kernel.witness_standing as w (witness, name, asked_at, result) values ($1, $2, clock_timestamp(), 'unasked')
     on conflict (witness) do update set asked_at = clock_timestamp(), name = excluded.name
       where w.asked_at <= clock_timestamp() - least($4::float8, $5::float8 * power(2, least(w.failures, 16))) * interval '1 millisecond'
       and not (w.last_size = $3 and exists (select from kernel.cosignature s where s.tree_size = $3 and s.witness = w.witness))
     returning last_size, result`, [witness.vkey, witness.name, size, LONGEST_PAUSE_MS, everyMs * 0.5])
  return row && { last_size: Number(row.last_size), result: row.result }
}

/** Keeps what came of it. True: it speaks against the log, and hasn't been said before. */
async function keep(db: Database, witness: PolicyWitness, size: number, claim: Claim, { result, detail, signed, lastSize }: Asked): Promise<boolean> {
  await db.ledgerPool.query(
    `with signed as (
       insert into kernel.cosignature (tree_size, witness, line, cosigned_at) select $5::bigint, $1, $6::text, $7::timestamptz where $6::text is not null on conflict do nothing)
     update kernel.witness_standing set result = $2, detail = $3, last_size = coalesce($4, last_size), answered_at = case when $2 = 'cosigned' then clock_timestamp() else answered_at end,
       failures = case when $2 = 'cosigned' then 0 else failures + 1 end where witness = $1`,
    [witness.vkey, result, detail, lastSize ?? null, size, signed?.line ?? null, signed?.at ?? null])
  if (!graveResults.has(result) || claim.result === result) return false
  // Ours may have grown while it was asked, by another process that knows more.
  if (result === 'ahead' && (await hasSize(db.ledgerPool, lastSize ?? 0))) return false
  await db.ledgerPool.query('insert into kernel.witness_refusal (id, witness, name, tree_size, result, detail) values ($1, $2, $3, $4, $5, $6)', [randomUUID(), witness.vkey, witness.name, size, result, detail])
  return true
}

async function hasSize(pool: pg.Pool, size: number): Promise<boolean> {
  const { rowCount } = await pool.query('select from kernel.checkpoint where tree_size >= $1 limit 1', [size])
  return rowCount === 1
}
