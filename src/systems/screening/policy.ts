import type { PolicyRule } from '#kernel/access/policy.ts'

export const policy: readonly PolicyRule[] = [
  { roles: ['station-commander', 'investigator', 'investigative-judge', 'prosecutor', 'inspector', 'administrator'], may: ['screening.read'], on: 'any',
    because: { ar: 'من يقبض أو يحقق أو يقرر يجب أن يعلم أن الاسم يشبه اسمًا مدرجًا، وأن الشبه ليس هوية', ckb: 'ئەوەی دەگرێت یان لێدەکۆڵێتەوە یان بڕیار دەدات دەبێت بزانێت ناوەکە لە ناوێکی لیستکراو دەچێت، و لێکچوون ناسنامە نییە', en: 'Whoever arrests, investigates or decides must know that a name is like one listed, and that likeness is no identity' } },
  { roles: ['station-commander', 'investigator', 'prosecutor', 'investigative-judge'], may: ['screening.propose'], on: 'any',
    because: { ar: 'يقترح من عرف الشخص وقارن علامة ثانية', ckb: 'ئەوەی کەسەکە دەناسێت و نیشانەیەکی دووەمی بەراورد کردووە پێشنیار دەکات', en: 'Whoever knows the person and compared a second identifier proposes' } },
  { roles: ['investigative-judge', 'prosecutor'], may: ['screening.decide'], on: 'any',
    because: { ar: 'يقرر شخص آخر غير من اقترح', ckb: 'کەسێکی تر جگە لەوەی پێشنیاری کردووە بڕیار دەدات', en: 'Another person than the one who proposed decides' } },
  { roles: ['administrator'], may: ['screening.import'], on: 'any',
    because: { ar: 'تُجلب القوائم من ناشرها نسخة بعد نسخة', ckb: 'لیستەکان لە بڵاوکەرەوەیان وەشان بە وەشان دەهێنرێن', en: 'Lists are brought in from their publisher, version by version' } },
]
