import type { PolicyRule } from '#kernel/access/policy.ts'
import type { Role } from '#kernel/access/roles.ts'

/** Posts of the places that hold people. */
const keepers: readonly Role[] = ['station-officer', 'station-commander', 'juvenile-officer', 'prison-reception', 'prison-director']

export const policy: readonly PolicyRule[] = [
  { roles: [...keepers, 'investigator', 'investigative-judge', 'court-clerk', 'trial-judge', 'prosecutor', 'inspector', 'fingerprint-examiner'], may: ['biometrics.read-prints'], on: 'any',
    because: { ar: 'من يرى التوقيف يرى هل أُخذت البصمات وما نتيجة المطابقة؛ ولا يرى البصمات نفسها', ckb: 'ئەوەی ڕاگرتنەکە دەبینێت دەبینێت پەنجەمۆر وەرگیراوە یان نا و ئەنجامی بەراوردکردن چییە؛ نەک پەنجەمۆرەکان خۆیان', en: 'Whoever sees a custody sees whether prints were taken and what a check found; not the prints themselves' } },
  { roles: keepers, may: ['biometrics.take-none'], on: ['holder'], article: 'CPC 70',
    because: { ar: 'من يحتجز الشخص يذكر لماذا لم تؤخذ بصماته', ckb: 'ئەوەی کەسەکەی ڕاگرتووە دەڵێت بۆچی پەنجەمۆری وەرنەگیراوە', en: 'Whoever holds the person says why no prints were taken' } },
  { roles: keepers, may: ['biometrics.check'], on: ['holder', 'offered'], article: 'CPC 284',
    because: { ar: 'يطابق من يحتجز الشخص أو يستلمه أن الواقف أمامه هو المعني', ckb: 'ئەوەی کەسەکەی ڕاگرتووە یان وەریدەگرێت دڵنیا دەبێتەوە کە ئەوەی لەبەردەمیدا وەستاوە هەمان کەسە', en: 'Whoever holds or receives the person checks that it is the one who stands there' } },
  { roles: ['station-commander', 'juvenile-officer', 'prison-director'], may: ['biometrics.resolve-check'], on: ['holder'], article: 'CPC 284',
    because: { ar: 'إذا لم تتطابق البصمة قرر شخص آخر غير من أجرى المطابقة', ckb: 'ئەگەر پەنجەمۆرەکە جیاواز بوو، کەسێکی تر جگە لەوەی بەراوردی کردووە بڕیار دەدات', en: 'Where a finger differs, somebody else than who compared decides what it means' } },
  { roles: ['prison-reception', 'prison-director'], may: ['biometrics.draw-sample'], on: 'any', article: 'Mandela 6-7',
    because: { ar: 'يختار السجن من يُتحقق منهم بالبصمة عند العدّ: بالقرعة أو بالتعيين', ckb: 'بەندیخانە دیاری دەکات لە ژماردندا کێ بە پەنجەمۆر بپشکنرێت: بە تیروپشک یان بە دیاریکردن', en: 'A prison says whom a count checks by finger: by lot or by choice' } },
  { roles: ['investigative-judge', 'trial-judge', 'prosecutor'], may: ['biometrics.read-retention'], on: ['judge', 'court', 'prosecution'], article: 'CPC 70',
    because: { ar: 'البصمات التي زال سببها معروضة على المحكمة التي أنهت القضية وعلى الادعاء العام', ckb: 'ئەو پەنجەمۆرانەی هۆکارەکەیان نەماوە لەبەردەم ئەو دادگایەن کە دۆسیەکەی کۆتایی پێهێناوە و داواکاری گشتی', en: 'Prints whose reason has ended are before the court that ended the case, and the prosecution' } },
  { roles: ['inspector'], may: ['biometrics.read-retention'], on: 'any',
    because: { ar: 'يرى المفتش ما لم يُبتّ فيه من البصمات', ckb: 'پشکنەر ئەو پەنجەمۆرانە دەبینێت کە هێشتا بڕیاریان لەسەر نەدراوە', en: 'The inspector sees which prints nobody has decided on' } },
  { roles: ['investigative-judge', 'trial-judge'], may: ['biometrics.keep-prints'], on: ['judge', 'court'], article: 'CPC 70',
    because: { ar: 'لا يُبقي البصمات بعد انتهاء القضية إلا القاضي وبسبب يذكره', ckb: 'دوای کۆتایی دۆسیە تەنها دادوەر بە هۆکارێکی دیاریکراو پەنجەمۆر دەهێڵێتەوە', en: 'Only the judge keeps prints after the case has ended, and says why' } },
  { roles: ['fingerprint-examiner'], may: ['biometrics.send-prints', 'biometrics.receive-prints'], on: 'new', article: 'CPC 69-70, 353-355',
    because: { ar: 'تتبادل الأدلة الجنائية البصمات مع جهة أخرى، سجلاً سجلاً ولغرض مذكور', ckb: 'بەڵگەی تاوانکاری پەنجەمۆر لەگەڵ لایەنێکی تر دەگۆڕێتەوە، تۆمار بە تۆمار و بۆ مەبەستێکی دیاریکراو', en: 'Criminal evidence exchanges prints with others, record by record and for a named purpose' } },
  { roles: ['fingerprint-examiner'], may: ['biometrics.receive-prints'], on: ['holder'], article: 'CPC 69-70',
    because: { ar: 'من أعلن عن ملف يقرؤه', ckb: 'ئەوەی پەڕگەیەکی ڕاگەیاندووە دەیخوێنێتەوە', en: 'Whoever announced a file reads it' } },
  { roles: ['fingerprint-examiner', 'inspector'], may: ['biometrics.read-exchange'], on: 'any',
    because: { ar: 'ما أُرسل وما ورد معلوم لمن يرسل ولمن يراقب', ckb: 'ئەوەی نێردراوە و هاتووە بۆ نێرەر و چاودێر ئاشکرایە', en: 'What was sent and received is known to who exchanges and who oversees' } },
]
