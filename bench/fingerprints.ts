// The FVC protocol: in each set every two impressions of one finger (280) and every two of different fingers (2,880). Needs the FVC sets
// (see fingerprint-data.ts); without them it says so and ends. The weights' own cross-validation: node bench/fit-fingerprints.ts.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compare, compareQuickly } from '#systems/biometrics/engine/match/compare.ts'
import { recordBytes } from '#systems/biometrics/engine/search/code.ts'
import type { SearchOptions } from '#systems/biometrics/engine/search/shard.ts'
import { openShard, packFinger, usualKeep, usualLook } from '#systems/biometrics/engine/search/shard.ts'
import type { Compared, Figures, Sample } from './fingerprint-data.ts'
import { cpuMs, detPicture, extractSet, figuresOf, findSets, folder } from './fingerprint-data.ts'
import { measureLoss, measureSearch } from './fingerprint-search.ts'
import { machine, table } from './support.ts'

/** SourceAFIS 3.18 for Java on the same sets by the same protocol: EER and FNMR at FMR 0.1 %, percent. */
const sourceAfis: Readonly<Record<string, readonly [eer: number, fnmr: number]>> = { '2002-DB1': [3.2, 5.71], '2002-DB3': [11.43, 27.5], '2004-DB2': [14.65, 25], '2004-DB4': [4.56, 7.5] }

const sets = findSets()
if (sets.size === 0) {
  process.stdout.write(`No FVC images in ${folder}: nothing measured. Set MIZAN_FINGERPRINT_DATA to the folder with fvc2002-DB1_B-101_1.png and so on.\n`)
} else {
  await measure()
}

async function measure(): Promise<void> {
  const rows: (string | number)[][] = [], speeds: (string | number)[][] = []
  const curves: { name: string; pairs: Compared[] }[] = [], all: Sample[] = [], figures: Figures[] = []
  for (const [set, list] of sets) {
    const { samples, ms } = await extractSet(list)
    const began = process.cpuUsage()
    const pairs = everyPair(samples)
    const perPair = cpuMs(began) / pairs.length
    const f = figuresOf(pairs, samples), peer = sourceAfis[set]
    figures.push(f)
    rows.push([set, f.eer, f.at1, f.at01, f.zero, f.rank1, ...(peer ? [peer[0], peer[1], f.eer / peer[0], f.at01 / peer[1]] : ['', '', '', ''])])
    speeds.push([set, ms, 1000 / perPair, mean(samples.map((s) => s.bytes))])
    curves.push({ name: set, pairs })
    all.push(...samples)
  }
  const average = (of: (f: Figures) => number) => mean(figures.map(of))
  rows.push(['mean', average((f) => f.eer), average((f) => f.at1), average((f) => f.at01), average((f) => f.zero), average((f) => f.rank1), '', '', '', ''])
  writeFileSync(join(import.meta.dirname, 'fingerprints-det.svg'), detPicture(curves))
  process.stdout.write(table(`Verification, percent (${machine()})`, ['set', 'EER', 'FNMR at FMR 1 %', 'at 0.1 %', 'at zero', 'rank-1', 'SourceAFIS EER', 'SourceAFIS at 0.1 %', 'EER beside it', 'FNMR beside it'], rows))
  process.stdout.write('\n![DET](fingerprints-det.svg)\n\n')
  process.stdout.write(table('Speed and size, CPU time of one core', ['set', 'extraction, ms', 'full comparisons a second', 'template, bytes'], speeds))
  process.stdout.write(`\nQuick comparison of the filter's survivors: ${Math.round(quickSpeed(all)).toLocaleString('en')} a CPU second; ${2 * recordBytes} bytes a finger in memory for the search.\n\n`)
  const filter = await filterSpeed(all), search = await measureSearch(all)
  process.stdout.write(`${search.text}\n${await measureLoss(all)}\n`)
  process.stdout.write(table('Fingers compared, a CPU second of one core', ['', 'a second', 'beside'], [
    ['the filter: first look at every finger', Math.round(filter.first), '12 times SourceAFIS: 110,000; bit cylinders in WebAssembly 90,000 to 122,000'],
    ['the filter to its end', Math.round(filter.whole), ''],
    ['end to end: filter, templates loaded, survivors compared, best fully', Math.round(search.perSecond), 'SourceAFIS 6,100 to 9,000; bozorth3 800 to 1,100'],
    ['two templates compared fully, both ways', Math.round(mean(speeds.map((row) => Number(row[2])))), 'SourceAFIS 6,100 to 9,000; bozorth3 800 to 1,100'],
  ]))
}

function everyPair(samples: readonly Sample[]): Compared[] {
  const out: Compared[] = []
  for (let a = 0; a < samples.length; a++) for (let b = a + 1; b < samples.length; b++) {
    out.push({ a, b, same: samples[a]!.finger === samples[b]!.finger, score: compare(samples[a]!.prepared, samples[b]!.prepared).score })
  }
  return out
}

function quickSpeed(samples: readonly Sample[]): number {
  const began = process.cpuUsage()
  let done = 0
  for (let i = 0; i < samples.length; i += 7) for (let j = 3; j < samples.length; j += 29, done++) compareQuickly(samples[i]!.prepared, samples[j]!.prepared)
  return (1000 * done) / cpuMs(began)
}

async function filterSpeed(samples: readonly Sample[]): Promise<{ first: number; whole: number }> {
  const times = 60, shard = await openShard('speed', samples.length * times, async () => [], 1)
  const packed = samples.map((s) => packFinger(s.prepared)), probes = samples.filter((_, i) => i % 23 === 0)
  for (let k = 0; k < times; k++) packed.forEach((records, i) => shard.add(`${k} ${i}`, 0, records))
  const rate = async (options: SearchOptions) => {
    await shard.search(samples[0]!.prepared, options)
    const began = process.cpuUsage()
    for (const probe of probes) await shard.search(probe.prepared, options)
    return (1000 * probes.length * shard.size()) / cpuMs(began)
  }
  const speeds = { first: await rate({ keep: [0, 0], compareFully: 0 }), whole: await rate({ keep: usualKeep, look: usualLook, compareFully: 0 }) }
  await shard.close()
  return speeds
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length
}
