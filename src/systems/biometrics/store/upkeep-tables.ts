import type { Generated, Selectable } from 'kysely'
import type { Instant, Json } from '#kernel/db/tables.ts'
import type { Level, Marking, PracticeAnswer, PracticeKind } from '../rules/practice.ts'
import type { Measures } from '../rules/sensor.ts'
import type { SensorFault } from '../rules/sensor-faults.ts'
import type { SensorLook } from '../workshop/tasks.ts'

export type DeviceEventKind = 'registered' | 'out-of-order' | 'repaired' | 'moved' | 'retired'
export type DeviceEventTable = { id: string; device_id: string; office_id: string; kind: DeviceEventKind; reason: string; at: Instant; by: string }
export type DeviceCheckTable = {
  id: string; device_id: string; office_id: string; look: SensorLook; lines_per_mm: number | null; measures: Json<Measures>; faults: SensorFault[]; passed: boolean; digest: string; at: Instant; by: string
}
export type PracticeSessionTable = {
  id: string; account_id: string; office_id: string; kind: PracticeKind; level: Level; seed: string; exercises: number; started_at: Instant
  finished_at: Generated<Date | null>; points: Generated<number | null>; passed: Generated<boolean | null>
}
export type PracticeAnswerTable = { id: string; session_id: string; office_id: string; number: number; answer: Json<PracticeAnswer>; marking: Marking; points: number; seconds: number; at: Instant }
export type UpkeepTables = {
  'biometrics.device_event': DeviceEventTable
  'biometrics.device_check': DeviceCheckTable
  'biometrics.practice_session': PracticeSessionTable
  'biometrics.practice_answer': PracticeAnswerTable
}
export type DeviceCheckRow = Selectable<DeviceCheckTable>
export type PracticeSessionRow = Selectable<PracticeSessionTable>
export type PracticeAnswerRow = Selectable<PracticeAnswerTable>
