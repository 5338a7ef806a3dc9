import { createHash, randomUUIDv7 } from 'node:crypto'
import type { z } from 'zod'
import { act, read, type Reader, type Tx } from '#kernel/act/act.ts'
import { systemCtx } from '#kernel/act/context.ts'
import { refuse, refuseBlocked } from '#kernel/act/refusal.ts'
import { baghdadDay } from '#kernel/clock/calendar.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { getPerson } from '#kernel/people/people.ts'
import { getCase } from '#systems/cases/public.ts'
import { custodiesOfCase, getCustody } from '#systems/custody/public.ts'
import { classOf, findOffence, maxPenalty, type OffenceClass } from '#systems/offences/public.ts'
import { writeSearch } from '../../asking.ts'
import { askSearch, searchChoices } from '../../contract/search.ts'
import { kindOfImage } from '../../images.ts'
import { ageGroupOn } from '../../rules/enrolment.ts'
import { findingsOnAsk, missingReferences, purposesOf, searchPurposeRules, type Reference, type SearchPurpose } from '../../rules/purposes.ts'
import { wakeRunner } from '../../running.ts'
import { seal } from '../../sealing.ts'
import { listMarkRows } from '../../store/marks.ts'
import { enrolmentFacts, insertProbe, latestEnrolment } from '../../store/searches.ts'
import { takePrint, type TakenPrint } from '../../workers.ts'

type Asked = z.output<typeof askSearch.input>

/** What a request comes to: its matter, the prints, whose they are. */
interface Matter { readonly caseId: string | null; readonly custodyId: string | null; readonly enrolmentId: string | null; readonly markId: string | null; readonly personId: string | null; readonly age: 'adult' | 'juvenile' | 'unknown'; readonly offenceCode: string | null; readonly caseClosed: boolean }

export const asking: readonly Handler[] = [
  handle(askSearch, async (input, ctx) => {
    const rule = searchPurposeRules[input.purpose]
    if (!rule.roles.includes(ctx.session!.role)) refuse('biometrics.search-not-yours', { status: 403, field: 'purpose', article: rule.article })
    const named = new Set<Reference>([...(input.caseId ? ['case' as const] : []), ...(input.custodyId ? ['custody' as const] : []), ...(input.markId ? ['mark' as const] : []), ...(input.enrolmentId ? ['enrolment' as const] : [])])
    const [lacks] = missingReferences(input.purpose, named)
    if (lacks) refuse('biometrics.search-matter-missing', { article: rule.article, field: `${lacks}Id`, params: { field: `biometrics.field.${lacks}Id` } })
    const matter = await read(ctx, (r) => matterOf(r, input))
    const findings = findingsOnAsk({ purpose: input.purpose, age: matter.age, offenceClass: offenceClassOf(matter.offenceCode, ctx.session!.jurisdiction), caseClosed: matter.caseClosed })
    refuseBlocked(findings)
    const handed = input.image === undefined ? undefined : await handedPrint(input.image, input.dpi ?? refuse('biometrics.search-resolution', { field: 'dpi' }))
    const { image, ...rest } = input
    const digest = image === undefined ? null : createHash('sha256').update(image).digest('hex')
    const made = await act(ctx, {
      verb: 'biometrics.ask-search', subject: { kind: 'fingerprint-search', create: { label: rest.basis.slice(0, 100), series: 'fingerprint-search' } }, basis: rule.article, reason: input.basis, input: { ...rest, digest },
      detail: { purpose: input.purpose, case: matter.caseId, custody: matter.custodyId, mark: matter.markId, enrolment: matter.enrolmentId },
    }, async (tx) => {
      await writeSearch(tx, { ...matter, purpose: input.purpose, basis: input.basis }, tx.record, tx.record.office_id, false)
      if (handed) await keepProbe(tx, handed, input.dpi!, input.finger ?? null)
      return { id: tx.record.id, number: tx.record.number ?? '' }
    })
    wakeRunner(ctx.db)
    return { ...made, warnings: findings.map(({ outcome, code, article, confidence }) => ({ outcome, code, article, confidence })) }
  }),

  handle(searchChoices, (input, ctx) => read(ctx, async (r) => {
    const custody = input.custodyId ? await getCustody(r, input.custodyId) : undefined
    const theCase = input.caseId ? await getCase(r, input.caseId) : undefined
    const custodies = custody ? [custody] : theCase ? await custodiesOfCase(r, theCase.id) : []
    const enrolments = await Promise.all(custodies.map(async (one) => ({ one, latest: await read(systemCtx(ctx.db, ctx.now), (all) => latestEnrolment(all, { custodyId: one.id })) })))
    return {
      purposes: purposesOf(ctx.session!.role).flatMap((purpose) => (purpose === 'enrolment-check' || purpose === 'open-marks' ? [] : [{ purpose, ...pick(purpose) }])),
      case: theCase ? { id: theCase.id, number: theCase.number } : custody ? { id: custody.caseId, number: custody.caseNumber } : null, custody: custody ? { id: custody.id, number: custody.number } : null,
      enrolments: enrolments.flatMap(({ one, latest }) => (latest ? [{ id: latest.id, number: latest.number, name: one.name, custodyId: one.id, takenAt: (latest.ended_at ?? ctx.now).toISOString() }] : [])),
      marks: theCase ? (await listMarkRows(r, { caseId: theCase.id }, 100)).filter((mark) => mark.state !== 'withdrawn').map(({ id, number, exhibit }) => ({ id, number, exhibit })) : [],
    }
  })),
]

