import type { Generated, Selectable } from 'kysely'
import type { Finger, Missing } from '../engine/tenprint.ts'
import type { Confidence } from '#kernel/words/finding.ts'
import type { Instant } from '#kernel/db/tables.ts'

export type DeviceKind = 'single' | 'ten-print' | 'mobile' | 'camera'
export type DeviceTable = {
  id: string; office_id: string; serial: string; maker: string; model: string; kind: DeviceKind; resolution: number | null
  state: Generated<'in-use' | 'out-of-order' | 'retired'>; registered_at: Instant
}
export type Purpose = 'custody' | 'sentenced' | 'registry' | 'exclusion'
export type EnrolmentState = 'taking' | 'complete' | 'abandoned'
export type EnrolmentTable = {
  id: string; number: string; person_id: string; name_display: string; juvenile: Generated<boolean>; custody_id: string | null; purpose: Purpose; article: string; confidence: Confidence; basis: string
  office_id: string; begun_by: string; begun_at: Instant; device_id: string | null; state: Generated<EnrolmentState>; ended_at: Instant | null; ended_by: string | null; end_reason: string | null
  least_quality: number; retention: Generated<'kept' | 'review' | 'due'>; retention_article: string | null; retention_until: string | null
}
export type ImageType = 'image/png' | 'image/bmp' | 'image/jpeg' | 'image/x-wsq'
export type ImpressionTable = {
  id: string; enrolment_id: string; finger: Finger; attempt: number; kind: 'plain' | 'rolled' | null; missing: Missing | null; missing_note: string | null; stands: boolean; replaced_by: string | null; removed_reason: string | null
  quality: number | null; reasons: Generated<string[]>; accepted_reason: string | null; minutiae: number | null; width: number | null; height: number | null; dpi: number | null
  device_id: string | null; taken_by: string; taken_at: Instant; image_type: ImageType | null
  sealed_image: Buffer | null; key_id: string | null; sealed_template: Buffer | null; template_key_id: string | null
}
export type TemplateTable = {
  id: string; impression_id: string; enrolment_id: string; person_id: string; finger: Finger; version: number; sealed: Buffer; key_id: string; entered_at: Instant
}
export type MarkKind = 'scar' | 'tattoo' | 'birthmark' | 'missing-part' | 'other'
export type Pose = 'front' | 'left' | 'right' | 'mark'
export type PhotographTable = {
  id: string; enrolment_id: string; pose: Pose; mark_kind: MarkKind | null; mark_place: string | null; stands: Generated<boolean>; removed_reason: string | null; width: number; height: number
  device_id: string | null; taken_by: string; taken_at: Instant; image_type: ImageType; sealed_image: Buffer | null; key_id: string | null
}

export type BiometricsTables = {
  'biometrics.device': DeviceTable
  'biometrics.enrolment': EnrolmentTable
  'biometrics.impression': ImpressionTable
  'biometrics.template': TemplateTable
  'biometrics.photograph': PhotographTable
}
export type EnrolmentRow = Selectable<EnrolmentTable>
export type ImpressionRow = Selectable<ImpressionTable>
export type PhotographRow = Selectable<PhotographTable>
export type DeviceRow = Selectable<DeviceTable>
