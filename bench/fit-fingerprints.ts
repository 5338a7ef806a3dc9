// Fits the weights that turn a comparison's features into one score, and the line that turns the score into a false-match rate. Prints what they
// give on sets they were not fitted on (each set left out in turn, and the two tuning sets against the others), then writes weights.ts.
// Needs the FVC sets (see fingerprint-data.ts). `--try` only prints.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { evidenceOf } from '#systems/biometrics/engine/match/evidence.ts'
import { features, noFeatures } from '#systems/biometrics/engine/match/features.ts'
import type { Prepared } from '#systems/biometrics/engine/match/prepare.ts'
import type { Compared, Sample } from './fingerprint-data.ts'
import { extractSet, figuresOf, findSets } from './fingerprint-data.ts'
import { table } from './support.ts'

/** The sets on which the algorithm itself was made; on the others nothing was decided. */
const tuning = ['2002-DB3', '2004-DB4']
const penalty = 1e-3

interface Row { readonly a: number; readonly b: number; readonly same: boolean; readonly values: readonly number[] }
interface Model { readonly weights: number[]; readonly bias: number }

const sets = new Map<string, { samples: Sample[]; rows: Row[] }>()
for (const [set, list] of findSets()) {
  const { samples } = await extractSet(list)
  sets.set(set, { samples, rows: samples.flatMap((p, a) => samples.slice(a + 1).map((q, k): Row => ({ a, b: a + 1 + k, same: p.finger === q.finger, values: bothWays(p.prepared, q.prepared) }))) })
}
if (sets.size < 2) {
  process.stderr.write('At least two FVC sets are needed: set MIZAN_FINGERPRINT_DATA.\n')
  process.exit(2)
}
report()

function report(): void {
  const names = [...sets.keys()]
  const line = (label: string, set: string, model: Model) => {
    const { samples, rows } = sets.get(set)!
    const f = figuresOf(rows.map((row): Compared => ({ ...row, score: score(model, row.values) })), samples)
    return [label, set, f.eer, f.at1, f.at01, f.zero, f.rank1]
  }
  const tuned = fit(rowsOf(names.filter((name) => tuning.includes(name))))
  const all = fit(rowsOf(names))
  process.stdout.write(table('Weights fitted on some sets, tried on others, percent', ['fitted on', 'tried on', 'EER', 'FNMR at FMR 1 %', 'at 0.1 %', 'at zero', 'rank-1'], [
    ...names.map((name) => line(tuning.join(', '), name, tuned)),
    ...names.map((name) => line('the other sets', name, fit(rowsOf(names.filter((other) => other !== name))))),
    ...names.map((name) => line('all', name, all)),
  ]))
  const { start, slope } = tail([...rowsOf(names).filter((row) => !row.same).map((row) => score(all, row.values)), ...acrossSets(names).map((values) => score(all, values))])
  if (process.argv.includes('--try')) return
  writeFileSync(join(import.meta.dirname, '../src/systems/biometrics/engine/match/weights.ts'), `// Written by bench/fit-fingerprints.ts; see the engine's README for what it was fitted on.
export const weights: readonly number[] = [${all.weights.map((w) => w.toFixed(5)).join(', ')}]
export const bias = ${all.bias.toFixed(5)}
/** Above this logit a false match gets ten times rarer every 1 / \`fmrSlope\`. */
export const fmrStart = ${start.toFixed(3)}
export const fmrSlope = ${slope.toFixed(4)}
`)
}

function bothWays(a: Prepared, b: Prepared): number[] {
  const there = evidenceOf(a, b), back = evidenceOf(b, a)
  const f = there ? features(there) : noFeatures, g = back ? features(back) : noFeatures
  return f.map((v, i) => (v + g[i]!) / 2)
}

function rowsOf(names: readonly string[]): Row[] {
  return names.flatMap((name) => sets.get(name)!.rows)
}

