/**
 * How far two words are apart as sounds: an edit distance whose prices are those of writing. What Arabic leaves out (short
 * vowels) costs little; what one clerk writes q and the next k or g costs little; another consonant costs in full.
 * Prices are set from the phonology and from what the transliteration schemes do, not fitted.
 */

const signs = 128
/** Prices of one sound in place of another. */
const swap = new Float32Array(signs * signs).fill(1)
/** Prices of a sound that the other writing lacks. */
const loneAnywhere = new Float32Array(signs).fill(0.9)
/** What a sound weighs in a word's length. */
const weight = new Float32Array(signs).fill(1)

function code(sign: string): number {
  return sign.charCodeAt(0)
}

function price(pairs: string, cost: number): void {
  for (const pair of pairs.split(' ')) for (const other of pair.slice(1)) {
    swap[code(pair[0]!) * signs + code(other)] = cost
    swap[code(other) * signs + code(pair[0]!)] = cost
  }
}

const vowels = 'aeiouAIU@3?EMOJF'
for (const a of vowels) for (const b of vowels) swap[code(a) * signs + code(b)] = 0.45
for (let sign = 0; sign < signs; sign++) swap[sign * signs + sign] = 0
// The same letter of two writings, and the two of a pair that many people do not tell apart.
price('bp tT sS hH $$ wW yY jZ', 0)
price('pb HF hF hE HE', 0.08)
price('Wuo WUv Yi YI Oouw OUW JiyY JI', 0)
price('Ye', 0.08)
price('kc kq qc', 0.06)
price('qg', 0.15); price('gk', 0.25); price('qG', 0.25); price('kX qX cX', 0.4)
price('Gg', 0.12); price('jg', 0.2); price('jC', 0.2); price('jy jY', 0.5); price('jc', 0.25); price('Gr', 0.7); price('Ghk', 0.6)
price('xX', 0); price('xk xs', 0.35); price('Xh XH', 0.25)
price('0t 0T', 0.2); price('0s 0S', 0.15); price('05 06', 0.12); price('0z 0d 0D', 0.35)
price('5d', 0.15); price('5z', 0.1); price('56', 0.05); price('5D', 0.06)
price('Dd', 0); price('Dz', 0.2); price('D6', 0.1); price('6z', 0.05); price('6d', 0.2); price('Zz', 0.25); price('Zd', 0.6)
price('sz Sz', 0.4); price('sc Sc', 0.3); price('s$ S$', 0.4); price('dt dT Dt DT', 0.45); price('6T', 0.4)
price('KsS', 0.05); price('KjC', 0.15); price('K$', 0.3); price('Kk', 0.5); price('$C', 0.1); price('Cc', 0.15); price('Ck', 0.45); price('Ct', 0.6); price('Ys', 1)
price('fv', 0.12); price('vw', 0.05); price('vb', 0.4); price('fp', 0.3); price('fW', 0.6)
price('mn', 0.6); price('lr ln', 0.8)
// Vowels. Latin letters for a vowel differ from clerk to clerk; a long vowel that is written is another matter.
price('ae ai ei ou aA', 0.08); price('ao au eo', 0.18); price('eu io iu', 0.25); price('Ii Ie Uu Uo', 0.06)
price('IU', 0.7); price('Ia Ua', 0.6); price('IA', 1); price('UA', 0.8); price('Ae', 0.12); price('Ao Au', 0.4); price('Ai', 0.55); price('Iu Io Ui Ue', 0.5)
price('Wa We', 0.85); price('Wi WI WA', 0.8); price('Ya Yu', 0.8); price('YU YA Yo WY', 0.9)
price('wu wo wU', 0.15); price('yi yI ye', 0.1); price('Yy', 0)
price('@aeiouAIU', 0.02); price('@3 @?', 0.15); price('3aeiou', 0.02); price('3AIU', 0.12); price('3?', 0.2)
price('Ea Ee EA', 0.02); price('Et', 0.15); price('EM', 0.2); price('MaA', 0.02); price('Mie MY', 0.05); price('MI My', 0.1)
price('7iIYyJ', 0.03); price('7Me', 0.1); price('7FE', 0.5); price('7aA', 0.6); price('Jae', 0.15); price('Oa', 0.2); price('?aeiou', 0.05)
for (const sign of 'aeiou') { loneAnywhere[code(sign)] = 0.1; weight[code(sign)] = 0.12 }
for (const [signsOf, alone, heavy] of [
  ['A', 0.3, 0.35], ['IU', 0.5, 0.5], ['WY', 0.75, 0.75], ['wy', 0.5, 0.6], ['3?', 0.12, 0.2], ['@', 0.3, 0.3], ['EF', 0.12, 0.15], ['M', 0.2, 0.25], ['7', 0.95, 0.8], ['OJ', 0.2, 0.25], ['hH', 0.7, 0.8],
] as const) for (const sign of signsOf) { loneAnywhere[code(sign)] = alone; weight[code(sign)] = heavy }

/** Where both are in Arabic letters the long vowels are written in both: عامر is not عمر. */
const loneWritten = loneAnywhere.slice()
for (const [sign, alone] of [['A', 0.65], ['W', 0.9], ['Y', 0.9], ['3', 0.7]] as const) loneWritten[code(sign)] = alone

