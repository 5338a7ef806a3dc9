import type { Words } from '#kernel/words/text.ts'

/** Texts of the screens. */
export const screenWords: Words = {
  'prisons.title': { ar: 'السجن', ckb: 'بەندیخانە', en: 'Prison' },
}
