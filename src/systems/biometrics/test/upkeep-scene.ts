/** A scanner whose last check failed, prints of two weeks, and a practice session that an examiner has begun: for screens. */
import type { TestApp } from '#test/support/app.ts'
import { checkSensor, registerDevice, reportDevice } from '../contract/devices.ts'
import { startPractice } from '../contract/practice.ts'
import { beginAtStation, sendFile, take } from './prints.ts'
import { glassImage } from './sensors.ts'

export async function upkeepScene(app: TestApp): Promise<{ deviceId: string; practiceId: string }> {
  const register = (serial: string) => app.ok('stationCommander', registerDevice, { serial, maker: 'Dermalog', model: 'LF10', kind: 'single', resolution: 500, officeId: app.country.offices.station, reason: 'تسلّمه المركز' })
  const { id: deviceId } = await register('KR-0001')
  await app.ok('stationOfficer', reportDevice, { id: (await register('KR-0002')).id, reason: 'لا يضيء' })
  await sendFile(app, 'stationOfficer', checkSensor, { id: deviceId, look: 'empty', linesPerMm: 0 }, glassImage({ spots: 3 }))
  const { id } = await beginAtStation(app)
  for (const finger of [2, 3] as const) await take(app, 'stationOfficer', id, finger, 40 + finger, { how: finger === 3 ? { area: 0.15 } : {} })
  return { deviceId, practiceId: (await app.ok('examiner', startPractice, { kind: 'sequence', level: 1 })).id }
}
