import type { PolicyRule } from '#kernel/access/policy.ts'

const judges = ['investigative-judge', 'trial-judge', 'cassation-judge'] as const

export const policy: readonly PolicyRule[] = [
  { roles: ['inspector', 'prosecutor', ...judges, 'station-commander', 'juvenile-officer', 'prison-director'], may: ['oversight.read-alarms'], on: 'any',
    because: { ar: 'يقرأ الإنذار من تلقاه، ولا يُخفى عمن وقع عنده', ckb: 'ئاگادارییەکە ئەوە دەیخوێنێتەوە کە پێی گەیشتووە، لەوەش ناشاردرێتەوە کە لای ڕوویداوە', en: 'An alarm is read by whoever received it, and is not hidden from the office where it happened' } },
  { roles: ['inspector', 'prosecutor', ...judges], may: ['oversight.see-alarm', 'oversight.dismiss-alarm'], on: 'any', article: 'CPC 39-40; Mandela 83-85',
    because: { ar: 'لا يصرف الإنذار إلا مفتش الجهة التي تلقته أو عضو ادعائها أو قاضيها، لا الجهة التي وقع عندها', ckb: 'تەنها پشکنەر یان داواکار یان دادوەری ئەو لایەنەی ئاگادارییەکەی پێ گەیشتووە لایدەبات، نەک ئەوەی لای ڕوویداوە', en: 'An alarm is dismissed only by the inspector, prosecutor or judge of the office that received it, never by the office it is about' } },
  { roles: ['inspector', 'prosecutor', ...judges, 'station-commander', 'prison-director'], may: ['oversight.read-statistics'], on: 'any', article: 'Mandela 10',
    because: { ar: 'الأعداد لمن يشرف: الوطن للتفتيش، والمحافظة للقضاء والادعاء، والدائرة لمديرها', ckb: 'ژمارەکان بۆ ئەوەی سەرپەرشتی دەکات: وڵات بۆ پشکنین، پارێزگا بۆ دادگا و داواکاری، فەرمانگە بۆ بەڕێوەبەرەکەی', en: 'Counts are for those who oversee: the nation for inspectors, the governorate for judges and prosecutors, an office for its director' } },
]
