/** What the verifier can find, and how it is said. */
import type { Text } from '#kernel/words/text.ts'

export type ProblemKind = keyof typeof problemWords

export interface Problem {
  kind: ProblemKind
  /** Place in the log: of the entry, or of the entry that changed the row last. */
  index?: number
  entryId?: string
  table?: string
  /** The row's id; for a composite key its parts joined with '/'. */
  rowId?: string
  /** Which tile: `level/index`. */
  tile?: string
  /** Which checkpoint: its tree size. */
  treeSize?: number
  /** Which column of an entry differs from its text. */
  column?: string
  /** Of which node's log, where it is not this one's. */
  node?: string
}

/** A problem with its explanation in English; `problemWords` has it in the three languages. */
export interface FoundProblem extends Problem {
  explanation: string
}

export const problemWords = {
  'entry-altered': {
    ar: 'قيد في سجل الأعمال لم يعد كما كُتب أول مرة.',
    ckb: 'تۆمارێکی دەفتەری کارەکان وەک خۆی نەماوە.',
    en: 'An entry of the ledger is not what it was when it was written: its text, salt, commitment or place was changed.',
  },
  'entry-column-altered': {
    ar: 'عمود من أعمدة القيد يخالف نص القيد نفسه.',
    ckb: 'ستوونێکی تۆمارەکە لەگەڵ دەقی خۆی یەک ناگرێتەوە.',
    en: "A column of an entry says something else than the entry's own text.",
  },
  'entry-malformed': {
    ar: 'نص القيد ليس بالصيغة المقررة.',
    ckb: 'دەقی تۆمارەکە بە شێوەی دیاریکراو نییە.',
    en: 'The text of an entry is not in the form that acts write.',
  },
  'entry-removed': {
    ar: 'قيد له مكان في السجل ولم يعد موجوداً.',
    ckb: 'تۆمارێک لە دەفتەردا شوێنی هەیە بەڵام خۆی نەماوە.',
    en: 'An entry has its place in the log but is gone.',
  },
  'entry-inserted': {
    ar: 'قيد لا مكان له في السجل ولا ينتظر مكاناً: لم يكتبه عمل من أعمال المنظومة.',
    ckb: 'تۆمارێک کە نە لە دەفتەردا شوێنی هەیە و نە چاوەڕێی شوێنە: هیچ کارێکی سیستەمەکە نەینووسیوە.',
    en: 'An entry has no place in the log and waits for none: no act wrote it.',
  },
  'entry-blanked': {
    ar: 'قيد مُحي نصه وملحه، ولا عمل يأمر بإتلافه، أو غُيّر ما بقي منه.',
    ckb: 'تۆمارێک کە دەق و خوێیەکەی سڕاوەتەوە بێ ئەوەی کارێک فەرمانی لەناوبردنی دابێت، یان ئەوەی ماوە گۆڕدراوە.',
    en: 'The text and salt of an entry are gone, and no act ordered it expunged; or what was left of it was changed.',
  },
  'leaf-altered': {
    ar: 'ورقة في الشجرة تخالف القيد الذي تمثله.',
    ckb: 'گەڵایەکی درەختەکە لەگەڵ تۆماری خۆی یەک ناگرێتەوە.',
    en: 'A leaf of the tree was changed.',
  },
  'leaf-removed': {
    ar: 'ورقة من الشجرة مفقودة.',
    ckb: 'گەڵایەکی درەختەکە ونە.',
    en: 'A leaf of the tree is gone.',
  },
  'leaf-inserted': {
    ar: 'ورقة بعد آخر شجرة موقّعة: أُضيفت، أو حُذف توقيع شجرتها.',
    ckb: 'گەڵایەک دوای دوا درەختی واژۆکراو: زیادکراوە، یان واژۆی درەختەکەی سڕاوەتەوە.',
    en: 'A leaf lies beyond the last signed tree: it was added, or its checkpoint was removed.',
  },
  'tile-altered': {
    ar: 'جدول من جداول الشجرة يخالف أوراقها.',
    ckb: 'پارچەیەکی درەختەکە لەگەڵ گەڵاکانی یەک ناگرێتەوە.',
    en: 'A tile of the tree differs from its leaves, or is gone.',
  },
  'root-mismatch': {
    ar: 'جذر الشجرة المحسوب غير الجذر الموقّع.',
    ckb: 'ڕەگی ژمێردراوی درەختەکە جیاوازە لە ڕەگە واژۆکراوەکە.',
    en: 'The tree computed from the leaves is not the tree that was signed.',
  },
  'checkpoint-signature': {
    ar: 'توقيع نقطة التحقق غير صحيح.',
    ckb: 'واژۆی خاڵی پشکنین دروست نییە.',
    en: "A checkpoint is not signed by the log's key, or differs from what was signed.",
  },
  'checkpoint-removed': {
    ar: 'شجرة وُقّعت من قبل أكبر من الشجرة الموجودة: أُعيد السجل إلى حال سابقة.',
    ckb: 'درەختێکی پێشتر واژۆکراو لە درەختی ئێستا گەورەترە: دەفتەرەکە گەڕێنراوەتەوە دۆخێکی پێشوو.',
    en: 'A tree signed before is larger than the log is now: the log was set back, or a checkpoint was removed.',
  },
  'mirror-unproved': {
    ar: 'سجل عقدة أخرى لا يُعرف هنا مفتاحه: لا يمكن التحقق من توقيعه.',
    ckb: 'دەفتەری گرێیەکی تر کە کلیلەکەی لێرە نەزانراوە: واژۆکەی ناپشکنرێت.',
    en: "The key of another node's log is not known here, so its signatures prove nothing: ./mizan node key notes it.",
  },
  'row-altered': {
    ar: 'صف تغيّر من وراء المنظومة: ليس كما تركه آخر عمل عليه.',
    ckb: 'ڕیزێک لە پشت سیستەمەکەوە گۆڕاوە: وەک دوا کار جێی نەهێشتووە.',
    en: 'A row was changed behind the platform: it is not what the last act on it left.',
  },
  'row-removed': {
    ar: 'صف حُذف من وراء المنظومة.',
    ckb: 'ڕیزێک لە پشت سیستەمەکەوە سڕاوەتەوە.',
    en: 'A row was removed behind the platform.',
  },
  'row-inserted': {
    ar: 'صف أُضيف من وراء المنظومة: لا عمل يذكره، أو حذفه عمل سابق.',
    ckb: 'ڕیزێک لە پشت سیستەمەکەوە زیادکراوە: هیچ کارێک ناوی نەهێناوە، یان کارێک پێشتر سڕیویەتییەوە.',
    en: 'A row was added behind the platform: no act made it, or an act had deleted it.',
  },
  'table-untracked': {
    ar: 'جدول تذكره القيود ولم يعد مراقباً أو لم يعد موجوداً.',
    ckb: 'خشتەیەک کە تۆمارەکان ناوی دەهێنن و چیتر چاودێری ناکرێت یان نەماوە.',
    en: 'A table that entries name is no longer tracked, or no longer exists.',
  },
  'trigger-disabled': {
    ar: 'مراقبة جدول معطّلة: يمكن تغييره من دون عمل.',
    ckb: 'چاودێری خشتەیەک ناچالاک کراوە: دەکرێت بێ کار بگۆڕدرێت.',
    en: 'The trigger that notes changes of a table is missing or disabled: it can be changed without an act.',
  },
} as const satisfies Record<string, Text>

