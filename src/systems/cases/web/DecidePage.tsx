import { SimpleGrid, Stack } from '@mantine/core'
import { ActForm, type Bind } from '#kernel/web/ActForm.tsx'
import type { InputOf } from '#kernel/web/endpoint-types.ts'
import { CheckboxField, NumberField, RadioField, TextAreaField, TextField } from '#kernel/web/fields.tsx'
import type { FieldProps } from '#kernel/web/field.ts'
import { OfficePicker } from '#kernel/web/OfficePicker.tsx'
import { useWords } from '#kernel/web/words.tsx'
import type { CasePage } from '../contract.ts'
import { decide } from '../contract/decisions.ts'
import { courtOf } from '../law.ts'
import { openOutcomes, type Outcome } from '../rules/outcomes.ts'
import { OffenceName, Section, inRole, partyName } from './parts.tsx'
import { CaseFormPage, withVersion } from './use-case.tsx'

type Values = InputOf<typeof decide>
const outcomes: readonly Outcome[] = ['refer', 'release', 'reject', 'close-unknown', 'close-accident']
const ends: readonly string[] = ['reject', 'release', 'refer', 'close-unknown', 'close-accident', 'accept-conciliation', 'accept-waiver', 'reopen']

/** Accused for whom no decision stands, the last word of each counting. */
function undecided(data: CasePage): string[] {
  return inRole(data.parties, 'accused').map((p) => p.personId).filter((id) => {
    const last = data.decisions.findLast((d) => ends.includes(d.kind) && (d.personIds.length === 0 || d.personIds.includes(id)))
    return last === undefined || last.kind === 'reopen' || (last.kind === 'refer' && data.case.stage === 'referred')
  })
}

/** The judge's decision at the end of the investigation: what was found opens the outcomes that Article 130 allows. */
export default function DecidePage() {
  const { t } = useWords()
  return (
    <CaseFormPage verb="cases.decide">
      {({ data, back, again }) => (
        <ActForm endpoint={decide} title={t('verb.cases.decide')} fixed={{ id: data.case.id, version: data.case.version }} tone="danger" submitLabel={t('cases.decideNow')} onDone={back} onCancel={back} onReload={again}
          initial={{ punishable: true, evidenceSuffices: true, personIds: undecided(data) }}
          toInput={(values) => withVersion(values.outcome === 'refer' ? { ...values, referral: { ...values.referral, evidence: values.referral?.evidence ?? '' } } : { ...values, referral: undefined })}>
          {(f) => <Fields f={f} data={data} />}
        </ActForm>
      )}
    </CaseFormPage>
  )
}

function Fields({ f, data }: { f: Bind<Values>; data: CasePage }) {
  const { t } = useWords()
  const chosen = f.values.personIds ?? []
  const open = openOutcomes({
    punishable: f.values.punishable ?? false, evidenceSuffices: f.values.evidenceSuffices ?? false, perpetratorKnown: inRole(data.parties, 'accused').length > 0, accident: f.values.accident ?? false,
    waivedWithoutApproval: data.case.complaintOnly && data.settlements.some((s) => !s.needsApproval), notResponsibleByAge: false, reasons: '', accusedDetained: false, releaseOrdered: true, otherLiveOrder: false, prosecutionTold: true,
  })
  return (
    <Stack gap={0}>
      <Section title={t('cases.part.forWhom')}>
        <Stack gap="xs">
          {undecided(data).map((id) => (
            <div key={id}>
              <CheckboxField name={`personIds.${id}`} label={partyName(data.parties, id)} value={chosen.includes(id)} onChange={(on) => f.set('personIds', on ? [...chosen, id] : chosen.filter((other) => other !== id))} />
              <div style={{ paddingInlineStart: '2rem' }} className="mz-dim">{data.charges.filter((c) => c.personId === id && !c.endedAt).map((c) => <div key={c.id}><OffenceName code={c.offenceCode} circumstance={c.circumstance} attempt={c.attempt} /></div>)}
                {data.statements.some((s) => s.kind === 'accused' && s.personId === id) ? t('cases.questioned') : t('cases.notQuestioned')}</div>
            </div>
          ))}
          {undecided(data).length === 0 && <span className="mz-dim">{t('cases.unknownPerpetrator')}</span>}
        </Stack>
      </Section>
      <Section title={t('cases.part.found')}>
        <Stack gap="xs">
          <CheckboxField {...f('punishable', t('cases.form.punishable'))} /><CheckboxField {...f('evidenceSuffices', t('cases.form.evidenceSuffices'))} /><CheckboxField {...f('accident', t('cases.form.accident'))} />
        </Stack>
      </Section>
      <Section title={t('cases.part.outcome')}>
        <Stack gap="sm">
          <RadioField {...f('outcome', t('cases.part.outcome'))} options={outcomes.map((value) => ({ value, label: t(`cases.decision.${value}`), disabled: !open.includes(value) && value !== 'reject' }))} hint="CPC 130" />
          <TextAreaField {...f('reasons', t('cases.form.reasons'))} rows={4} />
        </Stack>
      </Section>
      {f.values.outcome === 'refer' && <ReferralFields f={f} data={data} />}
    </Stack>
  )
}

