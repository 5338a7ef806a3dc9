/** What other systems may ask of the desk: where a record has its page. */
export { pathOf } from './paths.ts'