/** Two sounds one after another that Latin writes as one digraph: Fathi, Ishaq, Adham. */
const digraphs: ReadonlyMap<number, readonly [first: string, second: string]> = new Map([
  [code('0'), ['tT', 'hH']], [code('$'), ['sS', 'hH']], [code('5'), ['dD', 'hH']], [code('X'), ['k', 'hH']], [code('G'), ['g', 'hH']], [code('I'), ['3?@', 'Y']], [code('i'), ['3?@', 'Y']], [code('e'), ['3?@', 'Y']], [code('U'), ['3?@', 'W']], [code('o'), ['3?@', 'W']], [code('u'), ['3?@', 'W']],
])
const splits = new Float32Array(signs * signs * signs).fill(-1)
for (const [whole, [first, second]] of digraphs) for (const a of first) for (const b of second) splits[(whole * signs + code(a)) * signs + code(b)] = 0.1

const wholes = new Uint8Array(signs)
for (const whole of digraphs.keys()) wholes[whole] = 1

const widest = 64
const rows = [new Float32Array(widest + 1), new Float32Array(widest + 1), new Float32Array(widest + 1)]

/** A word's sounds made ready for comparing. */
export interface Said { readonly sounds: string; readonly codes: Uint8Array; readonly weight: number }

const ready = new Map<string, Said>()
const mostReady = 100_000

/** Sounds made ready; the same sounds give the same object for as long as they are remembered. */
export function say(sounds: string): Said {
  const known = ready.get(sounds)
  if (known) return known
  if (ready.size >= mostReady) ready.clear()
  const codes = Uint8Array.from(sounds.slice(0, widest), (sign) => sign.charCodeAt(0) & 127)
  const found = { sounds, codes, weight: soundWeight(sounds) }
  ready.set(sounds, found)
  return found
}

/** The weight of a word's sounds, in consonants. */
export function soundWeight(sounds: string): number {
  let sum = 0
  for (let i = 0; i < sounds.length; i++) sum += weight[sounds.charCodeAt(i) & 127]!
  return sum
}

/** Whether two words may begin alike: a quick look before they are compared. */
export function beginAlike(a: Said, b: Said): boolean {
  return swap[(a.codes[0] ?? 0) * signs + (b.codes[0] ?? 0)]! < 0.5
}

/** The price of making one word's sounds into the other's; 0 when they are the same. Symmetric. Past `most` it stops counting. */
export function soundDistance(a: Uint8Array, b: Uint8Array, most = Infinity, bothWritten = false): number {
  const lone = bothWritten ? loneWritten : loneAnywhere
  const [n, m] = [a.length, b.length]
  let [before, above, row] = rows as [Float32Array, Float32Array, Float32Array]
  above[0] = 0
  for (let j = 1; j <= m; j++) above[j] = above[j - 1]! + lone[b[j - 1]!]!
  for (let i = 1; i <= n; i++) {
    const x = a[i - 1]!
    const dropX = lone[x]!
    let least = row[0] = above[0]! + dropX
    for (let j = 1; j <= m; j++) {
      const y = b[j - 1]!
      let best = above[j - 1]! + swap[x * signs + y]!
      const [left, up] = [row[j - 1]! + lone[y]!, above[j]! + dropX]
      if (left < best) best = left
      if (up < best) best = up
      if (i > 1 && wholes[y] === 1) {
        const split = splits[(y * signs + a[i - 2]!) * signs + x]!
        if (split >= 0 && before[j - 1]! + split < best) best = before[j - 1]! + split
      }
      if (j > 1) {
        if (wholes[x] === 1) {
          const split = splits[(x * signs + b[j - 2]!) * signs + y]!
          if (split >= 0 && above[j - 2]! + split < best) best = above[j - 2]! + split
        }
        if (i > 1 && x === b[j - 2] && y === a[i - 2] && x !== y && before[j - 2]! + 0.6 < best) best = before[j - 2]! + 0.6
      }
      row[j] = best
      if (best < least) least = best
    }
    if (least > most + 0.2) return least
    const spare = before
    before = above
    above = row
    row = spare
  }
  return above[m]!
}

/** 1 for the same sounds, towards 0.4 for nothing in common: below `least` it is only known to be low. */
export function similarity(a: Said, b: Said, bothWritten = false, least = 0.5): number {
  if (a === b) return 1
  const longer = Math.max(1.6, a.weight, b.weight)
  // So many sounds too many: they are not alike, however they are laid. A sound costs hardly less than it weighs.
  if (Math.abs(a.weight - b.weight) > (least > 0.5 ? 1.25 * (1 - least) : 0.5) * longer) return 0.4
  const alike = 1 - soundDistance(a.codes, b.codes, (1 - least) * longer, bothWritten) / longer
  return alike < 0.48 ? 0.4 : alike
}

/** The same for sounds as they are written. */
export function soundSimilarity(a: string, b: string, bothWritten = false): number {
  return a === b ? 1 : similarity(say(a), say(b), bothWritten)
}
