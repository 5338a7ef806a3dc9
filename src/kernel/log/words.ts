import type { Words } from '#kernel/words/text.ts'

/** The public log: its acts, its page, and what it says to whoever asks it for something that it hasn't. */
export const words: Words = {
  'refusal.log.no-such-tile': { ar: 'لا يوجد في السجل العام جزء بهذا العنوان', ckb: 'لە تۆماری گشتیدا پارچەیەک بەم ناونیشانە نییە', en: 'The log has no tile or entries under this address' },
  'refusal.log.no-such-tile.remedy': { ar: 'اقرأ نقطة التحقق أولاً، فهي تذكر حجم السجل.', ckb: 'سەرەتا خاڵی پشکنین بخوێنەرەوە؛ قەبارەی تۆمارەکە دەڵێت.', en: 'Read the checkpoint first: it names the size of the log.' },
  'refusal.log.not-cosigned-yet': { ar: 'لم يوقّع بعدُ عدد كافٍ من الشهود على أي نقطة تحقق', ckb: 'هێشتا ژمارەیەکی پێویست لە شاهیدان هیچ خاڵێکی پشکنینیان واژۆ نەکردووە', en: 'Not enough witnesses have signed any checkpoint yet' },
  'refusal.log.not-cosigned-yet.remedy': { ar: 'حاول بعد قليل؛ أما أحدث نقطة بلا شهود ففي ‎/log/checkpoint/newest', ckb: 'کەمێکی تر هەوڵ بدەرەوە؛ نوێترین خاڵی بێ شاهید لە ‎/log/checkpoint/newest دایە', en: 'Try again shortly; the newest checkpoint without witnesses is at /log/checkpoint/newest' },
  'refusal.log.empty': { ar: 'السجل العام ما زال فارغاً', ckb: 'تۆماری گشتی هێشتا بەتاڵە', en: 'The log is still empty' },
  'refusal.log.empty.remedy': { ar: 'يظهر أول توقيع بعد أول عمل بثانية.', ckb: 'یەکەم واژۆ چرکەیەک دوای یەکەم کار دەردەکەوێت.', en: 'The first checkpoint follows the first act within a second.' },
}
