import type { Session } from '#kernel/act/context.ts'
import type { Reader } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import type { Device, SensorCheck } from '../../contract/devices.ts'
import { dueChecks } from '../../rules/upkeep.ts'
import { lastSensorChecks, listDeviceRows, type CheckRow, type DeviceListRow } from '../../store/devices.ts'

export function viewSensorCheck(row: CheckRow): SensorCheck {
  return { id: row.id, at: row.at.toISOString(), by: row.by_name, look: row.look, linesPerMm: row.lines_per_mm, passed: row.passed, faults: [...row.faults], measures: { ...row.measures } }
}

/** Devices as they are shown, with what is due of each. */
export async function viewDevices(r: Reader, rows: readonly DeviceListRow[]): Promise<Device[]> {
  const checks = Map.groupBy(await lastSensorChecks(r, rows.map(({ id }) => id)), (check) => check.device_id)
  return rows.map((row) => {
    const last = checks.get(row.id) ?? []
    return {
      id: row.id, serial: row.serial, maker: row.maker, model: row.model, kind: row.kind, state: row.state, resolution: row.resolution, registeredAt: row.registered_at.toISOString(),
      office: { id: row.office_id, name: { ar: row.office_ar, ckb: row.office_ckb, en: row.office_en } }, checks: last.map(viewSensorCheck), due: dueChecks(row, last, r.ctx.now),
    }
  })
}

/** A device of the reader's offices. Refuses with `biometrics.device-unknown` any other. */
export async function getDevice(r: Reader, id: string): Promise<DeviceListRow> {
  const [row] = await listDeviceRows(r, { offices: sessionOf(r).officeIds, id })
  return row ?? refuse('biometrics.device-unknown', { status: 404 })
}

export function sessionOf({ ctx }: Reader): Session {
  return ctx.session ?? refuse('kernel.sign-in-first', { status: 401 })
}

/**
 * Whether the devices of an office are this post's to look after: its own office's, or those below it; the administrator's wherever they see. A post that
 * sees the nation for another reason looks after its own office's only.
 */
export function looksAfter({ role, officeId, officeIds }: Session, office: string): boolean {
  if (officeIds === '*') return role === 'administrator' || office === officeId
  return officeIds.includes(office)
}

/** Whether this post may check a device of an office and report it broken: whoever works there, and whoever looks after it. */
export function worksWith(session: Session, office: string): boolean {
  return session.officeId === office || looksAfter(session, office)
}