/** Entries before the rows that they explain, when both are at one place in the log. */
const RANK = Object.keys(problemWords)

/** The earliest in the log first; problems without a place in it last. */
export function byPlace(a: Problem, b: Problem): number {
  const place = (problem: Problem) => problem.index ?? Number.MAX_SAFE_INTEGER
  return place(a) - place(b) || RANK.indexOf(a.kind) - RANK.indexOf(b.kind) || `${a.table}/${a.rowId}`.localeCompare(`${b.table}/${b.rowId}`)
}

/** Says a problem in one English sentence that names what is concerned. */
export function explain(problem: Problem): string {
  const named = [
    problem.table === undefined ? '' : `table ${problem.table}`,
    problem.rowId === undefined ? '' : `row ${problem.rowId}`,
    problem.index === undefined ? '' : `entry no. ${problem.index}`,
    problem.entryId === undefined ? '' : `entry ${problem.entryId}`,
    problem.column === undefined ? '' : `column ${problem.column}`,
    problem.node === undefined ? '' : `log of the node ${problem.node}`,
    problem.tile === undefined ? '' : `tile ${problem.tile}`,
    problem.treeSize === undefined ? '' : `checkpoint of ${problem.treeSize} leaves`,
  ].filter((part) => part !== '')
  return `${problemWords[problem.kind].en}${named.length > 0 ? ` (${named.join(', ')})` : ''}`
}
