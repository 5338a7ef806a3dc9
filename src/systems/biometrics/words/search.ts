import type { Words } from '#kernel/words/text.ts'

export const words: Words = {}
