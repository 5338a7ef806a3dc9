// Fits the weights of src/kernel/people/names/model.ts: `node bench/fit-names.ts` prints them. Uses only what heldBack() does not keep.
import { likeness } from '#kernel/people/names/align.ts'
import { compareRead, readWeighed } from '#kernel/people/names/match.ts'
import { featureNames, featuresOf, logOdds, setWeights } from '#kernel/people/names/model.ts'
import { makePool, searchPool } from '#kernel/people/names/pool.ts'
import { heldBack, iraqis, negatives, ofacList, unArabic, unList } from './names-data.ts'

interface Example { readonly features: readonly number[]; readonly same: 0 | 1; readonly weight: number }

const un = unList()
const known = new Map(un.map((one) => [one.id, one]))
const made = iraqis(6000, 'fit', 0.05)
const listed = [...un, ...ofacList().filter(({ id }) => !heldBack(id)), ...made.map((one) => one.listed)]
for (const one of listed) known.set(one.id, one)

function bestFeatures(arabic: string, id: string): readonly number[] {
  let best: { odds: number; features: readonly number[] } | undefined
  for (const left of readWeighed(arabic)) for (const text of known.get(id)!.latin) for (const right of readWeighed(text)) {
    const features = featuresOf(left, right, compareRead(left, right).alignment)
    const odds = logOdds(features)
    if (!best || odds > best.odds) best = { odds, features }
  }
  return best!.features
}

function gather(): Example[] {
  const examples: Example[] = []
  const pool = makePool(listed)
  const lists = makePool(un)
  const wrong = (arabic: string, weight: number, from = pool, but?: string, top = 3) => {
    for (const [place, hit] of searchPool(from, arabic, top + 1).filter(({ id }) => id !== but).slice(0, top).entries()) examples.push({ features: bestFeatures(arabic, hit.id), same: 0, weight: place === 0 ? weight : weight / 4 })
  }
  for (const { id, arabic } of unArabic()) if (!heldBack(arabic)) {
    examples.push({ features: bestFeatures(arabic, id), same: 1, weight: 6 })
    wrong(arabic, 0.5, lists, id, 1)
  }
  for (const text of negatives()) if (!heldBack(text)) { wrong(text, 1); wrong(text, 1, lists) }
  for (const { asked, listed: one } of made.slice(0, 1500)) examples.push({ features: bestFeatures(asked.arabic, one.id), same: 1, weight: 0.6 })
  addRelations(examples, 0.6)
  for (const { asked } of iraqis(1200, 'fit-strangers')) wrong(asked.arabic, 0.6, lists, undefined, 1)
  return examples
}

/** Brothers and cousins on paper: the same chain with the own name, or the father, another's. */
function addRelations(examples: Example[], weight: number): void {
  const real = unArabic().filter(({ arabic }) => !heldBack(arabic)).map(({ id, arabic }) => ({ arabic, latin: known.get(id)!.latin[0]! }))
  const all = [...real, ...made.slice(1500, 2200).map(({ asked, listed: one }) => ({ arabic: asked.arabic, latin: one.latin[0]! }))]
  for (const [index, { arabic, latin }] of all.entries()) {
    const [left] = readWeighed(arabic)
    const [right] = readWeighed(latin)
    const [other] = readWeighed(all[(index * 37 + 11) % all.length]!.arabic)
    if (!left || !right || !other || left.length < 2 || right.length < 2) continue
    for (const place of [0, 1]) {
      if (left.length < place + 2 || likeness(other[0]!, left[place]!) > 0.6 || right.some((one) => likeness(one, other[0]!) > 0.6)) continue
      const changed = left.with(place, other[0]!)
      examples.push({ features: featuresOf(changed, right, compareRead(changed, right).alignment), same: 0, weight: place === 0 ? weight : weight / 2 })
    }
  }
}

/** Newton's method with a ridge towards nothing. */
function fit(examples: readonly Example[], ridge = 1): { bias: number; weights: number[] } {
  const size = featureNames.length + 1
  const against = new Set(['contradicted', 'omitted', 'firstContradicted', 'roughness', 'moved'].map((name) => featureNames.indexOf(name as never) + 1))
  let w = Array.from({ length: size }, () => 0)
  for (let round = 0; round < 30; round++) {
    const slope = w.map((x, i) => (i === 0 ? 0 : ridge * x))
    const bend = w.map((_, i) => w.map((__, j) => (i === j ? ridge : 0)))
    for (const { features, same, weight } of examples) {
      const x = [1, ...features]
      const p = 1 / (1 + Math.exp(-x.reduce((sum, one, i) => sum + one * w[i]!, 0)))
      for (let i = 0; i < size; i++) {
        slope[i]! += weight * (p - same) * x[i]!
        for (let j = 0; j < size; j++) bend[i]![j]! += weight * p * (1 - p) * x[i]! * x[j]!
      }
    }
    const step = solve(bend, slope)
    // What speaks against must not come to speak for: such a weight rests at nothing.
    w = w.map((one, i) => (i === 0 ? one - step[i]! : against.has(i) ? Math.min(0, one - step[i]!) : Math.max(0, one - step[i]!)))
  }
  return { bias: w[0]!, weights: w.slice(1) }
}

function solve(matrix: number[][], right: readonly number[]): number[] {
  const m = matrix.map((row, i) => [...row, right[i]!])
  for (let i = 0; i < m.length; i++) {
    const pivot = m.slice(i).reduce((best, row, k) => (Math.abs(row[i]!) > Math.abs(m[best]![i]!) ? i + k : best), i)
    ;[m[i], m[pivot]] = [m[pivot]!, m[i]!]
    for (let k = 0; k < m.length; k++) if (k !== i) {
      const share = m[k]![i]! / m[i]![i]!
      for (let j = i; j <= m.length; j++) m[k]![j]! -= share * m[i]![j]!
    }
  }
  return m.map((row, i) => row[m.length]! / row[i]!)
}

for (let round = 0; round < Number(process.argv[2] ?? 2); round++) {
  const examples = gather()
  const found = fit(examples)
  setWeights(found.bias, found.weights)
  process.stdout.write(`${examples.length} examples, ${examples.filter(({ same }) => same).length} of them the same\nconst bias = ${found.bias.toFixed(2)}\nconst weights = [${found.weights.map((one) => one.toFixed(2)).join(', ')}]\n${featureNames.map((name, i) => `${name} ${found.weights[i]!.toFixed(2)}`).join(', ')}\n`)
}
