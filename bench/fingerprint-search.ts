// One finger among a million: real templates repeated with synthetic distortion (places, directions, bits, lost minutiae), and among them the
// first impressions of fingers whose other impressions are searched. The repeated ones are of other fingers than those searched.
// MIZAN_BENCH_FINGERS sets how many (default 1,000,000, 5.4 GB), MIZAN_BENCH_PROBES how many searches are timed, MIZAN_BENCH_LOSS among how many
// fingers the filter's loss is counted (default 30,000; the shares that it keeps are those of the million).
import { decodeTemplate } from '#systems/biometrics/engine/template/encode.ts'
import { compare, matchThreshold } from '#systems/biometrics/engine/match/compare.ts'
import { prepare } from '#systems/biometrics/engine/match/prepare.ts'
import { codeBytes, codeMinutiae, positionAt, recordBytes } from '#systems/biometrics/engine/search/code.ts'
import type { PackedFinger, Shard } from '#systems/biometrics/engine/search/shard.ts'
import { openShard, packFinger, usualKeep, usualLook } from '#systems/biometrics/engine/search/shard.ts'
import { seeded } from '#systems/biometrics/engine/synthetic.ts'
import type { Sample } from './fingerprint-data.ts'
import { cpuMs } from './fingerprint-data.ts'
import { percentile, table } from './support.ts'

const fingers = Number(process.env['MIZAN_BENCH_FINGERS'] ?? 1_000_000)
const probesTimed = Number(process.env['MIZAN_BENCH_PROBES'] ?? 12)
const lossFingers = Number(process.env['MIZAN_BENCH_LOSS'] ?? 30_000)

/** Times searches; `perSecond` fingers are searched a CPU second from end to end. */
export async function measureSearch(samples: readonly Sample[]): Promise<{ text: string; perSecond: number }> {
  const known = (s: Sample) => s.finger % 2 === 1
  const mates = samples.filter((s) => known(s) && s.impression === 1), probes = samples.filter((s) => known(s) && s.impression > 1), others = samples.filter((s) => !known(s))
  const large = await fill(fingers, mates, others)
  const cpu: number[] = [], wall: number[] = [], filter: number[] = []
  let first = 0
  const timed = probes.filter((_, i) => i % Math.max(1, Math.floor(probes.length / probesTimed)) === 0).slice(0, probesTimed)
  await large.search(timed[0]!.prepared)
  for (const probe of timed) {
    const began = process.cpuUsage(), at = performance.now()
    const { hits, filterMs } = await large.search(probe.prepared, { threshold: 0 })
    cpu.push(cpuMs(began) / 1000)
    wall.push((performance.now() - at) / 1000)
    filter.push(filterMs / 1000)
    if (hits[0]?.id === nameOf(probe)) first++
  }
  await large.close()
  const text = table(`One among ${fingers.toLocaleString('en')} fingers`, ['', 'median', 'worst', 'target'], [
    ['CPU seconds a search', percentile(cpu, 0.5), Math.max(...cpu), '< 10'],
    ['seconds a search, two threads', percentile(wall, 0.5), Math.max(...wall), ''],
    ['of them in the filter', percentile(filter, 0.5), Math.max(...filter), ''],
    [`the right finger first, of ${timed.length}`, first, '', ''],
  ])
  return { text, perSecond: fingers / percentile(cpu, 0.5) }
}

/**
 * What the filter loses: every impression is searched for all others of its finger, those with an odd number among copies of those with an even
 * one and the other way round. Counted are pairs that the full comparison accepts.
 */
export async function measureLoss(samples: readonly Sample[]): Promise<string> {
  const accepted = new Map<string, number>(), lost = new Map<string, number>()
  const add = (counts: Map<string, number>, set: string) => counts.set(set, (counts.get(set) ?? 0) + 1)
  for (const odd of [0, 1]) {
    const searched = samples.filter((s) => s.finger % 2 === odd)
    const shard = await fill(lossFingers, searched, samples.filter((s) => s.finger % 2 !== odd), (s) => `${nameOf(s)} ${s.impression}`)
    for (const probe of searched) {
      const mates = searched.filter((s) => s !== probe && nameOf(s) === nameOf(probe) && compare(probe.prepared, s.prepared).score >= matchThreshold)
      const own = mates.length / lossFingers      // the finger's other impressions, which stand in no real gallery together, take nobody's place
      const { survivors } = await shard.search(probe.prepared, { keep: [usualKeep[0] + own, usualKeep[1] + own], look: usualLook + own, compareFully: 0 })
      const found = new Set(survivors.map(({ id }) => id))
      for (const mate of mates) {
        add(accepted, probe.set)
        if (!found.has(`${nameOf(mate)} ${mate.impression}`)) add(lost, probe.set)
      }
    }
    await shard.close()
  }
  const total = (counts: Map<string, number>) => [...counts.values()].reduce((a, b) => a + b, 0)
  const row = (name: string, all: number, some: number) => [name, String(all), String(some), (100 * some) / Math.max(1, all), name === 'all' ? '< 0.5' : '']
  return table(`Mates above ${matchThreshold} that the filter loses (${lossFingers.toLocaleString('en')} fingers, ${usualKeep[1] * 100} % kept)`, ['set', 'accepted pairs', 'lost', '%', 'target'],
    [...[...accepted].map(([set, count]) => row(set, count, lost.get(set) ?? 0)), row('all', total(accepted), total(lost))])
}

