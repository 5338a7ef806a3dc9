// Names in Arabic letters looked for among names in Latin ones: recall at one false alarm in a hundred, the right one first, queries a second;
// beside any-ascii with Jaro-Winkler, and trigrams. MIZAN_BENCH_NAMES sets the size of the large pool (100,000), MIZAN_NAMES_DATA where the lists are.
import { makePool, searchPool } from '#kernel/people/names/pool.ts'
import { haveLists, heldBack, iraqis, negatives, ofacList, partNames, unArabic, unList } from './names-data.ts'
import type { Asked, Listed } from './names-data.ts'
import { byJaroWinkler, byTrigrams } from './names-peers.ts'
import type { Score } from './names-peers.ts'
import { machine, table } from './support.ts'

const size = Number(process.env['MIZAN_BENCH_NAMES'] ?? 100_000)

interface Measured { readonly recall: number; readonly rank1: number; readonly perSecond: number; readonly threshold: number }

/** `strangers` are on no list: the score that one in a hundred of them reaches is the threshold. Time is the process's own. */
function measure(search: Score, asked: readonly Asked[], strangers: readonly string[], right = (query: Asked, id: string) => query.id === id): Measured {
  const began = process.cpuUsage().user
  const best = strangers.map((text) => search(text)[0]?.score ?? 0).toSorted((a, b) => b - a)
  const threshold = best[Math.floor(strangers.length * 0.01)] ?? 0
  const found = asked.map((query) => search(query.arabic).map((hit) => ({ ...hit, right: right(query, hit.id) })))
  const seconds = (process.cpuUsage().user - began) / 1e6
  const share = (count: number) => (100 * count) / asked.length
  return {
    recall: share(found.filter((hits) => hits.some((hit) => hit.right && hit.score > threshold)).length), rank1: share(found.filter((hits) => hits[0]?.right).length),
    perSecond: (strangers.length + asked.length) / seconds, threshold,
  }
}

const line = (label: string, count: number, one: Measured, target = '') => [label, String(count), `${one.recall.toFixed(1)} %`, `${one.rank1.toFixed(1)} %`, Math.round(one.perSecond), target]
const head = ['names', 'queries', 'recall at 1 % false alarms', 'right one first', 'queries a CPU second', 'target']
const matcher = (listed: readonly Listed[]): Score => {
  const pool = makePool(listed)
  return (text) => searchPool(pool, text, 5)
}

const made = iraqis(1000, 'measured')
const clean = iraqis(1000, 'measured-clean', 0)
const filler = iraqis(size, 'filler').map(({ listed }) => ({ id: `filler-${listed.id}`, latin: listed.latin.slice(0, 1) }))
const strangersMade = iraqis(1000, 'strangers').map(({ asked }) => asked.arabic)
const some = <T>(list: readonly T[], most: number) => list.filter((_, index) => index % Math.max(1, Math.floor(list.length / most)) === 0).slice(0, most)

if (haveLists) {
  const un = unList()
  const [kept, tuned] = [unArabic().filter(({ arabic }) => heldBack(arabic)), unArabic().filter(({ arabic }) => !heldBack(arabic))]
  const [strangers, tunedStrangers] = [negatives().filter(heldBack), negatives().filter((text) => !heldBack(text))]
  const parts = partNames(1000, 'measured')
  const ours = matcher(un)
  const few = some(strangers, 300)
  process.stdout.write(`${table(`Arabic originals against the Security Council's list (${un.length} persons; ${machine()})`, head, [
    line('held back', kept.length, measure(ours, kept, strangers), '≥ 95 %'), line('fitted on', tuned.length, measure(ours, tuned, tunedStrangers)),
    line('held back: any-ascii and Jaro-Winkler', kept.length, measure(byJaroWinkler(un), kept, few)), line('held back: any-ascii and trigrams', kept.length, measure(byTrigrams(un), kept, few)),
  ])}\n`)
  const small = [...un, ...ofacList(), ...made.map(({ listed }) => listed), ...clean.map(({ listed }) => ({ ...listed, id: `clean-${listed.id}` })), ...parts.map(({ listed }) => listed)]
  const large = matcher([...small, ...filler.slice(0, Math.max(0, size - small.length))])
  const same = (query: Asked, id: string) => query.id === id || id.startsWith('ofac-')
  process.stdout.write(`${table(`The same among ${size.toLocaleString('en')} persons, the Treasury's list among them`, head, [
    line('Security Council, held back (the Treasury’s record of the same person counts)', kept.length, measure(large, kept, strangers, same)),
    line('made-up Iraqis, 26 spelling habits, one in twenty mistyped', made.length, measure(large, made.map(({ asked }) => asked), strangers)),
    line('made-up Iraqis, not mistyped', clean.length, measure(large, clean.map(({ asked }) => ({ ...asked, id: `clean-${asked.id}` })), strangers), '≥ 98 %, ≥ 400 a second'),
    line('parts of a public list, spelled there (never fitted on)', parts.length, measure(large, parts.map(({ asked }) => asked), strangers)),
    line('made-up Iraqis against strangers who are Iraqis too', made.length, measure(large, made.map(({ asked }) => asked), strangersMade)),
  ])}\n`)
} else {
  process.stdout.write('The lists are not here (MIZAN_NAMES_DATA): only made-up names are measured.\n\n')
  const ours = matcher([...made.map(({ listed }) => listed), ...filler])
  process.stdout.write(`${table(`Made-up Iraqis among ${size.toLocaleString('en')} (${machine()})`, head, [line('made-up Iraqis against strangers who are Iraqis too', made.length, measure(ours, made.map(({ asked }) => asked), strangersMade))])}\n`)
}
