// What the check page says, with a network and without.
import type { ExtractProblem } from '#kernel/ledger/extract-check.ts'
import type { Text } from '#kernel/words/text.ts'

/** What can be wrong beside the extract itself. */
export type FileProblem = 'no-code' | 'no-proof-in-pdf' | 'unreadable' | 'content'

export const checkerWords = {
  title: { ar: 'التحقق من نسخة مصدقة', ckb: 'پشکنینی وێنەی پەسەندکراو', en: 'Check a certified copy' },
  hint: {
    ar: 'تعمل هذه الصفحة من دون إنترنت: لا يغادر جهازك شيء.',
    ckb: 'ئەم پەڕەیە بەبێ ئینتەرنێت کار دەکات: هیچ شتێک لە ئامێرەکەت دەرناچێت.',
    en: 'This page works without a network: nothing leaves your device.',
  },
  choose: { ar: 'اختر ملف PDF أو صورة للرمز الكبير', ckb: 'فایلی PDF یان وێنەی کۆدە گەورەکە هەڵبژێرە', en: 'Choose the PDF, or a photograph of the large code' },
  paste: { ar: 'أو ألصق نص الرمز', ckb: 'یان دەقی کۆدەکە لێرە دابنێ', en: 'Or paste the text of the code' },
  check: { ar: 'تحقق', ckb: 'بپشکنە', en: 'Check' },
  busy: { ar: 'جارٍ القراءة…', ckb: 'دەخوێندرێتەوە…', en: 'Reading…' },
  valid: { ar: 'الدليل صحيح: هذا ما سُجّل', ckb: 'بەڵگەکە ڕاستە: ئەمە ئەوەیە کە تۆمار کراوە', en: 'The proof is valid: this is what was recorded' },
  'valid.todo': {
    ar: 'قارن كل سطر أدناه بالورقة التي في يدك. أي اسم أو رقم أو تاريخ يختلف يعني أن الورقة زُوّرت.',
    ckb: 'هەموو دێڕێکی خوارەوە لەگەڵ کاغەزەکەی دەستت بەراورد بکە. هەر ناو یان ژمارە یان بەروارێک جیاواز بێت واتە کاغەزەکە ساختە کراوە.',
    en: 'Compare each line below with the paper in your hand. Any name, number or date that differs means that the paper was forged.',
  },
  'valid.pdf': {
    ar: 'لا ترى هذه الصفحة ما يعرضه ملف PDF للعين: قد يُغيَّر الشكل ويبقى الدليل. قارن الملف بما سُجّل أدناه كاملاً، أو استعمل ./mizan check الذي يقارنه حرفاً بحرف.',
    ckb: 'ئەم پەڕەیە نابینێت فایلی PDF چی پیشانی چاو دەدات: دەکرێت شێوەکەی بگۆڕدرێت و بەڵگەکە بمێنێتەوە. فایلەکە لەگەڵ هەموو ئەوەی خوارەوە بەراورد بکە، یان ./mizan check بەکاربێنە کە پیت بە پیت بەراوردی دەکات.',
    en: 'This page does not see what the PDF shows to the eye: its look can be changed and the proof left. Compare the file with all that was recorded, below, or use ./mizan check, which compares it byte by byte.',
  },
  ended: { ar: 'كانت هذه الورقة قد انتهى مفعولها عند التصديق ({why}، {at})', ckb: 'ئەم کاغەزە لە کاتی پەسەندکردندا کارایی نەمابوو ({why}، {at})', en: 'This paper was no longer in force when the copy was certified ({why}, {at})' },
  'end.cancelled': { ar: 'أُلغيت', ckb: 'هەڵوەشێنرایەوە', en: 'cancelled' },
  'end.replaced': { ar: 'حلت محلها ورقة أخرى', ckb: 'کاغەزێکی تر جێی گرتەوە', en: 'replaced by another' },
  'end.executed': { ar: 'نُفذت', ckb: 'جێبەجێ کرا', en: 'carried out' },
  paper: { ar: 'الورقة', ckb: 'کاغەز', en: 'Paper' },
  number: { ar: 'العدد', ckb: 'ژمارە', en: 'Number' },
  issued: { ar: 'صدرت في', ckb: 'دەرچووە لە', en: 'Issued' },
  office: { ar: 'عن', ckb: 'لەلایەن', en: 'By' },
  certified: { ar: 'صُدّقت النسخة في', ckb: 'وێنەکە پەسەند کرا لە', en: 'Copy certified' },
  place: { ar: 'القيد في السجل العام', ckb: 'تۆمار لە دەفتەری گشتیدا', en: 'Entry in the public log' },
  'place.value': { ar: '{index} من {size} ({origin})', ckb: '{index} لە {size} ({origin})', en: '{index} of {size} ({origin})' },
  witnesses: { ar: 'شهد عليها', ckb: 'شایەتی لەسەردا', en: 'Witnessed by' },
  nobody: { ar: 'لا تطلب القواعد شهوداً', ckb: 'ڕێساکان داوای شایەت ناکەن', en: 'the policy asks for no witness' },
  content: { ar: 'كل ما في الورقة كما سُجّل', ckb: 'هەموو ئەوەی لە کاغەزەکەدایە وەک تۆمار کراوە', en: 'All that stands on the paper, as recorded' },
  trusted: { ar: 'المفاتيح التي تعتمد عليها هذه الصفحة', ckb: 'ئەو کلیلانەی ئەم پەڕەیە پشتیان پێ دەبەستێت', en: 'The keys that this page relies on' },
  'trusted.hint': {
    ar: 'قارنها بالمفاتيح المنشورة في مكان آخر: صفحة فيها مفاتيح غيرها تصدّق ما ليس صحيحاً.',
    ckb: 'لەگەڵ کلیلە بڵاوکراوەکانی شوێنێکی تر بەراوردیان بکە: پەڕەیەک کلیلی تری تێدا بێت شتی ناڕاست بە ڕاست دادەنێت.',
    en: 'Compare them with the keys as published elsewhere: a page with other keys would believe what is not true.',
  },
} as const satisfies Record<string, Text>

