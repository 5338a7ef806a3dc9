import type { Finger } from '../engine/tenprint.ts'

/** One print that is searched; `finger` undefined where it is not known. `template` as encodeTemplate wrote it. */
export interface Probe { readonly finger?: Finger | undefined; readonly template: Uint8Array }

export interface TenPrintOptions {
  /** How many enrolments at most. */
  readonly top?: number
  /** Under this score (of all fingers together) an enrolment is not given. */
  readonly threshold?: number
  /** Shares that survive the filter's first and second cut; a mark from a scene wants more. */
  readonly keep?: readonly [first: number, second: number]
  /** Enrolments that are not looked for: the one that the probe is from. */
  readonly except?: readonly string[]
  /** Milliseconds that each part of the gallery has; one still loading is waited for so long. */
  readonly patience?: number
}

/** One print of the probe beside one that is kept. `probe`: its place in the list of probes. */
export interface FingerScore { readonly probe: number; readonly finger: Finger; readonly score: number }

/** A candidate: never more than that. `score`: -log10 of how often strangers score as high with all these fingers together. */
export interface GalleryHit { readonly personId: string; readonly enrolmentId: string; readonly fingers: readonly FingerScore[]; readonly score: number }

export interface AnsweredPart { readonly shard: string; readonly partitions: readonly number[]; readonly size: number; readonly milliseconds: number }
export interface MissingPart { readonly shard: string; readonly partitions: readonly number[]; readonly reason: string }

export interface GalleryResult {
  /** True only when every partition was searched and every template in it could be opened. */
  readonly complete: boolean
  readonly shards: readonly AnsweredPart[]
  readonly missing: readonly MissingPart[]
  /** Fingers that were looked at. */
  readonly looked: number
  readonly hits: readonly GalleryHit[]
}

/** What one part says of itself. */
export interface ShardState {
  readonly shard: string
  readonly partitions: readonly number[]
  readonly state: 'loading' | 'ready' | 'unreachable'
  readonly size: number
  /** Templates that could not be searched: sealed under a key that is not in the ring, or of another version of the engine. */
  readonly unreadable: number
  /** Changes in the database that are not in memory yet, and when it last asked. */
  readonly behind: number
  readonly followedAt: string | null
  readonly loadedInMs: number | null
  readonly problem?: string
}
export interface GalleryState { readonly complete: boolean; readonly shards: readonly ShardState[]; readonly uncovered: readonly number[] }

/** A finger that one part found: which print of the probe, which template. */
export interface RawHit { readonly probe: number; readonly templateId: string; readonly enrolmentId: string; readonly personId: string; readonly finger: Finger; readonly score: number }
export interface ShardAnswer { readonly shard: string; readonly partitions: readonly number[]; readonly size: number; readonly unreadable: number; readonly milliseconds: number; readonly hits: readonly RawHit[] }
export interface ShardQuestion { readonly probes: readonly Probe[]; readonly threshold: number; readonly top: number; readonly keep?: readonly [number, number] | undefined; readonly patience: number }

/** A part of the gallery: of this process or of another. */
export interface Part {
  readonly name: string
  readonly search: (question: ShardQuestion) => Promise<ShardAnswer>
  readonly state: () => Promise<ShardState>
  readonly close: () => Promise<void>
}

/** The template table's partitions, by remainder; the modulus is that of the migration. */
export const partitionCount = 8
export const allPartitions: readonly number[] = Array.from({ length: partitionCount }, (_, k) => k)
