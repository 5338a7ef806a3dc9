// What a part holds: packed fingers in shared memory, in segments that are added as they fill, and whose they are.
import type { Reader } from '#kernel/act/act.ts'
import { prepare, type Prepared } from '../engine/match/prepare.ts'
import { searchShards } from '../engine/search/cluster.ts'
import { anyFinger, openShard, packFinger, type Shard } from '../engine/search/shard.ts'
import { decodeTemplate } from '../engine/template/encode.ts'
import type { Finger } from '../engine/tenprint.ts'
import { loadByIds, type KeptTemplate } from './load.ts'
import type { RawHit, ShardQuestion } from './shapes.ts'

const leastCapacity = 2000
/** Prepared templates that are kept for the next search: about 60 KB each. */
const mostPrepared = 2000

interface Owner { readonly enrolmentId: string; readonly personId: string; readonly finger: Finger; readonly segment: Shard }

export interface Memory {
  readonly size: () => number
  readonly unreadable: () => number
  /** Makes room for so many at once, so that loading needs one segment. */
  readonly prepareFor: (count: number) => Promise<void>
  readonly put: (templates: readonly KeptTemplate[]) => Promise<void>
  /** Overwrites what was held of a template. */
  readonly drop: (id: string) => void
  readonly search: (question: ShardQuestion) => Promise<RawHit[]>
  readonly close: () => Promise<void>
}

/** `reading` opens a reader for the full templates of the filter's survivors. */
export function openMemory(name: string, threads: number, reading: <T>(work: (r: Reader) => Promise<T>) => Promise<T>, onError: (error: unknown) => void): Memory {
  const segments: { shard: Shard; capacity: number }[] = []
  const owners = new Map<string, Owner>(), unreadable = new Set<string>()
  const cache = preparedCache(reading)
  const roomFor = async (count: number): Promise<Shard> => {
    const last = segments.at(-1)
    if (last && last.shard.size() + count <= last.capacity) return last.shard
    const capacity = Math.max(leastCapacity, Math.ceil(count * 1.25))
    const shard = await openShard(`${name}/${segments.length + 1}`, capacity, cache.load, segments.length === 0 ? threads : 1)
    segments.push({ shard, capacity })
    return shard
  }
  const drop = (id: string) => {
    unreadable.delete(id)
    cache.forget(id)
    owners.get(id)?.segment.remove(id)
    owners.delete(id)
  }
  return {
    size: () => owners.size, unreadable: () => unreadable.size, drop,
    async prepareFor(count) { await roomFor(count) },
    async put(templates) {
      const segment = await roomFor(templates.length)
      for (const { id, enrolmentId, personId, finger, template } of templates) {
        drop(id)
        try {
          if (template === undefined) unreadable.add(id)
          else {
            segment.add(id, finger, packFinger(prepare(decodeTemplate(template))))
            owners.set(id, { enrolmentId, personId, finger, segment })
          }
        } catch (error) {
          unreadable.add(id)
          onError(error)
        }
      }
    },
    search: (question) => searchSegments(segments.map(({ shard }) => shard), owners, question),
    async close() { await Promise.all(segments.map(({ shard }) => shard.close())) },
  }
}

async function searchSegments(segments: readonly Shard[], owners: ReadonlyMap<string, Owner>, { probes, threshold, top, keep, patience }: ShardQuestion): Promise<RawHit[]> {
  const hits: RawHit[] = []
  for (const [probe, { finger, template }] of probes.entries()) {
    if (segments.length === 0) return []
    // A finger of known position is looked for in its own place: two hands that changed places are found when prints are taken, not here.
    const fingers = finger === undefined ? anyFinger : (1 << finger) | 1
    const found = await searchShards(segments, prepare(decodeTemplate(template)), { fingers, threshold, top, ...(keep ? { keep, compareFully: 120 } : effortOf(probes.length, owners.size)) }, patience)
    if (!found.complete) throw new Error(found.missing.map((one) => one.reason).join('; '))
    for (const hit of found.hits) {
      const owner = owners.get(hit.id)
      if (owner) hits.push({ probe, templateId: hit.id, enrolmentId: owner.enrolmentId, personId: owner.personId, finger: owner.finger, score: hit.score })
    }
  }
  return hits
}

/** Many fingers of one person are each looked at with less effort: what the filter loses of one, another finds. Of one finger the engine's own. */
function effortOf(fingers: number, size: number): { keep: readonly [number, number]; compareFully: number } | undefined {
  if (fingers < 2) return undefined
  return { keep: [Math.min(1, Math.max(0.12, 400 / size)), Math.min(1, Math.max(0.003, Math.max(80, 400 / fingers) / size))], compareFully: 20 }
}

/** Stands in for a template that went away between filter and comparison: matches nothing. */
const nothing: Prepared = prepare({ version: 1, width: 8, height: 8, views: [0, 1].map(() => ({ minutiae: [], flow: new Uint8Array(1), flowWidth: 1, texture: new Int8Array(16), textureWidth: 4 })) })

function preparedCache(reading: <T>(work: (r: Reader) => Promise<T>) => Promise<T>) {
  const kept = new Map<string, Prepared>()
  return {
    forget(id: string) { kept.delete(id) },
    async load(wanted: readonly { readonly id: string }[]): Promise<Prepared[]> {
      const missing = wanted.map(({ id }) => id).filter((id) => !kept.has(id))
      const loaded = new Map<string, Prepared>()
      if (missing.length > 0) for (const one of await reading((r) => loadByIds(r, missing))) if (one.template) loaded.set(one.id, prepare(decodeTemplate(one.template)))
      const all = wanted.map(({ id }) => kept.get(id) ?? loaded.get(id) ?? nothing)
      for (const [id, template] of loaded) kept.set(id, template)
      if (kept.size > mostPrepared) for (const oldest of [...kept.keys()].slice(0, kept.size - mostPrepared)) kept.delete(oldest)
      return all
    },
  }
}
