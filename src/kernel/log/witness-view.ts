/** Which witness saw which checkpoint when, for the log's page. */
import type pg from 'pg'
import type { Database } from '#kernel/db/connect.ts'
import { findCosignedCheckpoint, findNewestCheckpoint } from '#kernel/ledger/cosigned.ts'
import { describeQuorum, isQuorum, quorumWitnesses, type Policy } from '#kernel/ledger/policy.ts'
import type { SeenCheckpoint, WitnessView } from './contract.ts'

const SHOWN = 30

/** The witnesses' part of the page: the policy's witnesses and where they stand, the last checkpoints and who has seen them, refusals. */
export async function describeWitnesses(db: Database, policy: Policy, now: Date) {
  const [newest, believed] = await Promise.all([findNewestCheckpoint(db), findCosignedCheckpoint(db, 0, policy)])
  const brief = (checkpoint: typeof newest) => (checkpoint === undefined ? null : { size: checkpoint.size, at: checkpoint.at.toISOString() })
  return {
    quorum: describeQuorum(policy), newest: brief(newest), believed: brief(believed),
    witnesses: await listWitnesses(db.appPool, policy, newest?.size ?? 0, now), checkpoints: await listSeen(db.appPool, policy), refusals: await listRefusals(db.appPool),
  }
}

interface StandingRow { witness: string; last_size: number; result: string; asked_at: Date; failures: number; cosigned_at: Date | null; behind_since: Date | null }

async function listWitnesses(pool: pg.Pool, policy: Policy, newest: number, now: Date): Promise<WitnessView[]> {
  const counting = new Set(quorumWitnesses(policy).map((witness) => witness.name))
  const { rows } = await pool.query<StandingRow>(
    `select w.witness, w.last_size, w.result, w.failures, case when isfinite(w.asked_at) then w.asked_at end as asked_at,
       (select s.cosigned_at from kernel.cosignature s where s.witness = w.witness order by s.tree_size desc limit 1) as cosigned_at,
       (select c.at from kernel.checkpoint c where c.tree_size > w.last_size order by c.tree_size limit 1) as behind_since
     from kernel.witness_standing w where w.witness = any ($1)`, [policy.witnesses.map((witness) => witness.vkey)])
  return policy.witnesses.map(({ name, vkey }) => {
    const row = rows.find((one) => one.witness === vkey)
    const size = Number(row?.last_size ?? 0)
    return {
      name, vkey, counts: counting.has(name), size, cosignedAt: row?.cosigned_at?.toISOString() ?? null, lag: Math.max(0, newest - size),
      lagSeconds: row?.behind_since == null ? 0 : Math.max(0, Math.round((now.getTime() - row.behind_since.getTime()) / 1000)),
      result: row?.result ?? 'unasked', askedAt: row?.asked_at?.toISOString() ?? null, failures: row?.failures ?? 0,
    }
  })
}

/** The last checkpoints that a witness of the policy has signed, and the newest one. */
async function listSeen(pool: pg.Pool, policy: Policy): Promise<SeenCheckpoint[]> {
  const names = new Map(policy.witnesses.map((witness) => [witness.vkey, witness.name]))
  const { rows } = await pool.query<{ tree_size: number; root: Buffer; at: Date; witnesses: string[]; times: Date[] }>(
    `select c.tree_size, c.root, c.at, coalesce(array_agg(s.witness order by s.cosigned_at) filter (where s.witness is not null), '{}') as witnesses,
       coalesce(array_agg(s.cosigned_at order by s.cosigned_at) filter (where s.witness is not null), '{}') as times
     from kernel.checkpoint c left join kernel.cosignature s on s.tree_size = c.tree_size and s.witness = any ($1)
     where c.tree_size = any (array(select distinct tree_size from kernel.cosignature where witness = any ($1) order by tree_size desc limit ${SHOWN}) || (select max(tree_size) from kernel.checkpoint))
     group by c.tree_size order by c.tree_size desc limit ${SHOWN}`, [[...names.keys()]])
  return rows.map((row) => ({
    size: Number(row.tree_size), root: row.root.toString('base64'), at: row.at.toISOString(), enough: isQuorum(policy, new Set(row.witnesses.map((vkey) => names.get(vkey)!))),
    seen: row.witnesses.map((vkey, i) => ({ witness: names.get(vkey)!, at: row.times[i]!.toISOString() })),
  }))
}

async function listRefusals(pool: pg.Pool) {
  const { rows } = await pool.query<{ name: string; tree_size: number; result: string; detail: string; at: Date }>(
    'select name, tree_size, result, detail, at from kernel.witness_refusal order by at desc limit 20')
  return rows.map((row) => ({ name: row.name, size: Number(row.tree_size), result: row.result, detail: row.detail, at: row.at.toISOString() }))
}
