import { z } from 'zod'
import { form } from './form.ts'
import { label } from './labels.ts'
import { Instant, Line, NameAndNote, PaperThing, Passage, THING_COLUMNS, nameRows, thingRows } from './parts.ts'

/** محضر تفتيش with all that CPC 82 asks for, and the woman who searched a woman (CPC 80). */
export const searchRecord = form({
  id: 'search-record',
  series: 'search-record',
  title: { ar: 'محضر تفتيش', ckb: 'کۆنووسی پشکنین', en: 'Search record' },
  article: 'CPC 72-86',
  confidence: 'T',
  retention: 'case',
  data: z.object({
    caseNumber: Line, authority: Line, began: Instant, ended: Instant.optional(), place: Line, searcher: Line, femaleSearcher: Line.optional(), sought: Line.optional(),
    steps: Passage, seized: z.array(PaperThing).max(300).default([]), found: z.array(NameAndNote).max(60).default([]), witnesses: z.array(NameAndNote).max(20).default([]), mukhtar: Line.optional(),
    accused: Line.optional(), owner: Line.optional(), remarks: Passage.optional(), refusedToSign: Line.optional(), copyGiven: z.boolean().optional(),
  }),
  blocks: (d, write) => [
    write.fields([
      [label.caseNumber, d.caseNumber], [{ ar: 'سند التفتيش', ckb: 'بنەمای پشکنین', en: 'Authority' }, d.authority],
      [{ ar: 'بدء التفتيش', ckb: 'دەستپێکی پشکنین', en: 'Began' }, write.instant(d.began)], [{ ar: 'انتهاء التفتيش', ckb: 'کۆتایی پشکنین', en: 'Ended' }, d.ended && write.instant(d.ended)],
      [label.place, d.place, 'wide'], [{ ar: 'القائم بالتفتيش', ckb: 'پشکنەر', en: 'Searched by' }, d.searcher], [{ ar: 'المفتشة (تفتيش الأنثى)', ckb: 'پشکنەری ژن (بۆ پشکنینی ژن)', en: 'Female searcher' }, d.femaleSearcher],
      [{ ar: 'ما يُبحث عنه', ckb: 'ئەوەی لێی دەگەڕێن', en: 'Searched for' }, d.sought, 'wide'],
    ]),
    write.passage({ ar: 'الإجراءات المتبعة', ckb: 'ڕێکارە گیراوەبەرەکان', en: 'Procedure followed' }, d.steps),
    write.table({ ar: 'الأشياء المضبوطة وأوصافها', ckb: 'شتە دەستبەسەرداگیراوەکان و وەسفیان', en: 'Things seized' }, THING_COLUMNS, thingRows(write, d.seized)),
    ...(d.found.length > 0 ? [write.table({ ar: 'الأشخاص الموجودون في المكان', ckb: 'ئەو کەسانەی لە شوێنەکەدا بوون', en: 'Persons found' }, [[label.serial, 1], [label.name, 6], [label.remarks, 6]], nameRows(write, d.found))] : []),
    write.passage({ ar: 'ملاحظات المتهم وذوي العلاقة', ckb: 'تێبینیی تۆمەتبار و پەیوەندیداران', en: 'Remarks of the accused and others concerned' }, d.remarks, { lines: d.remarks === undefined ? 2 : 0 }),
    write.fields([[{ ar: 'من امتنع عن التوقيع', ckb: 'ئەوەی واژۆی نەکرد', en: 'Refused to sign' }, d.refusedToSign], [{ ar: 'سُلمت نسخة بناء على طلب', ckb: 'وێنەیەک درا لەسەر داواکاری', en: 'Copy given on request' }, d.copyGiven === undefined ? undefined : write.yesNo(d.copyGiven)]]),
    write.signatures([
      [{ ar: 'القائم بالتفتيش', ckb: 'پشکنەر', en: 'Searched by' }, d.searcher], [label.accused, d.accused], [{ ar: 'صاحب المكان', ckb: 'خاوەنی شوێن', en: 'Owner or occupier' }, d.owner],
      ...pad(d.witnesses.map((w) => w.name), 2).map((name) => [label.witness, name] as const), [label.mukhtar, d.mukhtar],
    ]),
  ],
})

/** At least two places for witnesses: the law wants two. */
function pad(names: readonly string[], least: number): string[] {
  return [...names, ...Array<string>(Math.max(0, least - names.length)).fill('')]
}
