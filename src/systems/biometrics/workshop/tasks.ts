// What the workshop's thread is asked and answers.
import type { SensorReport } from '../rules/sensor.ts'
import type { ExerciseKey } from './exercises.ts'
import type { Explanation } from './explain.ts'

export type SensorLook = 'empty' | 'finger' | 'bars'

export type Task =
  | { readonly kind: 'pictures'; readonly of: ExerciseKey }
  | { readonly kind: 'explain'; readonly of: ExerciseKey }
  | { readonly kind: 'sensor'; readonly look: SensorLook; readonly bytes: Uint8Array; readonly dpi: number; readonly linesPerMm: number }

export type Done =
  | { readonly kind: 'pictures'; readonly pictures: ReadonlyMap<string, Uint8Array> }
  | { readonly kind: 'explain'; readonly explanation: Explanation }
  | { readonly kind: 'sensor'; readonly report: SensorReport }
  /** `image`: the image is at fault, and the message says what to do about it. */
  | { readonly kind: 'failed'; readonly message: string; readonly image: boolean }
