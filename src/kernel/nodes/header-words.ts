import type { Words } from '#kernel/words/text.ts'

/** What the header of a node below the nation's says: it is there on every page, so these words are too. */
export const nodeHeaderWords: Words = {
  'node.offlineSince': { ar: 'الخط مقطوع منذ {since}', ckb: 'هێڵەکە لە {since}ەوە پچڕاوە', en: 'Offline since {since}' },
  'node.waiting': { ar: 'أعمال لم تُنقل بعد: {acts} · تسليمات في الطريق: {offers}', ckb: 'کاری نەگوازراوە: {acts} · ڕادەستکردنی لە ڕێگە: {offers}', en: 'Acts not yet carried: {acts} · hand-overs in flight: {offers}' },
  'node.catchingUp': { ar: 'الخط قائم، ويُنقل ما انتظر', ckb: 'هێڵەکە هەیە، ئەوەی چاوەڕێ بوو دەگوازرێتەوە', en: 'The line is up, and what waited is being carried' },
  'node.held': { ar: 'وصل ولم يُقبل: {count}', ckb: 'گەیشت و وەرنەگیرا: {count}', en: 'Arrived and could not be taken: {count}' },
  'node.hint': { ar: 'ما تكتبه دوائر هذه العقدة محفوظ فيها كاملاً، ويُنقل متى عاد الخط.', ckb: 'ئەوەی فەرمانگەکانی ئەم گرێیە دەینووسن بە تەواوی تێیدا پارێزراوە، و کاتێک هێڵەکە گەڕایەوە دەگوازرێتەوە.', en: 'What the offices of this node write is kept here whole, and is carried when the line is back.' },
}
