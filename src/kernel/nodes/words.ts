import type { Words } from '#kernel/words/text.ts'

/** The page of the lines, and the acts on nodes. */
export const words: Words = {
  'node.title': { ar: 'العقد والخطوط', ckb: 'گرێ و هێڵەکان', en: 'Nodes and lines' },
  'node.none': { ar: 'هذه المنصة على آلة واحدة', ckb: 'ئەم سیستەمە لەسەر یەک ئامێرە', en: 'This platform is one machine' },
  'node.name': { ar: 'العقدة', ckb: 'گرێ', en: 'Node' },
  'node.state': { ar: 'حال الخط', ckb: 'دۆخی هێڵ', en: 'State of the line' },
  'node.state.up': { ar: 'قائم', ckb: 'هەیە', en: 'Up' },
  'node.state.copying': { ar: 'قائم، ويُنسخ ما انتظر', ckb: 'هەیە، ئەوەی چاوەڕێ بوو کۆپی دەکرێت', en: 'Up, copying what waited' },
  'node.state.down': { ar: 'مقطوع منذ {since}', ckb: 'لە {since}ەوە پچڕاوە', en: 'Down since {since}' },
  'node.state.disabled': { ar: 'موقوف', ckb: 'ڕاگیراوە', en: 'Stopped' },
  'node.state.absent': { ar: 'لم يُفتح بعد', ckb: 'هێشتا نەکراوەتەوە', en: 'Not opened yet' },
  'node.heard': { ar: 'آخر ما سُمع', ckb: 'دوا بیستن', en: 'Last heard' },
  'node.toCarry': { ar: 'ينتظر النقل إليها', ckb: 'چاوەڕێی گواستنەوەیە بۆی', en: 'Waits to be carried there' },
  'node.toTake': { ar: 'وصل منها ولم يُقبل بعد', ckb: 'لێیەوە گەیشتووە و هێشتا وەرنەگیراوە', en: 'Arrived from there, not yet taken' },
  'node.kept': { ar: 'ما يُحفظ لها من السجل', ckb: 'ئەوەی لە لۆگدا بۆی پارێزراوە', en: 'Log kept for it' },
  'node.slot-lost': { ar: 'ضاع موضعها في السجل، فلا يصلها ما ينتظر. نفّذ على {node}:', ckb: 'شوێنی لە لۆگدا ون بوو، ئەوەی چاوەڕێیە پێی ناگات. لەسەر {node} ئەمە جێبەجێ بکە:', en: 'Its place in the log is lost, so that what waits does not reach it. Run on {node}:' },
  'node.newer': { ar: 'من إصدار أحدث: {count}؛ رقِّ هذه العقدة', ckb: 'لە وەشانێکی نوێتر: {count}؛ ئەم گرێیە نوێ بکەرەوە', en: 'Of a later version: {count}; upgrade this node' },
  'kind.node': { ar: 'عقدة', ckb: 'گرێ', en: 'Node' },
  'verb.node.create': { ar: 'جعل المنصة عقدة البلد', ckb: 'کردنی سیستەمەکە بە گرێی وڵات', en: 'Made the nation’s node' },
  'verb.node.add': { ar: 'إضافة عقدة', ckb: 'زیادکردنی گرێ', en: 'Added a node' },
  'verb.node.remove': { ar: 'استرجاع دوائر عقدة', ckb: 'گەڕاندنەوەی فەرمانگەکانی گرێیەک', en: 'Took a node’s offices back' },
  'verb.node.set-key': { ar: 'تثبيت مفتاح سجل عقدة', ckb: 'تۆمارکردنی کلیلی دەفتەری گرێیەک', en: 'Noted the key of a node’s log' },
  'verb.node.tell': { ar: 'إنذار بشأن خط', ckb: 'ئاگاداری دەربارەی هێڵێک', en: 'Raised an alarm about a line' },
  'verb.nodes.read': { ar: 'الاطلاع على العقد والخطوط', ckb: 'بینینی گرێ و هێڵەکان', en: 'See nodes and lines' },
}
