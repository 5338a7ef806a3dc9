/**
 * All enrolled fingers, searched: for the other parts of this system. A search runs only for a record that says why (searching.ts): nothing else
 * of the platform calls this, and no endpoint gives templates or lists them.
 */
import type { Database } from '#kernel/db/connect.ts'
import { encodeTemplate } from '../engine/template/encode.ts'
import type { Template } from '../engine/template/template.ts'
import type { Finger } from '../engine/tenprint.ts'
import type { GalleryResult, GalleryState, Probe, TenPrintOptions } from './shapes.ts'
import type { Pairing } from '../engine/picture.ts'
import { startThread, type ComparedPair, type GalleryThread } from './thread.ts'

export type { AnsweredPart, FingerScore, GalleryHit, GalleryResult, GalleryState, MissingPart, Probe, ShardState, TenPrintOptions } from './shapes.ts'

export interface Gallery {
  /** Searches the fingers of one person among all enrolled. `complete: false`: a part did not answer, and no hit never means "not enrolled". */
  readonly searchTenPrint: (probe: ReadonlyMap<Finger, Template>, options?: TenPrintOptions) => Promise<GalleryResult>
  /** Searches prints of which the finger may be unknown (a mark from a scene). */
  readonly searchProbes: (probes: readonly Probe[], options?: TenPrintOptions) => Promise<GalleryResult>
  /** Compares each of the probes with each of the others, away from the server's own thread: those that score at least `threshold`. */
  readonly compareAll: (probes: readonly Uint8Array[], others: readonly Uint8Array[], threshold: number) => Promise<ComparedPair[]>
  /** Which minutiae of two impressions belong together, in pixels at 500 dpi. */
  readonly pairing: (a: Uint8Array, b: Uint8Array) => Promise<Pairing>
  /** An image as PNG at 500 dpi, on which a pairing can be drawn. */
  readonly workingPng: (image: Uint8Array, dpi: number) => Promise<{ readonly png: Uint8Array; readonly width: number; readonly height: number }>
  /** What each part of the gallery holds, and how far behind the database it is. */
  readonly state: () => Promise<GalleryState>
  readonly close: () => Promise<void>
}

const open = new Map<string, GalleryThread>()
const keyOf = (db: Pick<Database, 'urls'>) => `${db.urls.app} ${process.env['MIZAN_SHARDS'] ?? ''}`

/** The gallery over this database: one thread of the server's process, started at the first call. `MIZAN_SHARDS` names processes that hold the parts instead. */
export function openGallery(db: Pick<Database, 'urls'>): Gallery {
  const key = keyOf(db)
  const thread = open.get(key) ?? startThread(db.urls, () => { open.delete(key) })
  open.set(key, thread)
  return {
    searchTenPrint: (probe, options) => thread.search([...probe].map(([finger, template]) => ({ finger, template: encodeTemplate(template) })), options),
    searchProbes: thread.search, compareAll: thread.compareAll, pairing: thread.pairing, workingPng: thread.workingPng, state: thread.state, close: thread.close,
  }
}

/** Ends the gallery's thread where one was started. */
export async function closeGallery(db: Pick<Database, 'urls'>): Promise<void> {
  await open.get(keyOf(db))?.close()
}
