import type { Text } from '#kernel/words/text.ts'
import type { SequenceError } from './tenprint.ts'
import type { QualityReason } from './extract/quality.ts'

/** What the operator is told about an image, and what to do. */
export const qualityWords: Readonly<Record<QualityReason, Text>> = {
  'no-finger': { ar: 'لا يوجد إصبع في الصورة: ضع الإصبع على الماسح ثم أعد الالتقاط', ckb: 'هیچ پەنجەیەک لە وێنەکەدا نییە: پەنجەکە لەسەر سکانەرەکە دابنێ و دووبارە بیگرەوە', en: 'No finger in the image: lay the finger on the scanner and take it again' },
  'too-little-area': { ar: 'المساحة الظاهرة من الإصبع قليلة: ضع الإصبع مسطحًا لا طرفه فقط', ckb: 'ڕووبەرێکی کەمی پەنجەکە دیارە: پەنجەکە بە تەختی دابنێ نەک تەنها سەرەکەی', en: 'Too little of the finger shows: lay it flat, not only its tip' },
  dry: { ar: 'الإصبع جاف: رطّبه قليلًا واضغط برفق', ckb: 'پەنجەکە وشکە: کەمێک تەڕی بکە و بە نەرمی پەستێنی لێبدە', en: 'The finger is dry: moisten it a little and press gently' },
  wet: { ar: 'الإصبع رطب أو الضغط شديد: جفّف الإصبع وخفّف الضغط', ckb: 'پەنجەکە تەڕە یان زۆر پەستێنراوە: وشکی بکەوە و کەمتر پەستێنی لێبدە', en: 'The finger is wet or pressed too hard: dry it and press less' },
  smudged: { ar: 'البصمة ملطخة: نظّف الماسح والإصبع ولا تحرّك الإصبع أثناء الالتقاط', ckb: 'پەنجەمۆرەکە شێواوە: سکانەرەکە و پەنجەکە پاک بکەوە و لە کاتی گرتندا مەیجوڵێنە', en: 'The print is smudged: clean scanner and finger, and hold the finger still' },
  faint: { ar: 'البصمة باهتة: اضغط أكثر قليلًا أو نظّف الماسح', ckb: 'پەنجەمۆرەکە کاڵە: کەمێک زیاتر پەستێنی لێبدە یان سکانەرەکە پاک بکەوە', en: 'The print is faint: press a little more or clean the scanner' },
  'off-centre': { ar: 'الإصبع ليس في الوسط: ضعه في منتصف الماسح', ckb: 'پەنجەکە لە ناوەڕاستدا نییە: لە ناوەڕاستی سکانەرەکە دایبنێ', en: 'The finger is off centre: lay it in the middle of the scanner' },
  'few-minutiae': { ar: 'النقاط المميزة قليلة: أعد الالتقاط مع إظهار مساحة أكبر', ckb: 'خاڵە جیاکەرەوەکان کەمن: بە ڕووبەرێکی زیاترەوە دووبارە بیگرەوە', en: 'Few distinguishing points: take it again with more of the finger' },
}

/** What is wrong with the order of a ten-print record. */
export const sequenceWords: Readonly<Record<SequenceError['kind'], Text>> = {
  'repeated-finger': { ar: 'الإصبع نفسه أُخذ مرتين', ckb: 'هەمان پەنجە دوو جار گیراوە', en: 'The same finger was taken twice' },
  'swapped-fingers': { ar: 'تبدّل موضع إصبعين', ckb: 'شوێنی دوو پەنجە گۆڕدراوە', en: 'Two fingers changed places' },
  'swapped-hands': { ar: 'تبدّلت اليدان اليمنى واليسرى', ckb: 'دەستی ڕاست و چەپ گۆڕدراون', en: 'The right and the left hand changed places' },
  'wrong-finger': { ar: 'إصبع في غير موضعه', ckb: 'پەنجەیەک لە شوێنی خۆیدا نییە', en: 'A finger stands in another’s place' },
}
