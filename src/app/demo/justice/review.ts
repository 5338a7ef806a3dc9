/** After the judgment: the file goes up of its own accord, parties challenge, the prosecution gives its opinion, the court above decides (CPC 249-266). */
import { baghdadDay, addDays, startOfBaghdadDay, hourMs } from '#kernel/clock/calendar.ts'
import { automaticFileDue, challengeCourt } from '#systems/courts/rules/challenge.ts'
import type { ChallengeRow } from '#systems/courts/store/tables.ts'
import { startClock, stopClock } from './clocks.ts'
import { advance } from './cover.ts'
import { kindOf } from './judgment.ts'
import { hoursAfter, holder, onCase, say, settleAll, type Judged, type Life, type Living } from './life.ts'
import { court as words, decided } from './phrases.ts'
import { officeHour } from './plan.ts'
import { asJson, change, grant, insert, nextNumber, type Deed, type Row } from './world.ts'

const officeKinds = { 'cassation-general-panel': 'cassation-court', cassation: 'cassation-court', 'appeal-as-cassation': 'appeal-court', 'felony-as-cassation': 'felony-court' } as const

const undecided = {
  of_challenge: null, retrial_grounds: [], arrived_at: null, opinion: null, opinion_at: null, opinion_by: null, state: 'filed' as const, outcome: null, decision_number: null, decision_reasons: null, decision_judges: null, decision_warnings: null,
  decided_at: null, decided_by: null, told_on: null,
}

interface Filing { readonly kind: 'cassation' | 'automatic'; readonly party: ChallengeRow['party']; readonly appellant: string; readonly grounds: string; readonly request: string; readonly lastDay: string | null; readonly article: string }

function file(life: Life, deed: Deed, j: Judged, f: Filing): Row<ChallengeRow> {
  const { w, rec } = life
  const { values } = j.row
  const route = challengeCourt(values.class, 'trial-court', values.death, values.juvenile)
  const deciderId = w.atlas.receiver(values.court_id, officeKinds[route.court])!
  const automatic = f.kind === 'automatic'
  const row = insert(w, deed, 'courts.challenge', {
    id: w.r.uuid(deed.at), case_id: rec.id, judgment_id: values.id, person_id: j.of.person.id, custody_id: null, kind: f.kind, number: nextNumber(w, 'paper.cassation-petition', values.court_id, deed.at), party: f.party, appellant: f.appellant,
    respondent: automatic ? values.accused : say(life, words.publicRight), grounds: f.grounds, request: f.request, filed_at: deed.at, filed_by: deed.by!.accountId, filed_office: values.court_id, place: 'trial-court', last_day: f.lastDay, late: false,
    decider_id: deciderId, decider_kind: route.court, route_article: automatic ? f.article : route.article, route_confidence: route.confidence, document_id: null, warnings: asJson([]), ...undecided,
  })
  grant(w, deed, rec, deciderId, 'cassation')
  return row
}

/** The weeks after the judgment, as far as they have come. */
export function* reviewed(life: Life): Living {
  const { w, r } = life
  const [first] = life.judgments
  if (!first) return
  const { values: j } = first.row
  const given = j.given_at
  const challenges: Row<ChallengeRow>[] = []
  const due = automaticFileDue(j.given_on, kindOf(w.atlas.byId(j.court_id).kind) as 'felony', j.class)
  const clerk = holder(w, r, j.court_id, 'court-clerk')
  if (r.chance(due ? 0.35 : 0.4)) {
    yield* advance(life, officeHour(r, hoursAfter(given, 24 * r.between(2, due ? 8 : 27))))
    const deed = onCase(life, { verb: 'courts.file-challenge', at: life.clock, by: clerk, basis: 'CPC 249, 252', detail: { kind: 'cassation', judgmentId: j.id, party: 'accused' } })
    challenges.push(file(life, deed, first, { kind: 'cassation', party: 'accused', appellant: j.accused, grounds: say(life, words.grounds), request: say(life, words.request), lastDay: j.last_day, article: 'CPC 252' }))
  }
  if (due || challenges.length > 0) {
    // A file that is sent late is a miss of its clock; most go in time.
    yield* advance(life, officeHour(r, hoursAfter(given, 24 * (r.chance(0.06) ? r.between(11, 16) : r.between(4, 9)) + (due ? 0 : 24 * 15))))
    sendFile(life, life.clock, clerk, challenges, due !== undefined)
    yield* opinion(life, challenges)
    yield* decideAll(life, challenges)
    return
  }
  yield* advance(life, officeHour(r, new Date(startOfBaghdadDay(addDays(j.last_day!, 1 + r.between(0, 9))).getTime() + 10 * hourMs)))
  if (baghdadDay(life.clock) <= j.last_day!) return
  for (const one of life.judgments) {
    const deed = onCase(life, { verb: 'courts.finalise', at: life.clock, by: clerk, basis: 'CPC 252', detail: { judgmentId: one.row.values.id } })
    change(deed, one.row, { state: 'final', state_at: life.clock, state_why: 'period-over' })
    if (one === life.judgments.at(-1)) close(life, deed)
  }
}

