/** Importing this gives another system's pages the words of custody: its stages, duties, gaps, kinds of cover and alarms. */
import { registerWords } from '#kernel/web/words.tsx'
import { words } from '../words.ts'

registerWords(words)
