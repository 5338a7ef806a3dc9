import type { PolicyRule } from '#kernel/access/policy.ts'
import type { Role } from '#kernel/access/roles.ts'

/** Posts of the places that hold people. */
export const keepers: readonly Role[] = ['station-officer', 'station-commander', 'juvenile-officer', 'prison-reception', 'prison-director']

/** Who proves a release, who may take the order back, and who asks for and takes bail. */
export const releasePolicy: readonly PolicyRule[] = [
  { roles: [...keepers, 'prison-doctor', 'investigator', 'investigative-judge', 'court-clerk', 'trial-judge', 'cassation-judge', 'prosecutor', 'inspector'], may: ['custody.read-release'], on: 'any',
    because: { ar: 'من يرى التوقيف يرى أمر الإخلاء وما نُفذ منه', ckb: 'ئەوەی ڕاگرتنەکە دەبینێت فەرمانی ئازادکردن و جێبەجێکردنەکەی دەبینێت', en: 'Whoever sees a custody sees its release order and how far it was executed' } },
  { roles: keepers, may: ['custody.receive-release', 'custody.check-release', 'custody.free', 'custody.return-property', 'custody.give-slip'], on: ['holder'], article: 'CPC 284, Penal 324',
    because: { ar: 'تنفذ أمر الإخلاء الجهة التي تحتجز الشخص، خطوة خطوة وبشخصين', ckb: 'ئەو لایەنەی کەسەکەی ڕاگرتووە فەرمانی ئازادکردن جێبەجێ دەکات، هەنگاو بە هەنگاو و بە دوو کەس', en: 'The place that holds the person executes the release, step by step and by two people' } },
  { roles: ['investigative-judge', 'trial-judge', 'cassation-judge'], may: ['custody.withdraw-release'], on: ['judge', 'court', 'cassation', 'holder'], article: 'CPC 111',
    because: { ar: 'لا يسحب أمر الإخلاء إلا من أصدره وقبل تنفيذه', ckb: 'تەنها ئەوەی فەرمانی ئازادکردنی دەرکردووە و پێش جێبەجێکردنی دەتوانێت بیکێشێتەوە', en: 'A release order is taken back only by who made it, and before it is executed' } },
  { roles: ['investigative-judge', 'trial-judge'], may: ['custody.decide-bail'], on: ['judge', 'court'], article: 'CPC 109(A), 110, 114',
    because: { ar: 'القاضي يقرر إخلاء السبيل بتعهد أو كفالة أو تأمين', ckb: 'دادوەر بڕیار لە ئازادکردن بە بەڵێننامە یان کەفالەت یان بارمتە دەدات', en: 'The judge decides on release with an undertaking, a guarantor or a deposit' } },
  { roles: ['station-officer', 'station-commander', 'juvenile-officer', 'prison-director'], may: ['custody.give-bail'], on: ['holder'], article: 'CPC 114-115',
    because: { ar: 'يقبل المركز الكفالة التي قررها القاضي ويُخلي السبيل حالاً', ckb: 'بنکە ئەو کەفالەتە وەردەگرێت کە دادوەر بڕیاری داوە و دەستبەجێ ئازاد دەکات', en: 'The station takes the bail that the judge decided and releases at once' } },
  { roles: ['investigator', 'court-clerk', 'investigative-judge', 'trial-judge'], may: ['custody.give-bail'], on: ['judge', 'court'], article: 'CPC 114-115',
    because: { ar: 'تُقدم الكفالة أمام المحكمة أيضاً', ckb: 'کەفالەت لە دادگاش دەدرێت', en: 'Bail may be given before the court too' } },
]
