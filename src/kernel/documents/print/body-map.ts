type Point = readonly [x: number, y: number]

/** The right half of the outline, in units of 1/200 of the width, from the neck round the arm and leg to the crotch. */
const HALF: readonly Point[] = [
  [110, 66], [112, 80], [136, 90], [150, 104], [156, 150], [162, 190], [169, 228], [175, 250], [170, 264], [161, 258], [156, 234],
  [146, 196], [138, 150], [136, 132], [133, 170], [137, 208], [138, 260], [132, 310], [130, 360], [126, 396], [136, 410], [112, 411],
  [111, 394], [108, 350], [106, 300], [101, 232],
]

/** The outline of a person from the front or the back as SVG, to carry numbered marks (x and y from 0 to 1). */
export function bodySvg(view: 'front' | 'back'): string {
  const mirrored = HALF.map(([x, y]): Point => [200 - x, y]).reverse()
  const outline = smooth([...HALF, ...mirrored])
  const inner = view === 'front'
    ? '<path d="M68 100 Q84 104 96 98 M132 100 Q116 104 104 98"/><circle cx="84" cy="132" r="2.5"/><circle cx="116" cy="132" r="2.5"/><circle cx="100" cy="196" r="2"/><path d="M91 36h5M104 36h5M100 40v8M94 54q6 4 12 0"/>'
    : '<path d="M100 78 V214 M76 108 q10 14 8 30 M124 108 q-10 14 -8 30 M72 236 q16 12 28 0 q12 12 28 0"/>'
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 420" width="200" height="420"><g fill="none" stroke="#555" stroke-width="1.6" stroke-linejoin="round" stroke-linecap="round"><ellipse cx="100" cy="40" rx="22" ry="29"/><path d="${outline}"/><g stroke="#999" stroke-width="1">${inner}</g></g></svg>`
}

/** An open curve through all points (Catmull-Rom as cubic Béziers). */
function smooth(points: readonly Point[]): string {
  const at = (i: number): Point => points[Math.min(Math.max(i, 0), points.length - 1)] as Point
  const [x0, y0] = at(0)
  let path = `M${x0} ${y0}`
  for (let i = 0; i < points.length - 1; i++) {
    const [a, b, c, d] = [at(i - 1), at(i), at(i + 1), at(i + 2)]
    const near = [b[0] + (c[0] - a[0]) / 7, b[1] + (c[1] - a[1]) / 7]
    const far = [c[0] - (d[0] - b[0]) / 7, c[1] - (d[1] - b[1]) / 7]
    path += ` C${[...near, ...far, ...c].map((n) => n.toFixed(1)).join(' ')}`
  }
  return path
}
