/** Scanners, what was done with them and what their checks found. */
import { randomUUIDv7 } from 'node:crypto'
import type { Insertable, Updateable } from 'kysely'
import type { Reader, Tx } from '#kernel/act/act.ts'
import type { BiometricsTables, DeviceRow } from './tables.ts'
import type { DeviceCheckRow, UpkeepTables } from './upkeep-tables.ts'

const db = (r: Reader) => r.db.withTables<BiometricsTables & UpkeepTables>()

export type DeviceListRow = DeviceRow & { office_ar: string; office_ckb: string; office_en: string }
export type CheckRow = DeviceCheckRow & { by_name: string }

/** Of these offices; '*' for the nation's. Those in use first. */
export async function listDeviceRows(r: Reader, where: { offices: readonly string[] | '*'; id?: string | undefined; state?: DeviceRow['state'] | undefined }): Promise<DeviceListRow[]> {
  let query = db(r).selectFrom('biometrics.device as d').innerJoin('kernel.office as o', 'o.id', 'd.office_id').selectAll('d').select(['o.name_ar as office_ar', 'o.name_ckb as office_ckb', 'o.name_en as office_en'])
    .orderBy('o.name_ar').orderBy('d.maker').orderBy('d.serial').limit(2000)
  if (where.offices !== '*') query = query.where('d.office_id', 'in', where.offices.length > 0 ? [...where.offices] : [nobody])
  if (where.id) query = query.where('d.id', '=', where.id)
  if (where.state) query = query.where('d.state', '=', where.state)
  return query.execute()
}

const nobody = '00000000-0000-0000-0000-000000000000'

export async function lockDevice(tx: Tx, id: string): Promise<DeviceRow | undefined> {
  return db(tx).selectFrom('biometrics.device').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

export async function insertDevice(tx: Tx, row: Insertable<BiometricsTables['biometrics.device']>): Promise<void> {
  await db(tx).insertInto('biometrics.device').values(row).execute()
}

export async function updateDevice(tx: Tx, id: string, change: Updateable<BiometricsTables['biometrics.device']>): Promise<void> {
  await db(tx).updateTable('biometrics.device').set(change).where('id', '=', id).execute()
}

/** A device of this maker, model and serial that is known already. */
export async function findDeviceId(r: Reader, { maker, model, serial }: { maker: string; model: string; serial: string }): Promise<string | undefined> {
  return (await db(r).selectFrom('biometrics.device').select('id').where('maker', '=', maker).where('model', '=', model).where('serial', '=', serial).executeTakeFirst())?.id
}

export async function insertDeviceEvent(tx: Tx, row: Omit<Insertable<UpkeepTables['biometrics.device_event']>, 'id' | 'at' | 'by'>): Promise<void> {
  await db(tx).insertInto('biometrics.device_event').values({ ...row, id: randomUUIDv7(), at: tx.at, by: tx.ctx.session!.accountId }).execute()
}

export async function deviceEvents(r: Reader, deviceId: string) {
  return db(r).selectFrom('biometrics.device_event as e').innerJoin('kernel.account as a', 'a.id', 'e.by').selectAll('e').select('a.full_name_ar as by_name').where('e.device_id', '=', deviceId).orderBy('e.at', 'desc').orderBy('e.id', 'desc').limit(200).execute()
}

/** @returns the new check's id */
export async function insertSensorCheck(tx: Tx, row: Omit<Insertable<UpkeepTables['biometrics.device_check']>, 'id' | 'at' | 'by'>): Promise<string> {
  const id = randomUUIDv7()
  await db(tx).insertInto('biometrics.device_check').values({ ...row, id, at: tx.at, by: tx.ctx.session!.accountId }).execute()
  return id
}

export async function sensorChecks(r: Reader, deviceId: string, limit = 100): Promise<CheckRow[]> {
  return db(r).selectFrom('biometrics.device_check as c').innerJoin('kernel.account as a', 'a.id', 'c.by').selectAll('c').select('a.full_name_ar as by_name').where('c.device_id', '=', deviceId).orderBy('c.at', 'desc').orderBy('c.id', 'desc').limit(limit).execute()
}

/** The last check of each look of these devices. */
export async function lastSensorChecks(r: Reader, deviceIds: readonly string[]): Promise<CheckRow[]> {
  if (deviceIds.length === 0) return []
  return db(r).selectFrom('biometrics.device_check as c').innerJoin('kernel.account as a', 'a.id', 'c.by').distinctOn(['c.device_id', 'c.look']).selectAll('c').select('a.full_name_ar as by_name')
    .where('c.device_id', 'in', [...deviceIds]).orderBy('c.device_id').orderBy('c.look').orderBy('c.at', 'desc').orderBy('c.id', 'desc').execute()
}

/** Whether this very file was handed in before as a finger, for any device. */
export async function wasHandedIn(r: Reader, digest: string): Promise<boolean> {
  return (await db(r).selectFrom('biometrics.device_check').select('id').where('digest', '=', digest).where('look', '=', 'finger').limit(1).executeTakeFirst()) !== undefined
}