function pick(purpose: SearchPurpose) {
  const { article, jurisdiction, confidence, needs } = searchPurposeRules[purpose]
  return { article, jurisdiction, confidence, needs: [...needs] }
}

/** Reads what the request names as the session itself: what it may not see does not exist for it. */
async function matterOf(r: Reader, input: Asked): Promise<Matter> {
  const custody = input.custodyId ? await getCustody(r, input.custodyId) : undefined
  const mark = input.markId ? ((await listMarkRows(r, { id: input.markId }, 1))[0] ?? refuse('kernel.record-unknown', { status: 404, field: 'markId' })) : undefined
  if (mark && mark.state === 'withdrawn') refuse('biometrics.mark-withdrawn', { status: 409, field: 'markId' })
  if (mark && input.caseId && mark.case_id !== input.caseId) refuse('biometrics.search-other-case', { field: 'markId' })
  const caseId = input.caseId ?? custody?.caseId ?? null
  const theCase = caseId ? await getCase(r, caseId) : undefined
  if (custody && input.caseId && custody.caseId !== input.caseId) refuse('biometrics.search-other-case', { field: 'custodyId' })
  const whole = { caseId, custodyId: custody?.id ?? null, markId: mark?.id ?? null, offenceCode: custody?.offenceCode ?? theCase?.offenceCode ?? null, caseClosed: theCase?.stage === 'closed' }
  if (mark ?? input.image) return { ...whole, enrolmentId: null, personId: null, age: mark ? 'adult' : 'unknown' }
  const enrolment = await enrolmentAsked(r, input)
  const held = custody ?? (enrolment.custody_id ? await getCustody(r, enrolment.custody_id) : undefined)
  if (input.purpose !== 'unknown-dead' && theCase && held && held.caseId !== theCase.id) refuse('biometrics.search-other-case', { field: 'enrolmentId' })
  return { ...whole, enrolmentId: enrolment.id, personId: enrolment.person_id, age: await ageOf(r, enrolment.person_id) }
}

/** The prints that are searched: those named, or the latest of the custody. Whoever may ask in a matter may have its prints searched, also where they may not open them. */
async function enrolmentAsked(r: Reader, input: Asked) {
  const platform = systemCtx(r.ctx.db, r.ctx.now)
  if (!input.enrolmentId) return (input.custodyId ? await read(platform, (all) => latestEnrolment(all, { custodyId: input.custodyId! })) : undefined) ?? refuse('biometrics.search-no-prints', { field: 'enrolmentId' })
  const [seen] = await enrolmentFacts(r, [input.enrolmentId]), [row] = seen ? [seen] : await read(platform, (all) => enrolmentFacts(all, [input.enrolmentId!]))
  if (!row || (!seen && !row.custody_id)) refuse('kernel.record-unknown', { status: 404, field: 'enrolmentId' })
  if (!seen) await getCustody(r, row.custody_id!)
  if (row.state !== 'complete') refuse('biometrics.search-no-prints', { field: 'enrolmentId' })
  if (input.custodyId && row.custody_id !== input.custodyId) refuse('biometrics.search-other-case', { field: 'enrolmentId' })
  return row
}

async function ageOf(r: Reader, personId: string): Promise<Matter['age']> {
  // The birth decides whether the law allows it, also where the reader may not open the person.
  const { birth } = await read(systemCtx(r.ctx.db, r.ctx.now), (all) => getPerson(all, personId))
  return ageGroupOn({ precision: birth.precision, ...(birth.date === null ? {} : { date: birth.date }) }, baghdadDay(r.ctx.now))
}

/** Felony, misdemeanour, contravention; undefined where the offence is not in the catalogue. */
function offenceClassOf(code: string | null, jurisdiction: 'federal' | 'kri'): OffenceClass | undefined {
  if (code === null || !findOffence(code)) return undefined
  return classOf(maxPenalty({ offenceCode: code, jurisdiction }))
}

async function handedPrint(text: string, dpi: number): Promise<{ image: Buffer; type: ReturnType<typeof kindOfImage>['type']; print: TakenPrint }> {
  const image = Buffer.from(text, 'base64')
  const { type } = kindOfImage(image)
  const print = await takePrint(image, dpi)
  if (print.quality.reasons.includes('no-finger')) refuse('biometrics.no-finger', { field: 'image' })
  return { image, type, print }
}

async function keepProbe(tx: Tx, { image, type, print }: Awaited<ReturnType<typeof handedPrint>>, dpi: number, finger: number | null): Promise<void> {
  const id = randomUUIDv7(), table = 'biometrics.probe'
  const [picture, template] = [seal({ table, id, part: 'image' }, image), seal({ table, id, part: 'template' }, print.template)]
  await insertProbe(tx, { id, search_id: tx.record.id, finger, quality: print.quality.score, image_type: type, dpi, sealed_image: picture.sealed, key_id: picture.keyId, sealed_template: template.sealed, template_key_id: template.keyId })
}

