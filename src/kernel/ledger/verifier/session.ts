/** A connection that sees the whole database as it was at one instant, and can change nothing. */
import type pg from 'pg'
import { newClient } from '../../db/seek.ts'
import { SESSION } from './check-rows.ts'

/** Connects as the migrator in the owner's role, which row-level security does not blind; joins a snapshot when one is given. */
export async function openSnapshot(url: string, snapshot?: string): Promise<pg.Client> {
  const client = newClient(url)
  await client.connect()
  try {
    await client.query('set role mizan_owner')
    await client.query('begin isolation level repeatable read read only')
    if (snapshot !== undefined) await client.query(`set transaction snapshot ${client.escapeLiteral(snapshot)}`)
    await client.query(SESSION)
    return client
  } catch (error) {
    await client.end()
    throw error
  }
}
