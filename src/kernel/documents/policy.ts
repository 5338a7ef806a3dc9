import type { PolicyRule } from '#kernel/access/policy.ts'

/** Who may add files to a record, and who may open its papers. Which records they see at all, row-level security decides. */
export const documentPolicy: readonly PolicyRule[] = [
  { roles: ['fingerprint-examiner'], may: ['documents.attach', 'documents.read'], on: ['holder', 'interested'],
    because: { ar: 'يقرأ الخبير أوراق ما أُحيل إليه ويضيف إليها تقريره، ولا يفتح أوراق سواها', ckb: 'پسپۆڕ کاغەزەکانی ئەوە دەخوێنێتەوە کە بۆی نێردراوە و ڕاپۆرتەکەی خۆی لێ زیاد دەکات، کاغەزی تر ناکاتەوە', en: 'An examiner reads the papers of what was referred to them and adds a report, and opens no others' } },
  { roles: ['station-officer', 'station-commander', 'juvenile-officer', 'investigator', 'court-clerk', 'investigative-judge', 'trial-judge', 'cassation-judge', 'prosecutor', 'prison-reception', 'prison-director', 'prison-doctor'],
    may: ['documents.attach'], on: ['holder', 'judge', 'court', 'prosecution', 'prison', 'cassation'],
    because: { ar: 'يضيف الأوراق إلى السجل من يحوزه ومن ينظر فيه من القضاة والادعاء العام', ckb: 'ئەوەی تۆمارەکەی لایە و ئەو دادوەر و داواکارە گشتییەی تێیدا دەڕوانێت کاغەز زیاد دەکەن', en: 'Papers are added by whoever holds the record, and by the judges and prosecutors who look into it' } },
  { roles: ['station-officer', 'station-commander', 'juvenile-officer', 'investigator', 'court-clerk', 'investigative-judge', 'trial-judge', 'cassation-judge', 'prosecutor', 'prison-reception', 'prison-director', 'prison-doctor', 'inspector'],
    may: ['documents.read'], on: 'any',
    because: { ar: 'من يرى السجل يرى أوراقه، إلا السرية منها', ckb: 'ئەوەی تۆمارەکە دەبینێت کاغەزەکانیشی دەبینێت، جگە لە نهێنییەکان', en: 'Whoever sees a record sees its papers, except those that are sealed' } },
  { roles: ['investigative-judge', 'trial-judge', 'cassation-judge', 'prosecutor', 'prison-doctor'], may: ['documents.read-sealed'], on: 'any', article: 'Mandela 26, 34',
    because: { ar: 'الأوراق السرية، كالتقارير الطبية، للقضاة والادعاء العام والطبيب', ckb: 'کاغەزە نهێنییەکان، وەک ڕاپۆرتە پزیشکییەکان، بۆ دادوەران و داواکاری گشتی و پزیشکە', en: 'Sealed papers, such as medical reports, are for judges, prosecutors and the doctor' } },
  { roles: ['station-officer', 'station-commander', 'juvenile-officer', 'court-clerk', 'investigative-judge', 'trial-judge', 'cassation-judge', 'prosecutor', 'prison-reception', 'prison-director'],
    may: ['documents.certify'], on: 'any', article: 'Civil Procedure 318',
    because: { ar: 'تُعطى الصور المصدقة ممن يرى السجل من القضاة والكتبة ومسؤولي المراكز والسجون، ويُدوَّن كل تصديق', ckb: 'وێنەی پەسەندکراو لەلایەن ئەو دادوەر و نووسەر و بەرپرسانەی بنکە و بەندیخانەوە دەدرێت کە تۆمارەکە دەبینن، و هەر پەسەندکردنێک تۆمار دەکرێت', en: 'Certified copies are given by the judges, clerks and officers of stations and prisons who see the record; each certification is recorded' } },
]