function sendFile(life: Life, at: Date, clerk: ReturnType<typeof holder>, challenges: Row<ChallengeRow>[], automatic: boolean): void {
  const { w, rec } = life
  settleAll(life, at)
  const deed = onCase(life, { verb: 'courts.send-file', at, by: clerk, basis: 'CPC 254' })
  for (const one of automatic ? life.judgments : []) {
    if (challenges.some(({ values: c }) => c.judgment_id === one.row.values.id)) continue
    const due = automaticFileDue(one.row.values.given_on, kindOf(w.atlas.byId(one.row.values.court_id).kind) as 'felony', one.row.values.class)!
    challenges.push(file(life, deed, one, { kind: 'automatic', party: 'court', appellant: w.atlas.byId(one.row.values.court_id).name.ar, grounds: due.article, request: due.article, lastDay: due.last, article: due.article }))
  }
  for (const c of challenges) {
    change(deed, c, { arrived_at: at })
    for (const { custody } of life.accused) if (custody) grant(w, deed, custody.rec, c.values.decider_id, 'cassation')
  }
  stopClock(deed, rec, { rule: 'CLK-10', state: 'met', outcome: 'sent' })
  change(deed, life.row, { stage: 'cassation' })
  const prosecution = life.row.values.prosecution_id
  if (prosecution) startClock(w, deed, rec, { rule: 'CLK-11', officeId: prosecution, from: at })
}

function* opinion(life: Life, challenges: readonly Row<ChallengeRow>[]): Living {
  const { w, r } = life
  const prosecution = life.row.values.prosecution_id!
  const by = holder(w, r, prosecution, 'prosecutor')
  yield* advance(life, officeHour(r, hoursAfter(life.clock, 24 * r.between(4, 23))))
  for (const c of challenges) {
    yield* advance(life, hoursAfter(life.clock, 0.1))
    const deed = onCase(life, { verb: 'courts.give-opinion', at: life.clock, by, basis: 'CPC 255' })
    change(deed, c, { opinion: say(life, decided.opinion), opinion_at: life.clock, opinion_by: by.accountId })
    if (c === challenges.at(-1)) stopClock(deed, life.rec, { rule: 'CLK-11', state: 'met', outcome: 'opinion' })
  }
}

function* decideAll(life: Life, challenges: readonly Row<ChallengeRow>[]): Living {
  const { w, r } = life
  yield* advance(life, officeHour(r, hoursAfter(life.clock, 24 * r.between(8, 45))))
  for (const c of challenges) {
    yield* advance(life, hoursAfter(life.clock, 0.2))
    const at = life.clock
    const decider = c.values.decider_id
    const role = w.atlas.byId(decider).kind === 'cassation-court' ? 'cassation-judge' as const : 'trial-judge' as const
    const by = holder(w, r, decider, role)
    const judged = life.judgments.find((one) => one.row.values.id === c.values.judgment_id)!
    const outcome = judged.row.values.verdict === 'convicted' ? 'upheld' : 'acquittal-upheld'
    const deed = onCase(life, { verb: 'courts.decide-challenge', at, by, basis: 'CPC 259', detail: { challengeId: c.values.id, outcome } })
    change(deed, c, {
      state: 'decided', outcome, decision_number: nextNumber(w, 'challenge-decision', decider, at), decision_reasons: say(life, decided.upheld), decision_judges: [by.name, ...w.atlas.holders(decider, role).filter((o) => o !== by).slice(0, 2).map(({ name }) => name)],
      decision_warnings: asJson([]), decided_at: at, decided_by: by.accountId,
    })
    if (judged.row.values.state === 'given') change(deed, judged.row, { state: 'final', state_at: at, state_why: outcome })
    if (c === challenges.at(-1) && life.judgments.every((one) => one.row.values.state === 'final')) close(life, deed)
  }
}

/** Every judgment is final, and so is the case. */
function close(life: Life, deed: Deed): void {
  change(deed, life.row, { stage: 'final' })
  stopClock(deed, life.rec, { rule: 'CLK-09', state: 'cancelled', outcome: 'final' })
}
