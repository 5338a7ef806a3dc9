/** What other systems may call of biometrics. */
export { words } from './words.ts'
/** The gallery of enrolled fingers: a shard process of the command line, the searches that wait. */
export { parsePartitions, serveShard, type RunningShard } from './gallery/serve.ts'
export { secretFile } from './gallery/wire.ts'
export { startSearches } from './running.ts'
