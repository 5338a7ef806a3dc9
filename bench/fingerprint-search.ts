// One finger among a million: real templates repeated with synthetic distortion (places, directions, bits, lost minutiae), and among them the
// first impressions of fingers whose other impressions are searched. The repeated ones are of other fingers than those searched.
// MIZAN_BENCH_FINGERS sets how many (default 1,000,000, 3.4 GB), MIZAN_BENCH_PROBES how many searches are timed.
import { decodeTemplate } from '#systems/biometrics/engine/template/encode.ts'
import { compare, matchThreshold } from '#systems/biometrics/engine/match/compare.ts'
import { prepare } from '#systems/biometrics/engine/match/prepare.ts'
import { codeBytes, codeMinutiae, recordBytes } from '#systems/biometrics/engine/search/code.ts'
import type { PackedFinger, Shard } from '#systems/biometrics/engine/search/shard.ts'
import { openShard, packFinger, usualKeep } from '#systems/biometrics/engine/search/shard.ts'
import { seeded } from '#systems/biometrics/engine/synthetic.ts'
import type { Sample } from './fingerprint-data.ts'
import { cpuMs } from './fingerprint-data.ts'
import { percentile, table } from './support.ts'

const fingers = Number(process.env['MIZAN_BENCH_FINGERS'] ?? 1_000_000)
const probesTimed = Number(process.env['MIZAN_BENCH_PROBES'] ?? 12)
const lossFingers = Math.min(fingers, 100_000)

/** Times searches, and counts what the filter loses. */
export async function measureSearch(samples: readonly Sample[]): Promise<string> {
  const known = (s: Sample) => s.finger % 2 === 1
  const mates = samples.filter((s) => known(s) && s.impression === 1), probes = samples.filter((s) => known(s) && s.impression > 1), others = samples.filter((s) => !known(s))
  const small = await fill(lossFingers, mates, others)
  const loss = await countLoss(small, probes, mates)
  await small.close()
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
  return table(`One among ${fingers.toLocaleString('en')} fingers`, ['', 'median', 'worst', 'target'], [
    ['CPU seconds a search', percentile(cpu, 0.5), Math.max(...cpu), '< 10'],
    ['seconds a search, two threads', percentile(wall, 0.5), Math.max(...wall), ''],
    ['of them in the filter', percentile(filter, 0.5), Math.max(...filter), ''],
    [`the right finger first, of ${timed.length}`, first, '', ''],
    [`mates above ${matchThreshold} that the filter lost, % of ${loss.accepted} (${lossFingers.toLocaleString('en')} fingers, ${usualKeep[1] * 100} % kept)`, loss.share, '', '< 0.5'],
  ])
}

function nameOf({ set, finger }: Sample): string {
  return `${set} ${finger}`
}

async function fill(count: number, mates: readonly Sample[], others: readonly Sample[]): Promise<Shard> {
  const byId = new Map(mates.map((mate) => [nameOf(mate), mate]))
  const shard = await openShard('bench', count, async (wanted) => wanted.map(({ id }) => prepare(decodeTemplate((byId.get(id) ?? others[Number(id) % others.length]!).template))))
  for (const mate of mates) shard.add(nameOf(mate), 0, packFinger(mate.prepared))
  const bases = others.map((s) => packFinger(s.prepared)), random = seeded(1), noise = noiseBits(random)
  for (let i = 0; shard.size() < count; i++) shard.add(String(i), 0, distorted(bases[i % bases.length]!, random, noise))
  return shard
}

/** 64 KB in which one bit of twelve is set. */
function noiseBits(random: () => number): Uint8Array {
  return Uint8Array.from({ length: 65536 }, () => { let byte = 0; for (let bit = 0; bit < 8; bit++) if (random() < 1 / 12) byte |= 1 << bit; return byte })
}

/** Another impression, as it were, of a packed finger: moved, its minutiae shifted and turned a little, an eighth of them lost, bits changed. */
function distorted([first, second]: PackedFinger, random: () => number, noise: Uint8Array): PackedFinger {
  const moveX = Math.floor(random() * 17) - 8, moveY = Math.floor(random() * 17) - 8, turn = Math.floor(random() * 21) - 10
  const one = (base: Uint8Array) => {
    const out = base.slice(0, recordBytes), codes = codeBytes * codeMinutiae, from = Math.floor(random() * (noise.length - codes))
    for (let i = 0; i < codes; i++) out[i]! ^= noise[from + i]!
    const angles = 2 * codes
    for (let m = 0; m < out[recordBytes - 15]!; m++) {
      if (random() < 1 / 8) {
        for (let byte = 0; byte < codeBytes; byte++) out[codes + byte * codeMinutiae + m] = 0
        out[angles + codeMinutiae + m] = out[angles + 2 * codeMinutiae + m] = 255
        continue
      }
      const shift = Math.floor(random() * 27)
      out[angles + m] = out[angles + m]! + turn + (shift % 3) * 3 - 3
      out[angles + codeMinutiae + m] = Math.min(254, Math.max(0, out[angles + codeMinutiae + m]! + moveX + (Math.floor(shift / 3) % 3) - 1))
      out[angles + 2 * codeMinutiae + m] = Math.min(254, Math.max(0, out[angles + 2 * codeMinutiae + m]! + moveY + Math.floor(shift / 9) - 1))
    }
    return out
  }
  return [one(first), one(second)]
}

async function countLoss(shard: Shard, probes: readonly Sample[], mates: readonly Sample[]): Promise<{ accepted: number; share: number }> {
  let accepted = 0, lost = 0
  for (const probe of probes) {
    const mate = mates.find((m) => nameOf(m) === nameOf(probe))!
    if (compare(probe.prepared, mate.prepared).score < matchThreshold) continue
    accepted++
    const { survivors } = await shard.search(probe.prepared, { keep: usualKeep, compareFully: 0, threshold: Infinity })
    if (!survivors.some(({ id }) => id === nameOf(probe))) lost++
  }
  return { accepted, share: (100 * lost) / Math.max(1, accepted) }
}
