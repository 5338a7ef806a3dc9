import type { PolicyRule } from '#kernel/access/policy.ts'

export const policy: readonly PolicyRule[] = [
  { roles: ['fingerprint-examiner', 'investigator'], may: ['biometrics.enter-mark'], on: 'new', article: 'CPC 52(C), 69',
    because: { ar: 'يُدخل أثر البصمة من عاين محل الحادث أو الخبير المنتدب', ckb: 'شوێنەواری پەنجەمۆر لەلایەن ئەوەی شوێنی ڕووداوەکەی پشکنیوە یان شارەزای ڕاسپێردراوەوە تۆمار دەکرێت', en: 'A mark is entered by whoever inspected the scene or by the appointed expert' } },
  { roles: ['fingerprint-examiner'], may: ['biometrics.read-marks', 'biometrics.open-mark', 'biometrics.withdraw-mark'], on: 'any', article: 'CPC 69',
    because: { ar: 'يقارن خبير البصمات الآثار', ckb: 'شارەزای پەنجەمۆر شوێنەوارەکان بەراورد دەکات', en: 'The fingerprint examiner compares marks' } },
  { roles: ['investigator', 'investigative-judge', 'trial-judge', 'prosecutor'], may: ['biometrics.read-marks', 'biometrics.open-mark'], on: ['holder', 'judge', 'court'], article: 'CPC 69',
    because: { ar: 'يرى من ينظر القضية آثارها', ckb: 'ئەوەی کەیسەکە دەبینێت شوێنەوارەکانی دەبینێت', en: 'Whoever hears the case sees its marks' } },
  { roles: ['investigator'], may: ['biometrics.withdraw-mark'], on: ['holder'],
    because: { ar: 'يسحب الأثر من أدخله خطأ، بسبب مكتوب', ckb: 'ئەوەی بە هەڵە تۆماری کردووە بە هۆکارێکی نووسراو دەیکشێنێتەوە', en: 'Whoever entered a mark by mistake withdraws it, with a written reason' } },
  { roles: ['inspector'], may: ['biometrics.read-marks'], on: 'any',
    because: { ar: 'يعلم المفتش بالآثار دون فتح صورها', ckb: 'پشکنەر شوێنەوارەکان دەزانێت بێ کردنەوەی وێنەکانیان', en: 'The inspector knows of marks, without opening their images' } },
]
