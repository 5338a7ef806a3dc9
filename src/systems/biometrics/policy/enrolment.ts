import type { PolicyRule } from '#kernel/access/policy.ts'

const takers = ['station-officer', 'juvenile-officer', 'prison-reception', 'fingerprint-examiner'] as const

export const policy: readonly PolicyRule[] = [
  { roles: [...takers], may: ['biometrics.begin-enrolment'], on: 'new', article: 'CPC 70',
    because: { ar: 'يأخذ البصمات من يسجّل القبض أو يستقبل في السجن أو يعمل في الأدلة الجنائية', ckb: 'ئەوەی دەستگیرکردن تۆمار دەکات یان لە بەندیخانە وەردەگرێت یان لە بەڵگەی تاوانکاری کار دەکات پەنجەمۆر دەگرێت', en: 'Prints are taken by whoever books, receives in prison, or works in criminal evidence' } },
  { roles: [...takers], may: ['biometrics.take-print', 'biometrics.take-photograph', 'biometrics.complete-enrolment', 'biometrics.read-enrolment', 'biometrics.open-image'], on: ['holder'], article: 'CPC 70',
    because: { ar: 'يكمل الأخذ من بدأه في دائرته', ckb: 'ئەوەی لە فەرمانگەکەی خۆی دەستی پێکردووە تەواوی دەکات', en: 'The office that began a taking finishes it' } },
  { roles: [...takers, 'station-commander', 'prison-director', 'inspector'], may: ['biometrics.list-enrolments'], on: 'any',
    because: { ar: 'يرى من يأخذ البصمات ومن يرأسه ومن يفتش قائمة ما أُخذ في الدائرة', ckb: 'ئەوەی پەنجەمۆر دەگرێت و سەرۆکەکەی و پشکنەر لیستی گیراوەکانی فەرمانگە دەبینن', en: 'Whoever takes prints, heads those who do, or inspects, sees the list of what an office took' } },
  { roles: ['station-officer', 'juvenile-officer', 'prison-reception'], may: ['biometrics.read-enrolment', 'biometrics.open-image'], on: ['interested'],
    because: { ar: 'من يتسلّم محتجزًا يرى بصماته وصوره ليتحقق منه', ckb: 'ئەوەی ڕاگیراوێک وەردەگرێت پەنجەمۆر و وێنەکانی دەبینێت بۆ دڵنیابوونەوە', en: 'Whoever receives a person held sees their prints and photographs, to know that it is the one' } },
  { roles: ['station-commander', 'prison-director'], may: ['biometrics.read-enrolment'], on: ['holder', 'interested'],
    because: { ar: 'يعرف رئيس الدائرة ما أُخذ فيها دون فتح الصور', ckb: 'سەرۆکی فەرمانگە دەزانێت چی گیراوە بێ کردنەوەی وێنەکان', en: 'The head of an office knows what was taken in it, without opening images' } },
  { roles: ['fingerprint-examiner'], may: ['biometrics.read-enrolment', 'biometrics.open-image'], on: 'any',
    because: { ar: 'يقارن خبير البصمات ما أُخذ في البلاد', ckb: 'شارەزای پەنجەمۆر ئەوەی لە وڵاتدا گیراوە بەراورد دەکات', en: 'The fingerprint examiner compares what was taken in the country' } },
  { roles: ['investigator', 'investigative-judge'], may: ['biometrics.read-enrolment', 'biometrics.open-image'], on: ['judge'], article: 'CPC 70',
    because: { ar: 'يطّلع عليها من يجوز له الأمر بأخذها', ckb: 'ئەوەی بۆی هەیە فەرمانی گرتنیان بدات دەیانبینێت', en: 'Whoever may order them taken may see them' } },
  { roles: ['inspector'], may: ['biometrics.read-enrolment'], on: 'any',
    because: { ar: 'يطّلع المفتش على ما أُخذ ومن فتح الصور، لا على الصور', ckb: 'پشکنەر دەزانێت چی گیراوە و کێ وێنەکانی کردووەتەوە، نەک خودی وێنەکان', en: 'The inspector sees what was taken and who opened images, not the images' } },
]