/** What Article 131 asks for and the case does not hold yet. */
function ReferralFields({ f, data }: { f: Bind<Values>; data: CasePage }) {
  const { t } = useWords()
  const chosen = f.values.personIds ?? []
  const live = data.charges.filter((c) => c.endedAt === null)
  const kind = courtOf(live, data.case.jurisdiction, inRole(data.parties, 'accused').filter((p) => chosen.includes(p.personId)).every((p) => p.juvenile) && chosen.length > 0)
  const said = (f.values.referral?.accused ?? []) as readonly { personId: string; age?: number; trade?: string; residence?: string }[]
  const put = (personId: string, change: object) => f.set('referral.accused', [...said.filter((a) => a.personId !== personId), { ...said.find((a) => a.personId === personId), personId, ...change }])
  const field = <T,>(name: string, label: string) => f(`referral.${name}` as 'reasons', label) as unknown as FieldProps<T>
  return (
    <Section title={t('cases.part.referral')}>
      <Stack gap="sm">
        <OfficePicker {...field<string>('trialCourtId', t('cases.trialCourt'))} required kinds={kind ? [kind] : ['felony-court', 'misdemeanour-court', 'juvenile-court']} {...(data.case.governorate ? { governorate: data.case.governorate } : {})} />
        <TextAreaField {...field<string>('evidence', t('cases.form.evidence'))} rows={4} required />
        <SimpleGrid cols={{ base: 1, xs: 2 }}><TextField {...field<string>('victim', t('cases.role.victim'))} required={false} hint={t('cases.form.fromCase')} /><TextField {...field<string>('place', t('field.place'))} required={false} hint={t('cases.form.fromCase')} />
          {!data.case.occurredAt && <TextField {...field<string>('time', t('cases.column.occurredAt'))} required hint={t('cases.form.time.hint')} />}</SimpleGrid>
        <CheckboxField {...field<boolean>('summary', t('cases.form.summaryTrial'))} />
        {f('referral.accused' as 'reasons').error && <div className="mz-alarm" data-field="referral.accused">{f('referral.accused' as 'reasons').error}</div>}
        {inRole(data.parties, 'accused').filter((p) => chosen.includes(p.personId)).map((p) => {
          const a = said.find((one) => one.personId === p.personId)
          return (
            <SimpleGrid key={p.personId} cols={{ base: 1, xs: 4 }}>
              <div style={{ alignSelf: 'end', paddingBlockEnd: '0.5rem' }}><bdi>{p.name}</bdi></div>
              <NumberField label={t('field.age')} value={a?.age} min={0} max={130} onChange={(age) => put(p.personId, { age })} />
              <TextField label={t('field.occupation')} value={a?.trade ?? p.trade ?? ''} onChange={(trade) => put(p.personId, { trade })} />
              <TextField label={t('field.address')} value={a?.residence ?? p.residence ?? ''} onChange={(residence) => put(p.personId, { residence })} />
            </SimpleGrid>
          )
        })}
        {data.case.juvenile && <TextField {...field<string>('studyReport', t('cases.form.studyReport'))} required={false} />}
        <SimpleGrid cols={{ base: 1, xs: 2 }}><TextField {...field<string>('courtLeave', t('cases.form.courtLeave'))} required={false} hint="CPC 136(C)" /><TextField {...field<string>('permission', t('cases.form.permission'))} required={false} hint="CPC 136(A)" /></SimpleGrid>
      </Stack>
    </Section>
  )
}
