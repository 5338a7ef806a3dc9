import { act, read } from '#kernel/act/act.ts'
import { systemCtx } from '#kernel/act/context.ts'
import { raiseAlarm } from '#kernel/clock/alarms.ts'
import type { Database } from '#kernel/db/connect.ts'
import type { UnfinishedRestore } from '#kernel/db/data-folder.ts'
import { getLogSigners, logOrigin } from '#kernel/ledger/keys.ts'
import { goOnUnderNewName, type Standing } from '#kernel/ledger/rollback.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'

/**
 * Makes an accepted rollback part of the history: the log goes on under its next name, and the first entry that the new log signs says who accepted
 * what and why, with the last checkpoint that is known of the old one. The inspectorate is told. Done again after a crash, nothing is done twice.
 */
export async function acceptRollback(db: Database, dataFolder: string, restore: UnfinishedRestore, standing: Standing): Promise<void> {
  const { accepted } = restore
  if (!accepted) throw new Error('a rollback is accepted by somebody, for a reason')
  const oldOrigin = standing.lost?.origin ?? (await logOrigin(dataFolder))
  const change = await goOnUnderNewName(db, dataFolder, accepted.newOrigin, standing, new Date(restore.begunAt))
  const ctx = systemCtx(db)
  const { rows: [known] } = await db.ledgerPool.query<{ there: boolean }>(`select exists (select from kernel.entry where verb = 'kernel.accept-rollback' and subject_id = $1) as there`, [restore.id])
  const office = known?.there ? undefined : await findHighestOffice(db)
  if (!known?.there) {
    const detail = {
      by: accepted.by, backup: restore.backup, restoreBegunAt: restore.begunAt, oldOrigin, newOrigin: accepted.newOrigin, newKey: change.vkey, statement: change.statement,
      keptSize: standing.size, keptRoot: standing.root.toString('hex'), lastKnownSize: standing.lost?.size ?? null, lastKnownCheckpoint: standing.lost?.note ?? null,
    }
    const subject = office === undefined ? { kind: 'incident', bare: restore.id } : { kind: 'incident', create: { id: restore.id, label: `${oldOrigin}: ${standing.lost?.size ?? '?'} → ${standing.size}`, officeId: office } }
    await act(ctx, { verb: 'kernel.accept-rollback', subject, reason: accepted.reason, detail }, async (tx) => {
      if (office !== undefined) await raiseAlarm(tx, { kind: 'log-rolled-back', recordId: restore.id, article: 'ISO 15489-1', officeId: office, detail: { by: accepted.by, kept: standing.size, seen: standing.lost?.size ?? null } })
    })
  }
  await sequence(db, { signer: () => getLogSigners(dataFolder, accepted.newOrigin) })
}

/** The incident is held by a ministry, else by an office that has none above it; undefined for a country without offices. */
async function findHighestOffice(db: Database): Promise<string | undefined> {
  const offices = await read(systemCtx(db), (r) => r.db.selectFrom('kernel.office').select(['id', 'kind', 'parent_id']).where('valid_to', 'is', null).orderBy('id').execute())
  return (offices.find((office) => office.kind === 'ministry') ?? offices.find((office) => office.parent_id === null) ?? offices[0])?.id
}
