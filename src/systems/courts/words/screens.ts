import type { Text, Words } from '#kernel/words/text.ts'

const t = (ar: string, ckb: string, en: string): Text => ({ ar, ckb, en })

/** What the pages of the courts say. */
export const screens: Words = {
  'courts.hearings': t('الجلسات', 'دانیشتنەکان', 'Hearings'),
}
