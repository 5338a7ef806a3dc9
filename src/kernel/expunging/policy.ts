import type { PolicyRule } from '#kernel/access/policy.ts'

/** Who orders a record destroyed, who looks at the order, who sees what was destroyed. */
export const expungingPolicy: readonly PolicyRule[] = [
  { roles: ['investigative-judge', 'trial-judge', 'cassation-judge'], may: ['ledger.order-expunging'], on: ['holder', 'judge', 'court', 'cassation'],
    because: { ar: 'لا يأمر بإتلاف سجل إلا القاضي الذي ينظر فيه', ckb: 'تەنها ئەو دادوەرەی تۆمارەکەی لایە فەرمانی لەناوبردنی دەدات', en: 'Only a judge of the record orders it destroyed' } },
  { roles: ['prosecutor'], may: ['ledger.expunge'], on: ['prosecution'],
    because: { ar: 'لا يُنفذ أمر الإتلاف قبل أن ينظر فيه الادعاء العام: عينان أخريان قبل ما لا رجعة فيه', ckb: 'فەرمانی لەناوبردن جێبەجێ ناکرێت پێش ئەوەی داواکاری گشتی تێیدا بڕوانێت: دوو چاوی تر پێش شتێک کە گەڕانەوەی نییە', en: 'The order is carried out only when the public prosecution has looked at it: a second pair of eyes before what can’t be undone' } },
  { roles: ['investigative-judge', 'trial-judge', 'cassation-judge', 'prosecutor', 'inspector'], may: ['ledger.read-expunging'], on: 'any',
    because: { ar: 'ما أُتلف ومن أمر به وبأي مادة معلوم لمن يراقب', ckb: 'ئەوەی لەناوبراوە و کێ فەرمانی داوە و بە کام ماددە بۆ چاودێران ئاشکرایە', en: 'What was destroyed, who ordered it and under which article is known to those who oversee' } },
]