function nameOf({ set, finger }: Sample): string {
  return `${set} ${finger}`
}

/** A shard of the mates and of copies of the others, distorted, up to `count`. */
export async function fill(count: number, mates: readonly Sample[], others: readonly Sample[], idOf = nameOf): Promise<Shard> {
  const byId = new Map(mates.map((mate) => [idOf(mate), mate]))
  const shard = await openShard('bench', count, async (wanted) => wanted.map(({ id }) => prepare(decodeTemplate((byId.get(id) ?? others[Number(id) % others.length]!).template))))
  for (const mate of mates) shard.add(idOf(mate), 0, packFinger(mate.prepared))
  const bases = others.map((s) => packFinger(s.prepared)), random = seeded(1), noise = noiseBits(random)
  for (let i = 0; shard.size() < count; i++) shard.add(String(i), 0, distorted(bases[i % bases.length]!, random, noise))
  return shard
}

/** 64 KB in which one bit of twelve is set. */
function noiseBits(random: () => number): Uint8Array {
  return Uint8Array.from({ length: 65536 }, () => { let byte = 0; for (let bit = 0; bit < 8; bit++) if (random() < 1 / 12) byte |= 1 << bit; return byte })
}

/** Bytes of the finer directions, at the end of a record. */
const finest = 32 * codeMinutiae

/** Two directions of 15 sectors in a byte: each turned to its neighbour in a third of cases, unknown (15) in a sixteenth. `chance` has 12 random bits. */
function turnedDirections(byte: number, chance: number): number {
  const one = (sector: number, of64: number) => (sector === 15 || of64 < 4 ? 15 : of64 < 14 ? (sector + 1) % 15 : of64 < 24 ? (sector + 14) % 15 : sector)
  return one(byte & 15, chance & 63) | (one(byte >> 4, (chance >> 6) & 63) << 4)
}

/** Another impression, as it were, of a packed finger: moved, its minutiae shifted and turned a little, an eighth of them lost, bits changed. */
function distorted([first, second]: PackedFinger, random: () => number, noise: Uint8Array): PackedFinger {
  const moveX = Math.floor(random() * 17) - 8, moveY = Math.floor(random() * 17) - 8, turn = Math.floor(random() * 21) - 10
  const one = (base: Uint8Array) => {
    const out = base.slice(0, recordBytes), codes = codeBytes * codeMinutiae, from = Math.floor(random() * (noise.length - codes))
    for (let i = 0; i < codes; i++) out[i]! ^= noise[from + i]!
    const angles = 2 * codes
    for (let m = 0; m < out[positionAt + 1]!; m++) {
      if (random() < 1 / 8) {
        for (let byte = 0; byte < codeBytes; byte++) out[codes + byte * codeMinutiae + m] = 0
        out[angles + codeMinutiae + m] = out[angles + 2 * codeMinutiae + m] = 255
        out.fill(255, recordBytes - finest + 32 * m, recordBytes - finest + 32 * m + 32)
        continue
      }
      const shift = Math.floor(random() * 27)
      out[angles + m] = out[angles + m]! + turn + (shift % 3) * 3 - 3
      out[angles + codeMinutiae + m] = Math.min(254, Math.max(0, out[angles + codeMinutiae + m]! + moveX + (Math.floor(shift / 3) % 3) - 1))
      out[angles + 2 * codeMinutiae + m] = Math.min(254, Math.max(0, out[angles + 2 * codeMinutiae + m]! + moveY + Math.floor(shift / 9) - 1))
    }
    for (const [k, move] of [moveX, moveY, moveX, moveY].entries()) out[positionAt + 2 + k] = Math.min(254, Math.max(0, out[positionAt + 2 + k]! + move))
    for (let i = recordBytes - finest, state = from; i < recordBytes; i++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      out[i] = turnedDirections(out[i]!, state >>> 20)
    }
    return out
  }
  return [one(first), one(second)]
}