/** Each thing that can be wrong: what it is, and what to do. */
export const problemWords: Readonly<Record<ExtractProblem | FileProblem, { readonly title: Text; readonly remedy: Text }>> = {
  altered: {
    title: { ar: 'مزوّرة: السجل لا يحمل ما يقوله هذا الرمز', ckb: 'ساختەیە: دەفتەرەکە ئەوەی ئەم کۆدە دەیڵێت تێدا نییە', en: 'Forged: the log does not hold what this code says' },
    remedy: { ar: 'غُيّر رقم أو حرف بعد التصديق. لا تعتمد عليها، واحتفظ بها، وأخبر الدائرة المذكورة فيها والادعاء العام.', ckb: 'ژمارەیەک یان پیتێک دوای پەسەندکردن گۆڕدراوە. پشتی پێ مەبەستە، هەڵیبگرە، و فەرمانگەکە و داواکاری گشتی ئاگادار بکەرەوە.', en: 'A digit or a letter was changed after it was certified. Do not rely on it; keep it, and tell the office that it names and the public prosecution.' },
  },
  'wrong-key': {
    title: { ar: 'لم يوقّعها السجل الذي تعرفه هذه الصفحة', ckb: 'ئەو دەفتەرەی ئەم پەڕەیە دەیناسێت واژۆی نەکردووە', en: 'Not signed by the log that this page knows' },
    remedy: { ar: 'نزّل صفحة التحقق من جديد من موقع الدولة: ربما تغيّر المفتاح. إن بقيت النتيجة نفسها فالورقة ليست من هذا السجل.', ckb: 'پەڕەی پشکنین لە ماڵپەڕی دەوڵەتەوە دووبارە دابەزێنە: لەوانەیە کلیلەکە گۆڕدرابێت. ئەگەر هەمان ئەنجام بوو کاغەزەکە هی ئەم دەفتەرە نییە.', en: "Download the check page anew from the state's site: the key may have changed. If the answer stays the same, the paper is not from this log." },
  },
  signature: {
    title: { ar: 'التوقيع لا يطابق: غُيّرت نقطة التحقق', ckb: 'واژۆکە یەک ناگرێتەوە: خاڵی پشکنین گۆڕدراوە', en: 'The signature does not fit: the checkpoint was changed' },
    remedy: { ar: 'لا تعتمد عليها، وأخبر الدائرة المذكورة فيها.', ckb: 'پشتی پێ مەبەستە، و فەرمانگەکە ئاگادار بکەرەوە.', en: 'Do not rely on it, and tell the office that it names.' },
  },
  'key-retired': {
    title: { ar: 'وُقّعت بمفتاح لم يكن مستعملاً حينئذ', ckb: 'بە کلیلێک واژۆ کراوە کە ئەو کاتە بەکار نەدەهات', en: 'Signed with a key that was not in use then' },
    remedy: { ar: 'ربما سُرق مفتاح قديم. لا تعتمد عليها، وأخبر الدائرة والتفتيش.', ckb: 'لەوانەیە کلیلێکی کۆن دزرابێت. پشتی پێ مەبەستە، و فەرمانگەکە و پشکنین ئاگادار بکەرەوە.', en: 'An old key may have been stolen. Do not rely on it; tell the office and the inspectorate.' },
  },
  path: {
    title: { ar: 'سلسلة الإثبات مبتورة', ckb: 'زنجیرەی سەلماندن بڕاوە', en: 'The path of the proof is cut off or too long' },
    remedy: { ar: 'لا يمكن إثبات شيء بها. اطلب نسخة مصدقة جديدة من الدائرة.', ckb: 'هیچی پێ ناسەلمێت. وێنەیەکی پەسەندکراوی نوێ لە فەرمانگەکە داوا بکە.', en: 'Nothing can be proved with it. Ask the office for a new certified copy.' },
  },
  witnesses: {
    title: { ar: 'لم يشهد عليها عدد كافٍ من الشهود', ckb: 'ژمارەی پێویست لە شایەت شایەتییان لەسەر نەداوە', en: 'Too few witnesses have seen it' },
    remedy: { ar: 'قد يكون هذا تاريخاً صُنع لقارئ واحد. اطلب نسخة مصدقة جديدة، فإن بقي الشهود ناقصين فأخبر التفتيش.', ckb: 'لەوانەیە ئەمە مێژوویەک بێت کە بۆ یەک خوێنەر دروست کراوە. وێنەیەکی نوێ داوا بکە، و ئەگەر شایەتەکان هەر کەم بوون پشکنین ئاگادار بکەرەوە.', en: 'This may be a history made for one reader. Ask for a new certified copy; if witnesses are still missing, tell the inspectorate.' },
  },
  'witness-signature': {
    title: { ar: 'توقيع أحد الشهود مزوّر', ckb: 'واژۆی شایەتێک ساختەیە', en: "A witness's signature is false" },
    remedy: { ar: 'لا تعتمد عليها، وأخبر الشاهد المذكور والتفتيش.', ckb: 'پشتی پێ مەبەستە، و شایەتەکە و پشکنین ئاگادار بکەرەوە.', en: 'Do not rely on it; tell that witness and the inspectorate.' },
  },
  'cut-off': {
    title: { ar: 'نص الرمز ناقص', ckb: 'دەقی کۆدەکە ناتەواوە', en: 'The text of the code is cut off' },
    remedy: { ar: 'انسخه كله، أو امسح الرمز من جديد.', ckb: 'هەمووی کۆپی بکە، یان کۆدەکە دووبارە سکان بکە.', en: 'Copy all of it, or scan the code again.' },
  },
  misread: {
    title: { ar: 'في نص الرمز رقم خطأ', ckb: 'لە دەقی کۆدەکەدا ژمارەیەک هەڵەیە', en: 'A digit in the text of the code is wrong' },
    remedy: { ar: 'امسح الرمز من جديد بدل كتابته. إن بقي الخطأ فالورقة غُيّرت أو تلفت: اطلب نسخة جديدة.', ckb: 'لە جیاتی نووسین کۆدەکە دووبارە سکان بکە. ئەگەر هەڵەکە مایەوە کاغەزەکە گۆڕدراوە یان تێکچووە: وێنەیەکی نوێ داوا بکە.', en: 'Scan the code again instead of typing it. If it stays wrong, the paper was changed or damaged: ask for a new copy.' },
  },
  'unknown-format': {
    title: { ar: 'صيغة لا تعرفها هذه الصفحة', ckb: 'فۆرماتێک کە ئەم پەڕەیە نایناسێت', en: 'A format that this page does not know' },
    remedy: { ar: 'نزّل صفحة التحقق من جديد: الورقة أحدث منها.', ckb: 'پەڕەی پشکنین دووبارە دابەزێنە: کاغەزەکە لەو نوێترە.', en: 'Download the check page anew: the paper is newer than it.' },
  },
  'not-an-extract': {
    title: { ar: 'ليس هذا رمز نسخة مصدقة', ckb: 'ئەمە کۆدی وێنەی پەسەندکراو نییە', en: 'This is not the code of a certified copy' },
    remedy: { ar: 'استعمل الرمز الكبير في آخر الورقة. أما الرمز الصغير فيُتحقق منه في الموقع.', ckb: 'کۆدە گەورەکەی کۆتایی کاغەزەکە بەکاربێنە. کۆدە بچووکەکە لە ماڵپەڕدا دەپشکنرێت.', en: 'Use the large code at the end of the paper. The small one is checked on the site.' },
  },
  'not-a-paper': {
    title: { ar: 'القيد صحيح لكنه لا يصدّق ورقة', ckb: 'تۆمارەکە ڕاستە بەڵام کاغەز پەسەند ناکات', en: 'A true entry, but one that certifies no paper' },
    remedy: { ar: 'لا تعتمد عليه كورقة، وأخبر من أعطاك إياه.', ckb: 'وەک کاغەز پشتی پێ مەبەستە، و ئەوەی پێی داویت ئاگادار بکەرەوە.', en: 'Do not rely on it as a paper; tell whoever gave it to you.' },
  },
  'no-keys': {
    title: { ar: 'ليست في هذه الصفحة مفاتيح صالحة', ckb: 'لەم پەڕەیەدا کلیلی بەکەڵک نییە', en: 'This page has no usable keys' },
    remedy: { ar: 'نزّلها من موقع الدولة، أو أعطِ ملف المفاتيح.', ckb: 'لە ماڵپەڕی دەوڵەتەوە دایبەزێنە، یان فایلی کلیلەکان بدە.', en: "Download it from the state's site, or give a file of keys." },
  },
  'no-code': {
    title: { ar: 'لم يُقرأ رمز في هذه الصورة', ckb: 'لەم وێنەیەدا کۆدێک نەخوێنرایەوە', en: 'No code could be read in this picture' },
    remedy: { ar: 'صوّر الرمز الكبير وحده، من الأعلى، في ضوء جيد، بحيث يملأ الصورة.', ckb: 'تەنها وێنەی کۆدە گەورەکە بگرە، لە سەرەوە، لە ڕووناکیی باشدا، بەجۆرێک وێنەکە پڕ بکات.', en: 'Photograph the large code alone, from above, in good light, filling the picture.' },
  },
  'no-proof-in-pdf': {
    title: { ar: 'لا دليل في ملف PDF هذا', ckb: 'لەم فایلی PDFـەدا بەڵگە نییە', en: 'There is no proof in this PDF' },
    remedy: { ar: 'إن كان مسحاً ضوئياً فصوّر الرمز الكبير، وإلا فاطلب نسخة مصدقة من الدائرة.', ckb: 'ئەگەر سکانە، وێنەی کۆدە گەورەکە بگرە؛ ئەگەرنا وێنەی پەسەندکراو لە فەرمانگەکە داوا بکە.', en: 'If it is a scan, photograph the large code; otherwise ask the office for a certified copy.' },
  },
  unreadable: {
    title: { ar: 'تعذرت قراءة هذا الملف', ckb: 'ئەم فایلە نەخوێنرایەوە', en: 'This file cannot be read' },
    remedy: { ar: 'استعمل PDF أو PNG أو JPEG أو ملفاً نصياً.', ckb: 'PDF یان PNG یان JPEG یان فایلی دەق بەکاربێنە.', en: 'Use PDF, PNG, JPEG or a text file.' },
  },
  content: {
    title: { ar: 'مزوّر: ما في ملف PDF غير ما سُجّل', ckb: 'ساختەیە: ئەوەی لە فایلی PDFـدایە ئەوە نییە کە تۆمار کراوە', en: 'Forged: what this PDF shows is not what was recorded' },
    remedy: { ar: 'الدليل صحيح لورقة أخرى: غُيّر الملف بعد التصديق. لا تعتمد عليه، وأخبر الدائرة المذكورة فيه.', ckb: 'بەڵگەکە هی کاغەزێکی ترە: فایلەکە دوای پەسەندکردن گۆڕدراوە. پشتی پێ مەبەستە، و فەرمانگەکە ئاگادار بکەرەوە.', en: 'The proof is that of another content: the file was changed after it was certified. Do not rely on it, and tell the office that it names.' },
  },
}
