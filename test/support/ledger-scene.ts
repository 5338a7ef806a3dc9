/** What the ledger's tests share: a database with a small country in it, a signer, acts that make entries, and an intruder. */
import { generateKeyPairSync } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import pg from 'pg'
import { afterAll } from 'vitest'
import { act } from '#kernel/act/act.ts'
import { systemCtx } from '#kernel/act/context.ts'
import type { Database } from '#kernel/db/connect.ts'
import { makeCountry } from './country.ts'
import type { TestCountry } from './country.ts'
import { testDatabase } from './database.ts'
import { makeSigner } from '#kernel/ledger/note.ts'
import type { Signer } from '#kernel/ledger/note.ts'

export interface Scene {
  db: Database
  country: TestCountry
  signer: Signer
  privateKey: KeyObject
  /** A superuser for whom no trigger fires. */
  intruder: pg.Client
  /** An act that changes an office, as the platform does it; its entry's id. */
  setCapacity(officeId: string, capacity: number): Promise<string>
}

export function newSigner(privateKey: KeyObject = generateKeyPairSync('ed25519').privateKey): Signer {
  return makeSigner('log.mizan.test', privateKey)
}

/** One entry (the country's) is in the outbox to begin with. */
export async function makeScene(): Promise<Scene> {
  const db = await testDatabase()
  const { privateKey } = generateKeyPairSync('ed25519')
  const intruder = new pg.Client({ connectionString: db.urls.superuser })
  await intruder.connect()
  await intruder.query('set session_replication_role = replica')
  afterAll(() => intruder.end())
  return {
    db, intruder, country: await makeCountry(db), signer: newSigner(privateKey), privateKey,
    setCapacity: (officeId, capacity) => act(systemCtx(db), { verb: 'test.set-capacity', subject: { kind: 'office', bare: officeId }, reason: 'اختبار' }, async (tx) => {
      await tx.db.updateTable('kernel.office').set({ capacity }).where('id', '=', officeId).execute()
      return tx.actId
    }),
  }
}