/** Impostors of different sensors: a database holds both. A quarter of them. */
function acrossSets(names: readonly string[]): number[][] {
  return names.flatMap((name, i) => names.slice(i + 1).flatMap((other) =>
    sets.get(name)!.samples.filter((_, k) => k % 2 === 0).flatMap((p) => sets.get(other)!.samples.filter((_, k) => k % 2 === 1).map((q) => bothWays(p.prepared, q.prepared)))))
}

function score({ weights, bias }: Model, values: readonly number[]): number {
  return values.reduce((sum, v, i) => sum + v * weights[i]!, bias)
}

/** Logistic regression, both classes of equal weight, by Newton's method on standardised features. */
function fit(rows: readonly Row[]): Model {
  const k = rows[0]!.values.length
  const mean = Array.from({ length: k }, (_, i) => rows.reduce((s, r) => s + r.values[i]!, 0) / rows.length)
  const spread = mean.map((m, i) => Math.sqrt(rows.reduce((s, r) => s + (r.values[i]! - m) ** 2, 0) / rows.length) || 1)
  const inputs = rows.map((r) => [1, ...r.values.map((v, i) => (v - mean[i]!) / spread[i]!)])
  const genuine = rows.filter((r) => r.same).length
  const share = rows.map((r) => 0.5 / (r.same ? genuine : rows.length - genuine))
  let w = Array.from({ length: k + 1 }, () => 0)
  for (let round = 0; round < 30; round++) {
    const system = Array.from({ length: k + 1 }, (_, i) => Array.from({ length: k + 2 }, (__, j) => (j === i ? (i === 0 ? 1e-6 : penalty) : j === k + 1 && i > 0 ? -penalty * w[i]! : 0)))
    for (const [n, x] of inputs.entries()) {
      const p = 1 / (1 + Math.exp(-x.reduce((s, v, i) => s + v * w[i]!, 0))), error = (rows[n]!.same ? 1 : 0) - p
      for (let i = 0; i <= k; i++) {
        const row = system[i]!
        for (let j = 0; j <= k; j++) row[j]! += share[n]! * p * (1 - p) * x[i]! * x[j]!
        row[k + 1]! += share[n]! * error * x[i]!
      }
    }
    const step = solve(system)
    w = w.map((v, i) => v + step[i]!)
  }
  const weights = w.slice(1).map((v, i) => v / spread[i]!)
  return { weights, bias: w[0]! - weights.reduce((s, v, i) => s + v * mean[i]!, 0) }
}

/** Gauss and Jordan's elimination with pivots; the right side is the last column. */
function solve(system: number[][]): number[] {
  const n = system.length
  for (let c = 0; c < n; c++) {
    let pivot = c
    for (let r = c; r < n; r++) if (Math.abs(system[r]![c]!) > Math.abs(system[pivot]![c]!)) pivot = r
    const row = system[pivot]!
    system[pivot] = system[c]!
    system[c] = row
    for (let r = 0; r < n; r++) {
      if (r === c) continue
      const q = system[r]![c]! / row[c]!
      for (let j = c; j <= n; j++) system[r]![j]! -= q * row[j]!
    }
  }
  return system.map((row, i) => row[n]! / row[i]!)
}

/** A straight line through -log10 of the false-match rate from 10 % to 0.03 %. */
function tail(impostors: readonly number[]): { start: number; slope: number } {
  const sorted = [...impostors].sort((a, b) => b - a)
  const points = Array.from({ length: 26 }, (_, k) => 1 + k / 10).map((power) => ({ x: sorted[Math.floor(10 ** -power * sorted.length)]!, y: power }))
  const mx = points.reduce((s, p) => s + p.x, 0) / points.length, my = points.reduce((s, p) => s + p.y, 0) / points.length
  const slope = points.reduce((s, p) => s + (p.x - mx) * (p.y - my), 0) / points.reduce((s, p) => s + (p.x - mx) ** 2, 0)
  return { start: mx - my / slope, slope }
}
