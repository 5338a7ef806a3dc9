/** Random numbers that are the same on every machine for the same seed: xoshiro128**, its state filled by splitmix32. */
export interface Random {
  /** Evenly in [0, 1). */
  next(): number
  /** A whole number in [0, below). */
  int(below: number): number
  /** A whole number in [from, to], both included. */
  between(from: number, to: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  /** Picks by weight. */
  weigh<T extends { readonly weight: number }>(list: readonly T[]): T
  shuffle<T>(list: readonly T[]): T[]
  /** A UUIDv7 whose time is `at`; the rest is random, so it repeats with the seed. */
  uuid(at: Date): string
  /** Another stream, independent of how much was drawn from this one. */
  fork(label: string): Random
}

/** A generator for this seed. Not for secrets. */
export function random(seed: number | string): Random {
  const number = typeof seed === 'number' ? seed >>> 0 : hash(seed)
  const draw = xoshiro(number)
  const totals = new WeakMap<object, number[]>()
  const self: Random = {
    next: () => draw() / 4294967296,
    int: (below) => Math.floor((draw() / 4294967296) * below),
    between: (from, to) => from + self.int(to - from + 1),
    chance: (probability) => self.next() < probability,
    pick: (list) => list[self.int(list.length)]!,
    weigh: (list) => list[search(totalsOf(list, totals), self.next())]!,
    shuffle: (list) => {
      const mixed = [...list]
      for (let i = mixed.length - 1; i > 0; i--) {
        const j = self.int(i + 1)
        ;[mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!]
      }
      return mixed
    },
    uuid: (at) => {
      const time = at.getTime().toString(16).padStart(12, '0')
      const [a, b, c] = [draw(), draw(), draw()].map((word) => word.toString(16).padStart(8, '0')) as [string, string, string]
      return `${time.slice(0, 8)}-${time.slice(8)}-7${a.slice(0, 3)}-${'89ab'[draw() >>> 30]}${a.slice(3, 6)}-${b}${c.slice(0, 4)}`
    },
    fork: (label) => random(`${number}/${label}`),
  }
  return self
}

function totalsOf(list: readonly { readonly weight: number }[], known: WeakMap<object, number[]>): number[] {
  const found = known.get(list)
  if (found) return found
  let sum = 0
  const totals = list.map(({ weight }) => (sum += weight))
  known.set(list, totals)
  return totals
}

/** Index of the first total above `share` of the whole. */
function search(totals: readonly number[], share: number): number {
  const wanted = share * totals.at(-1)!
  let [low, high] = [0, totals.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (totals[middle]! > wanted) high = middle
    else low = middle + 1
  }
  return low
}

function hash(text: string): number {
  let h = 2166136261
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619)
  return h >>> 0
}

function xoshiro(seed: number): () => number {
  let state = seed
  const fill = () => {
    state = (state + 0x9e3779b9) | 0
    let z = state ^ (state >>> 16)
    z = Math.imul(z, 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return z ^ (z >>> 15)
  }
  let [a, b, c, d] = [fill(), fill(), fill(), fill()]
  const rotate = (x: number, by: number) => (x << by) | (x >>> (32 - by))
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9)
    const t = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= t
    d = rotate(d, 11)
    return result >>> 0
  }
}
