/** Scanners are registered, reported broken, repaired, moved and retired: each with its reason, none without its history. */
import { randomUUIDv7 } from 'node:crypto'
import { act, read, type Tx } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { getOffice } from '#kernel/offices/offices.ts'
import { changeDevice, listDevices, readDevice, registerDevice, reportDevice } from '../../contract/devices.ts'
import { deviceEvents, findDeviceId, insertDevice, insertDeviceEvent, listDeviceRows, lockDevice, sensorChecks, updateDevice } from '../../store/devices.ts'
import type { DeviceRow } from '../../store/tables.ts'
import type { DeviceEventKind } from '../../store/upkeep-tables.ts'
import { getDevice, looksAfter, sessionOf, viewDevices, viewSensorCheck, worksWith } from './views.ts'

/** What may become of a device from where it stands. */
const steps: Readonly<Record<'out-of-order' | 'repaired' | 'moved' | 'retired', { from: readonly DeviceRow['state'][]; to?: DeviceRow['state'] }>> = {
  'out-of-order': { from: ['in-use'], to: 'out-of-order' }, repaired: { from: ['out-of-order'], to: 'in-use' }, moved: { from: ['in-use', 'out-of-order'] }, retired: { from: ['in-use', 'out-of-order'], to: 'retired' },
}

interface Step { readonly id: string; readonly kind: keyof typeof steps; readonly reason: string; readonly officeId?: string | undefined; readonly verb: string; readonly input: unknown; readonly anyUser?: boolean }

/** One step of a device's life, as an act. */
async function take(ctx: Ctx, step: Step): Promise<{ id: string }> {
  await read(ctx, (r) => getDevice(r, step.id))
  return act(ctx, { verb: step.verb, subject: { kind: 'device', bare: step.id }, reason: step.reason, input: step.input, detail: { step: step.kind, ...(step.officeId && { to: step.officeId }) } }, async (tx) => {
    const device = (await lockDevice(tx, step.id)) ?? refuse('biometrics.device-unknown', { status: 404 })
    const session = sessionOf(tx)
    if (!(step.anyUser ? worksWith : looksAfter)(session, device.office_id)) refuse('biometrics.device-of-another', { status: 403 })
    const { from, to } = steps[step.kind]
    if (!from.includes(device.state)) refuse('biometrics.device-state', { status: 409 })
    const office = step.kind === 'moved' ? await newOffice(tx, device, step.officeId) : device.office_id
    await updateDevice(tx, device.id, { ...(to && { state: to }), office_id: office })
    await insertDeviceEvent(tx, { device_id: device.id, office_id: office, kind: step.kind satisfies DeviceEventKind, reason: step.reason })
    return { id: device.id }
  })
}

async function newOffice(tx: Tx, device: DeviceRow, officeId: string | undefined): Promise<string> {
  if (!officeId || officeId === device.office_id) refuse('biometrics.device-where-to', { field: 'officeId' })
  await getOffice(tx, officeId)
  return officeId
}

export const deviceHandlers: readonly Handler[] = [
  handle(listDevices, (input, ctx) => read(ctx, async (r) => {
    const { officeIds } = sessionOf(r)
    const offices = input.officeId ? (officeIds === '*' || officeIds.includes(input.officeId) ? [input.officeId] : []) : officeIds
    return { rows: await viewDevices(r, await listDeviceRows(r, { offices, state: input.state })) }
  })),
  handle(readDevice, ({ id }, ctx) => read(ctx, async (r) => {
    const row = await getDevice(r, id)
    const [view] = await viewDevices(r, [row])
    const history = (await deviceEvents(r, id)).map((e) => ({ id: e.id, kind: e.kind, reason: e.reason, at: e.at.toISOString(), by: e.by_name }))
    return { ...view!, own: looksAfter(sessionOf(r), row.office_id), here: worksWith(sessionOf(r), row.office_id), history, past: (await sensorChecks(r, id)).map(viewSensorCheck) }
  })),
  handle(registerDevice, async (input, ctx) => {
    const id = randomUUIDv7()
    return act(ctx, { verb: registerDevice.may, subject: { kind: 'device', bare: id }, reason: input.reason, input, detail: { serial: input.serial, maker: input.maker, model: input.model, office: input.officeId } }, async (tx) => {
      await getOffice(tx, input.officeId)
      if (!looksAfter(sessionOf(tx), input.officeId)) refuse('biometrics.device-of-another', { status: 403, field: 'officeId' })
      if ((input.kind === 'camera') !== (input.resolution === undefined)) refuse('biometrics.device-resolution', { field: 'resolution' })
      if (await findDeviceId(tx, input)) refuse('biometrics.device-known', { status: 409, field: 'serial' })
      const { serial, maker, model, kind } = input
      await insertDevice(tx, { id, serial, maker, model, kind, office_id: input.officeId, resolution: input.resolution ?? null, registered_at: tx.at })
      await insertDeviceEvent(tx, { device_id: id, office_id: input.officeId, kind: 'registered', reason: input.reason })
      return { id }
    })
  }),
  handle(reportDevice, (input, ctx) => take(ctx, { id: input.id, kind: 'out-of-order', reason: input.reason, verb: reportDevice.may, input, anyUser: true })),
  handle(changeDevice, (input, ctx) => take(ctx, { id: input.id, kind: input.to, reason: input.reason, officeId: input.officeId, verb: changeDevice.may, input })),
]
