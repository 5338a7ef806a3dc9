import type { Words } from '#kernel/words/text.ts'
import { ruleWords } from './rules/ruleWords.ts'
import { careWords } from './words/care.ts'
import { custodyWords } from './words/custody.ts'
import { pageWords } from './words/pages.ts'
import { releaseWords } from './words/release.ts'

export const words: Words = { ...ruleWords, ...custodyWords, ...releaseWords, ...careWords, ...pageWords }
