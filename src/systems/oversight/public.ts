/** What other systems may ask of oversight: the figures that are published. */
export { openFigures, type OpenFigures } from './figures.ts'
export { csvOf } from './csv.ts'
export { words } from './words.ts'
