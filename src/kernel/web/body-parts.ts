/** A figure of simple shapes in a box of 100 by 200: drawn once, used for front and back. x grows to the viewer's right. */
export interface BodyShape {
  /** The part without its side: 'upper-arm'. */
  readonly part: string
  /** Which side of the box the shape is on; none for the middle of the body. */
  readonly at?: 'low' | 'high'
  readonly d: string
}

const paired: readonly [string, string][] = [
  ['shoulder', 'M35 36 Q26 36 24 48 L34 50 L37 38 Z'],
  ['upper-arm', 'M24 48 L20 72 L29 74 L34 50 Z'],
  ['forearm', 'M20 72 L14 96 L22 99 L29 74 Z'],
  ['hand', 'M14 96 L10 108 Q13 114 18 110 L22 99 Z'],
  ['thigh', 'M36 102 L36 142 L48 142 L49.5 108 Z'],
  ['lower-leg', 'M36 142 L38 182 L46 182 L48 142 Z'],
  ['foot', 'M38 182 L33 193 Q40 196 46 193 L46 182 Z'],
]

function mirrored(d: string): string {
  let isX = true
  return d.replace(/-?\d+(\.\d+)?/g, (n) => {
    const text = isX ? String(100 - Number(n)) : n
    isX = !isX
    return text
  })
}

export const bodyShapes: readonly BodyShape[] = [
  { part: 'head', d: 'M50 4 Q60 4 60 15 Q60 27 50 28 Q40 27 40 15 Q40 4 50 4 Z' },
  { part: 'neck', d: 'M45 27 L55 27 L57 35 L43 35 Z' },
  { part: 'chest', d: 'M37 37 L63 37 L66 50 L64 66 L36 66 L34 50 Z' },
  { part: 'abdomen', d: 'M36 66 L64 66 L63 88 L37 88 Z' },
  { part: 'pelvis', d: 'M37 88 L63 88 L64 102 L50.5 108 L49.5 108 L36 102 Z' },
  ...paired.flatMap(([part, d]): BodyShape[] => [{ part, at: 'low', d }, { part, at: 'high', d: mirrored(d) }]),
]

/** The part's full name: in front view the person's right is on the viewer's left. The back has its own middle parts. */
export function partName(shape: BodyShape, side: 'front' | 'back'): string {
  if (shape.at !== undefined) return `${(shape.at === 'low') === (side === 'front') ? 'right' : 'left'}-${shape.part}`
  if (side === 'front') return shape.part
  return { chest: 'upper-back', abdomen: 'lower-back', pelvis: 'buttocks', head: 'back-of-head', neck: 'nape' }[shape.part] ?? shape.part
}

/** The middle of a shape, where a mark set by keyboard is put. */
export function middleOf(shape: BodyShape): { x: number; y: number } {
  const numbers = (shape.d.match(/-?\d+(\.\d+)?/g) ?? []).map(Number)
  const xs = numbers.filter((_, n) => n % 2 === 0)
  const ys = numbers.filter((_, n) => n % 2 === 1)
  return { x: (Math.min(...xs) + Math.max(...xs)) / 2, y: (Math.min(...ys) + Math.max(...ys)) / 2 }
}
