import type { PolicyRule } from '#kernel/access/policy.ts'

export const policy: readonly PolicyRule[] = [
  { roles: ['station-officer', 'station-commander', 'juvenile-officer', 'prison-reception', 'prison-director', 'fingerprint-examiner'], may: ['biometrics.practise'], on: 'any',
    because: { ar: 'من يأخذ الطبعات أو يقارنها يتدرب على صور ليست لأحد', ckb: 'ئەوەی پەنجەمۆر وەردەگرێت یان بەراوردی دەکات لەسەر وێنەی هیچ کەسێک ڕادێت', en: 'Whoever takes or compares prints practises on pictures of nobody’s fingers' } },
  { roles: ['station-commander', 'prison-director', 'inspector'], may: ['biometrics.read-training'], on: 'any',
    because: { ar: 'من يدير الدائرة أو يراقبها يعرف من تدرب ومن لم يتدرب', ckb: 'ئەوەی فەرمانگەکە بەڕێوە دەبات یان چاودێری دەکات دەزانێت کێ ڕاهێنراوە و کێ نا', en: 'Whoever runs an office or oversees it knows who is trained and who is not' } },
]
