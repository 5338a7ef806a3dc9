import type { PolicyRule } from '#kernel/access/policy.ts'

/** Who may hand over and answer: whoever holds, whoever is offered. What may be handed where is the law of each kind of record. */
export const handoverPolicy: readonly PolicyRule[] = [
  { roles: ['station-officer', 'station-commander', 'juvenile-officer', 'investigator', 'court-clerk', 'investigative-judge', 'trial-judge', 'prison-reception', 'prison-director'],
    may: ['handover.offer'], on: ['holder'],
    because: { ar: 'لا يسلّم السجل إلا الدائرة التي تحوزه', ckb: 'تەنها ئەو فەرمانگەیەی تۆمارەکەی لایە دەتوانێت ڕادەستی بکات', en: 'Only the office that holds a record may offer it' } },
  { roles: ['station-officer', 'station-commander', 'juvenile-officer', 'investigator', 'court-clerk', 'investigative-judge', 'trial-judge', 'cassation-judge', 'prosecutor', 'prison-reception', 'prison-director'],
    may: ['handover.answer'], on: ['offered'],
    because: { ar: 'لا يقبل السجل أو يرفضه إلا الدائرة المعروض عليها', ckb: 'تەنها ئەو فەرمانگەیەی پێشکەشی کراوە دەتوانێت وەریبگرێت یان ڕەتیبکاتەوە', en: 'Only the office to which a record is offered may accept or refuse it' } },
]
