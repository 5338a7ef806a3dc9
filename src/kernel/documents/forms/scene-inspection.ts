import { z } from 'zod'
import { form } from './form.ts'
import { label } from './labels.ts'
import { Instant, Line, NameAndNote, PaperThing, Passage, THING_COLUMNS, nameRows, thingRows } from './parts.ts'

/** محضر كشف ومرتسم: the scene as it was found, with a place for the sketch; CPC 43 and 52(B). */
export const sceneInspection = form({
  id: 'scene-inspection',
  series: 'scene-inspection',
  title: { ar: 'محضر الكشف على محل الحادث', ckb: 'کۆنووسی پشکنینی شوێنی ڕووداو', en: 'Scene inspection record' },
  article: 'CPC 43, 52',
  confidence: 'T',
  retention: 'case',
  data: z.object({
    caseNumber: Line, offence: Line.optional(), inspectedAt: Instant, finishedAt: Instant.optional(), place: Line, inspector: Line, judge: Line.optional(),
    present: z.array(NameAndNote).max(40).default([]), description: Passage, traces: Passage.optional(), damage: Passage.optional(), apparentCauseOfDeath: Passage.optional(),
    seized: z.array(PaperThing).max(200).default([]), sketchScale: Line.optional(),
  }),
  blocks: (d, write) => [
    write.fields([
      [label.caseNumber, d.caseNumber], [label.offence, d.offence], [{ ar: 'بدء الكشف', ckb: 'دەستپێکی پشکنین', en: 'Began' }, write.instant(d.inspectedAt)],
      [{ ar: 'انتهاء الكشف', ckb: 'کۆتایی پشکنین', en: 'Ended' }, d.finishedAt && write.instant(d.finishedAt)], [label.place, d.place, 'wide'],
    ]),
    ...(d.present.length > 0 ? [write.table(label.present, [[label.serial, 1], [label.name, 6], [label.capacity, 6]], nameRows(write, d.present))] : []),
    write.passage({ ar: 'وصف محل الحادث', ckb: 'وەسفی شوێنی ڕووداو', en: 'Description of the scene' }, d.description),
    write.passage({ ar: 'الآثار المادية', ckb: 'شوێنەوارە ماددییەکان', en: 'Traces' }, d.traces),
    write.passage({ ar: 'الأضرار', ckb: 'زیانەکان', en: 'Damage' }, d.damage),
    write.passage({ ar: 'السبب الظاهري للوفاة', ckb: 'هۆکاری ڕواڵەتیی مردن', en: 'Apparent cause of death' }, d.apparentCauseOfDeath, { lines: d.apparentCauseOfDeath === undefined ? 1 : 0 }),
    ...(d.seized.length > 0 ? [write.table({ ar: 'المضبوطات', ckb: 'دەستبەسەرداگیراوەکان', en: 'Things seized' }, THING_COLUMNS, thingRows(write, d.seized))] : []),
    { kind: 'sketch', title: write.text({ ar: 'مرتسم محل الحادث', ckb: 'نەخشەی شوێنی ڕووداو', en: 'Sketch of the scene' }), height: 11, note: d.sketchScale === undefined ? write.text({ ar: 'المقياس واتجاه الشمال', ckb: 'پێوەر و ئاراستەی باکوور', en: 'Scale and north' }) : write.own(d.sketchScale) },
    write.signatures([[label.investigator, d.inspector], [label.investigativeJudge, d.judge]], { seal: true }),
  ],
})
