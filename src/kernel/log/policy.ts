import type { PolicyRule } from '#kernel/access/policy.ts'

/** The page is public; who oversees or runs the platform also finds it in the menu. */
export const logPolicy: readonly PolicyRule[] = [
  { roles: ['inspector', 'administrator', 'cassation-judge', 'prosecutor'], may: ['log.watch'], on: 'any',
    because: { ar: 'السجل العام لكل أحد، ويجده في قائمته من يشرف أو يدير المنصة', ckb: 'تۆماری گشتی بۆ هەمووانە، و ئەوەی سەرپەرشتی دەکات یان سیستەمەکە بەڕێوە دەبات لە لیستەکەیدا دەیبینێت', en: 'The public log is for everybody; whoever oversees or runs the platform finds it in the menu' } },
]
