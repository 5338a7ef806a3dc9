/** One image of a scanner is measured; the finding is kept, the image is not. */
import { createHash } from 'node:crypto'
import { act, read } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { handle, type Handler, type HttpSide } from '#kernel/http/endpoint.ts'
import { checkSensor } from '../../contract/devices.ts'
import type { SensorFault } from '../../rules/sensor-faults.ts'
import { insertSensorCheck, sensorChecks, wasHandedIn } from '../../store/devices.ts'
import { sensorReport } from '../../workshop/workshop.ts'
import { getDevice, viewSensorCheck, worksWith } from './views.ts'

/** Of a ten-print scanner's whole glass, uncompressed, there are never more. */
const mostBytes = 20 * 2 ** 20

export const sensorHandlers: readonly Handler[] = [
  handle(checkSensor, async (input, ctx, http) => {
    const device = await read(ctx, (r) => getDevice(r, input.id))
    if (!ctx.session || !worksWith(ctx.session, device.office_id)) refuse('biometrics.device-of-another', { status: 403 })
    if (device.state === 'retired') refuse('biometrics.device-state', { status: 409 })
    if (device.resolution === null) refuse('biometrics.device-no-glass', { status: 409 })
    if (input.look === 'bars' && input.linesPerMm < 0.2) refuse('biometrics.bars-how-fine', { field: 'linesPerMm' })
    const bytes = await bytesOf(http)
    const digest = createHash('sha256').update(bytes).digest('hex')
    const report = await sensorReport(input.look, bytes, device.resolution, input.linesPerMm)
    // Two takings of a finger are never the same to the last bit; an empty glass may be, where the driver takes the background away.
    const old = input.look === 'finger' && (await read(ctx, (r) => wasHandedIn(r, digest)))
    const faults: SensorFault[] = [...report.faults, ...(old ? (['old-image'] as const) : [])]
    const passed = faults.length === 0
    return act(ctx, { verb: checkSensor.may, subject: { kind: 'device', bare: device.id }, input: { ...input, digest }, detail: { look: input.look, passed, faults } }, async (tx) => {
      const id = await insertSensorCheck(tx, {
        device_id: device.id, office_id: device.office_id, look: input.look, lines_per_mm: input.look === 'bars' ? input.linesPerMm : null, measures: JSON.stringify(rounded(report.measures)), faults, passed, digest,
      })
      return viewSensorCheck((await sensorChecks(tx, device.id)).find((check) => check.id === id)!)
    })
  }),
]

function rounded(measures: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(measures).map(([name, value]) => [name, Math.round(value * 10_000) / 10_000]))
}

async function bytesOf(http: HttpSide): Promise<Uint8Array> {
  const incoming = (await http.file()) ?? refuse('kernel.file-missing-in-request', { status: 400, field: 'file' })
  const parts: Buffer[] = []
  let size = 0
  for await (const part of incoming.stream) {
    size += part.length
    // The rest is read and thrown away, so that the answer can be given.
    if (size <= mostBytes) parts.push(Buffer.from(part as Uint8Array))
  }
  if (size > mostBytes || incoming.truncated()) refuse('kernel.file-too-large', { status: 413, field: 'file', params: { limit: mostBytes / 2 ** 20 } })
  return Buffer.concat(parts)
}
