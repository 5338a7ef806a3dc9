import type { Words } from '#kernel/words/text.ts'
import { checkWords } from './chain-checks.ts'
import { exchangeWords } from './chain-exchange.ts'
import { retentionWords } from './chain-retention.ts'

export const words: Words = { ...checkWords, ...retentionWords, ...exchangeWords }
