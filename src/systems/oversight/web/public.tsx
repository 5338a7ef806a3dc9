/** Importing this gives another system's pages the words of statistics. */
import { registerWords } from '#kernel/web/words.tsx'
import { words } from '../words.ts'

registerWords(words)
