/** Who may look for persons, write them down, and say that two are one. */
import type { PolicyRule } from '#kernel/access/policy.ts'

const police = ['station-officer', 'station-commander', 'juvenile-officer', 'investigator'] as const
const courts = ['investigative-judge', 'trial-judge', 'cassation-judge', 'court-clerk', 'prosecutor'] as const

export const peoplePolicy: readonly PolicyRule[] = [
  { roles: [...police, ...courts, 'prison-reception', 'prison-director', 'prison-doctor', 'fingerprint-examiner', 'inspector'], may: ['people.search'], on: 'any',
    because: { ar: 'من يعمل على سجلات الأشخاص يجب أن يجدهم؛ والمختوم لا يراه إلا من لديه سجل له', ckb: 'ئەوەی لەسەر تۆماری کەسان کار دەکات دەبێت بیاندۆزێتەوە؛ مۆرکراو تەنها ئەو دەیبینێت کە تۆمارێکی لایە', en: 'Whoever works on records of persons must find them; one who is sealed is seen only by whoever has a record of theirs' } },
  { roles: [...police, 'investigative-judge', 'court-clerk', 'prosecutor', 'prison-reception'], may: ['people.create', 'people.correct'], on: 'new', article: 'CPC 93, 113',
    because: { ar: 'تُدوَّن هوية المقبوض عليه والمتهم عند أول إجراء', ckb: 'ناسنامەی گیراو و تۆمەتبار لە یەکەم کاردا تۆمار دەکرێت', en: 'The identity of the arrested and the accused is written down at the first act' } },
  { roles: [...police, 'investigative-judge', 'trial-judge', 'prosecutor', 'prison-reception', 'prison-director'], may: ['people.not-this-person'], on: 'any',
    because: { ar: 'من عرف أن الشخص ليس المطلوب يدوّن ذلك كي لا يُقبض عليه ثانية', ckb: 'ئەوەی زانی کەسەکە داواکراوەکە نییە دەینووسێت تا دووبارە نەگیرێت', en: 'Whoever learns that a person is not the one wanted notes it, so that they are not arrested again' } },
  { roles: [...police, 'investigative-judge', 'court-clerk', 'prosecutor', 'prison-reception', 'fingerprint-examiner', 'inspector'], may: ['people.merge.propose'], on: 'any',
    because: { ar: 'من رأى قيدين لشخص واحد يقترح دمجهما', ckb: 'ئەوەی دوو تۆماری یەک کەسی بینی پێشنیاری یەکخستنیان دەکات', en: 'Whoever sees two records of one person proposes to merge them' } },
  { roles: ['station-commander', 'investigative-judge', 'prosecutor', 'prison-director', 'inspector'], may: ['people.merge.approve'], on: 'any',
    because: { ar: 'الدمج والتراجع عنه يقررهما غير من اقترحه', ckb: 'یەکخستن و گەڕاندنەوەی لەلایەن کەسێکی ترەوە بڕیار دەدرێت', en: 'Merging, and undoing it, is decided by another than whoever proposed it' } },
]
