import type { Words } from '#kernel/words/text.ts'

export const words: Words = {
  '_example.title': { ar: 'المفقودات', ckb: 'شتە ونبووەکان', en: 'Lost property' },
  'verb._example.register': { ar: 'تسجيل لقطة', ckb: 'تۆمارکردنی دۆزراوە', en: 'Register a found item' },
  'verb._example.return': { ar: 'إعادة إلى المالك', ckb: 'گەڕاندنەوە بۆ خاوەن', en: 'Return to the owner' },
  'refusal._example.found-in-future': { ar: 'وقت العثور في المستقبل', ckb: 'کاتی دۆزینەوە لە داهاتوودایە', en: 'The time of finding is in the future' },
  'refusal._example.found-in-future.remedy': { ar: 'صحّح الوقت.', ckb: 'کاتەکە ڕاست بکەرەوە.', en: 'Correct the time.' },
  'refusal._example.returned-already': { ar: 'أعيدت هذه اللقطة من قبل', ckb: 'ئەم شتە پێشتر گەڕێندراوەتەوە', en: 'This item was returned already' },
  'refusal._example.returned-already.remedy': { ar: 'انظر السجل لمعرفة من استلمها.', ckb: 'مێژووەکە ببینە بۆ زانینی کێ وەریگرتووە.', en: 'Its history says who received it.' },
}
