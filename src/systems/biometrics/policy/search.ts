import type { PolicyRule } from '#kernel/access/policy.ts'

export const policy: readonly PolicyRule[] = [
  { roles: ['investigative-judge', 'investigator', 'trial-judge', 'prosecutor', 'fingerprint-examiner'], may: ['biometrics.ask-search'], on: 'new', article: 'CPC 70',
    because: { ar: 'يطلب البحث بالبصمات من يحقق أو يحكم، أو خبير البصمات بطلب منهم، لغرض مذكور في قضية مذكورة', ckb: 'ئەوەی لێدەکۆڵێتەوە یان دادوەری دەکات، یان شارەزای پەنجەمۆر بە داوای ئەوان، بۆ مەبەستێکی دیاریکراو لە کەیسێکی دیاریکراودا داوای گەڕان دەکات', en: 'Whoever investigates or judges, or the examiner at their request, asks for a search, for a named purpose in a named matter' } },
  { roles: ['investigative-judge', 'investigator', 'trial-judge', 'prosecutor'], may: ['biometrics.read-searches', 'biometrics.repeat-search'], on: ['holder', 'judge', 'court'],
    because: { ar: 'من طلب بحثًا، ومن ينظر القضية، يعلم نتيجته؛ والمرشحون للخبراء وحدهم', ckb: 'ئەوەی داوای گەڕانی کردووە و ئەوەی کەیسەکە دەبینێت ئەنجامەکەی دەزانێت؛ کاندیدەکان تەنها بۆ شارەزاکانن', en: 'Whoever asked, and whoever hears the case, learns the outcome; candidates are for examiners alone' } },
  { roles: ['fingerprint-examiner'], may: ['biometrics.read-searches', 'biometrics.repeat-search', 'biometrics.examine', 'biometrics.propose-link', 'biometrics.decide-link', 'biometrics.read-links', 'biometrics.read-gallery'], on: 'any', article: 'CPC 69',
    because: { ar: 'يقارن الخبير المرشحين ويقرر، وخبير آخر يتحقق دون أن يرى قراره', ckb: 'شارەزا کاندیدەکان بەراورد دەکات و بڕیار دەدات، و شارەزایەکی تر بێ ئەوەی بڕیارەکەی ببینێت پشتڕاستی دەکاتەوە', en: 'An examiner compares candidates and decides; another verifies without having seen the decision' } },
  { roles: ['inspector'], may: ['biometrics.read-searches', 'biometrics.inspect-searches', 'biometrics.read-links', 'biometrics.read-gallery'], on: 'any',
    because: { ar: 'يرى المفتش كل بحث وغرضه ومن طلبه، دون صور ولا مرشحين', ckb: 'پشکنەر هەموو گەڕانێک و مەبەستەکەی و داواکارەکەی دەبینێت، بێ وێنە و کاندید', en: 'The inspector sees every search, its purpose and who asked, without images and candidates' } },
  { roles: ['administrator'], may: ['biometrics.read-gallery'], on: 'any',
    because: { ar: 'يتابع مدير النظام أن قاعدة البصمات كاملة محدّثة، دون أن يبحث فيها', ckb: 'بەڕێوەبەری سیستەم چاودێری دەکات کە بنکەی پەنجەمۆر تەواو و نوێیە، بێ گەڕان تێیدا', en: 'The administrator watches that the gallery is whole and up to date, without searching it' } },
]
