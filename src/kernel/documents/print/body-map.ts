import { bodyShapes } from '#kernel/web/body-parts.ts'

/**
 * The figure of a person from the front or the back as SVG, to carry numbered marks (x and y from 0 to 1). The same
 * shapes as on the screen, so that a mark set there is on the same part of the body on paper.
 */
export function bodySvg(view: 'front' | 'back'): string {
  const shapes = bodyShapes.map((shape) => `<path d="${shape.d}"/>`).join('')
  const face = view === 'front' ? '<path d="M46 14h2M52 14h2M50 15v4M47 22q3 2 6 0"/>' : '<path d="M50 38V96"/>'
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 200" width="100" height="200"><g fill="none" stroke="#777" stroke-width="0.7" stroke-linejoin="round" stroke-linecap="round">${shapes}<g stroke="#aaa" stroke-width="0.5">${face}</g></g></svg>`
}
