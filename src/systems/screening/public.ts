/** What other systems may call. */
export { importList } from './screening.ts'
