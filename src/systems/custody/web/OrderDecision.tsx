import { Button, Group, Kbd, Stack } from '@mantine/core'
import { useState } from 'react'
import { Confirm } from '#kernel/web/Confirm.tsx'
import { DateField } from '#kernel/web/DateField.tsx'
import type { InputOf } from '#kernel/web/endpoint-types.ts'
import { CheckboxField, NumberField, SelectField, TextAreaField, TextField } from '#kernel/web/fields.tsx'
import { FindingList } from '#kernel/web/ProblemNotice.tsx'
import { useAct } from '#kernel/web/use-act.ts'
import type { CustodyPage } from '../contract/custody.ts'
import { orderDetention, refuseDetention, type proposeOrder } from '../contract/orders.ts'
import { useKeys } from './keys.ts'
import { useLabels } from './labels.ts'
import { previewPaper, useProposal, type Proposal } from './proposal.ts'

export interface OrderDecisionProps {
  readonly custody: Pick<CustodyPage, 'id' | 'version' | 'name' | 'caseNumber' | 'number' | 'offenceCode'> & { readonly juvenile: boolean; readonly heldAt: string; readonly extension: boolean }
  readonly requestId?: string
  /** The days that were asked for, as the list of requests worked them out; fifteen, or up to the ceiling, otherwise. */
  readonly asked?: { readonly firstDay: string; readonly lastDay: string } | null | undefined
  readonly onDone: () => void
}

type Draft = Partial<Omit<InputOf<typeof proposeOrder>, 'id'>>

const dayMs = 86_400_000
const plus = (day: string, days: number) => new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10)
const between = (first: string, last: string) => Math.round((Date.parse(last) - Date.parse(first)) / dayMs) + 1

/** Detention or release: the order of CPC 113 filled in from the record, with what the law says about it before it is signed. */
export function OrderDecision({ custody, requestId, asked, onDone }: OrderDecisionProps) {
  const { t } = useLabels()
  const first = (): Draft => (asked ? { firstDay: asked.firstDay, lastDay: asked.lastDay } : {})
  const [draft, setDraft] = useState<Draft>(first)
  const [asking, setAsking] = useState<'grant' | 'refuse'>()
  const proposal = useProposal({ id: custody.id, ...draft })
  const order = useAct(orderDetention, { onDone })
  const refusal = useAct(refuseDetention, { onDone })
  useKeys({ g: () => grant(), r: () => setAsking('refuse'), d: () => focusOn('days'), p: () => void preview() })
  // A reason is the judge's own, and a block has its field: the key leads there first.
  const grant = () => {
    const block = proposal?.findings.find((f) => f.outcome === 'block')
    if ((draft.reasons ?? proposal?.proposed.reasons ?? '').trim().length < 3) focusOn('reasons')
    else if (block) focusOn(block.field ?? 'reasons')
    else setAsking('grant')
  }
  if (proposal === undefined) return null
  const form = { ...proposal.proposed, ...draft } as Proposal['proposed']
  const blocked = proposal.findings.some((f) => f.outcome === 'block')
  const seen = { id: custody.id, version: custody.version, ...(requestId ? { requestId } : {}) }
  const fields: FieldsProps = { form, proposal, juvenile: custody.juvenile, set: (change) => setDraft((before) => ({ ...before, ...change })) }
  const preview = () => previewPaper('detention-order', paperOf(custody, form, proposal.detainedDays))
  return (
    <Stack gap="md">
      <MainFields {...fields} />
      <div role="status">{proposal.findings.length === 0 ? <span className="mz-dim">{t('custody.findings.none')}</span> : <FindingList findings={proposal.findings} />}</div>
      <Group gap="sm">
        <Button onClick={grant} disabled={blocked} rightSection={<Kbd size="xs">G</Kbd>}>{t('custody.judge.sign')}</Button>
        <Button variant="default" onClick={() => setAsking('refuse')} rightSection={<Kbd size="xs">R</Kbd>}>{t('custody.judge.refuse')}</Button>
        <Button variant="subtle" onClick={() => void preview()} rightSection={<Kbd size="xs">P</Kbd>}>{t('custody.judge.preview')}</Button>
      </Group>
      <details open={proposal.findings.some((f) => f.outcome === 'block' && f.field !== 'lastDay' && f.field !== 'harmToInvestigation') || undefined}><summary className="mz-dim">{t('custody.order.particulars')}</summary><div style={{ display: 'grid', gap: '0.75rem', marginBlockStart: '0.5rem' }}><Particulars {...fields} /></div></details>
      <Confirm opened={asking === 'grant' && !blocked} title={t('custody.judge.sign')} confirmLabel={t('custody.judge.sign')} busy={order.busy} problem={order.problem} onClose={() => { setAsking(undefined); order.reset() }} onConfirm={() => void order.run({ ...seen, ...form })}>
        <Summary form={form} name={custody.name} />
        {proposal.findings.length > 0 && <FindingList findings={proposal.findings} />}
      </Confirm>
      <Confirm opened={asking === 'refuse'} title={t('custody.judge.refuse')} confirmLabel={t('custody.judge.refuse')} danger askReason busy={refusal.busy} problem={refusal.problem} onClose={() => { setAsking(undefined); refusal.reset() }} onConfirm={(reason) => void refusal.run({ ...seen, reason: reason ?? '' })}>
        {t('custody.judge.refuse.hint', { name: custody.name })}
      </Confirm>
    </Stack>
  )
}

function Summary({ form, name }: { form: Proposal['proposed']; name: string }) {
  const { t, date, count } = useLabels()
  return <p style={{ marginBlockStart: 0 }}><b><bdi>{name}</bdi></b> · {form.article}<br />{t('custody.order.days', { from: date(form.firstDay), to: date(form.lastDay) })} · {count(between(form.firstDay, form.lastDay), 'day')}</p>
}

interface FieldsProps { readonly form: Proposal['proposed']; readonly proposal: Proposal; readonly juvenile: boolean; readonly set: (change: Draft) => void }

/** What blocks, by the field it is about. */
function useBlocks(proposal: Proposal): ReadonlyMap<string, string> {
  const { t } = useLabels()
  return new Map(proposal.findings.filter((f) => f.outcome === 'block' && f.field).map((f) => [f.field!, t(`refusal.${f.code}`, f.params)]))
}

function MainFields({ form, proposal, set }: FieldsProps) {
  const { t, date } = useLabels()
  const length = between(form.firstDay, form.lastDay)
  const bad = useBlocks(proposal)
  return (
    <>
      <div className="cu-grid cu-narrow">
        <NumberField name="days" label={t('custody.field.days')} required min={1} max={15} value={Number.isFinite(length) ? length : undefined} hint={proposal.latestDay ? t('custody.order.latest', { day: date(proposal.latestDay) }) : t('custody.order.noDay')}
          error={bad.get('lastDay')} onChange={(days) => { if (days !== undefined && days >= 1 && days <= 366) set({ firstDay: form.firstDay, lastDay: plus(form.firstDay, Math.round(days) - 1) }) }} />
        <DateField name="firstDay" label={t('custody.field.firstDay')} required value={form.firstDay} error={bad.get('firstDay')} onChange={(day) => { if (day) set({ firstDay: day, lastDay: plus(day, length - 1) }) }} />
        <DateField name="lastDay" label={t('custody.field.lastDay')} required value={form.lastDay} onChange={(day) => { if (day) set({ firstDay: form.firstDay, lastDay: day }) }} />
      </div>
      <TextAreaField name="reasons" label={t('custody.field.reasons')} required rows={2} value={form.reasons} onChange={(reasons) => set({ reasons: reasons ?? '' })} />
      <div className="cu-grid">
        <TextAreaField name="harmToInvestigation" label={t('custody.field.harmToInvestigation')} rows={1} value={form.harmToInvestigation} error={bad.get('harmToInvestigation')} onChange={(value) => set({ harmToInvestigation: value })} />
        <TextAreaField name="fearOfFlight" label={t('custody.field.fearOfFlight')} rows={1} value={form.fearOfFlight} onChange={(value) => set({ fearOfFlight: value })} />
      </div>
    </>
  )
}

/** The rest of what CPC 113 lists, filled in from the record, and what 110 and Juvenile 52 ask for. */
function Particulars({ form, proposal, juvenile, set }: FieldsProps) {
  const { t } = useLabels()
  const bad = useBlocks(proposal)
  const text = (key: 'nameInOrder' | 'knownAs' | 'surname' | 'article') => ({ name: key, label: t(`custody.field.${key}`), required: true, value: form[key], error: bad.get(key === 'nameInOrder' ? 'name' : key), onChange: (value: string | undefined) => set({ [key]: value ?? '' }) })
  return (
    <>
      <div className="cu-grid"><TextField {...text('nameInOrder')} /><TextField {...text('knownAs')} /><TextField {...text('surname')} /><TextField {...text('article')} /></div>
      {juvenile && (
        <div className="cu-grid">
          <SelectField name="juvenilePurpose" label={t('custody.field.juvenilePurpose')} value={form.juvenilePurpose} error={bad.get('juvenilePurpose')} options={(['study', 'no-guarantor'] as const).map((value) => ({ value, label: t(`custody.purpose.${value}`) }))} onChange={(value) => set({ juvenilePurpose: value })} />
          <SelectField name="juvenilePlace" label={t('custody.field.juvenilePlace')} value={form.juvenilePlace} error={bad.get('juvenilePlace')} options={(['observation-home', 'separated', 'with-adults'] as const).map((value) => ({ value, label: t(`custody.placeOf.${value}`) }))} onChange={(value) => set({ juvenilePlace: value })} />
        </div>
      )}
      <div className="cu-grid">
        <CheckboxField name="sealed" label={t('custody.field.sealed')} value={form.sealed} error={bad.get('sealed')} onChange={(value) => set({ sealed: value === true })} />
        <CheckboxField name="noFixedAddress" label={t('custody.field.noFixedAddress')} value={form.noFixedAddress} error={bad.get('noFixedAddress')} onChange={(value) => set({ noFixedAddress: value })} />
      </div>
    </>
  )
}

function focusOn(field: string): void {
  document.querySelector<HTMLElement>(`[data-field="${field}"] :is(input, textarea)`)?.focus()
}

/** The order's paper as the form wants it. */
function paperOf(custody: OrderDecisionProps['custody'], form: Proposal['proposed'], before: number): Record<string, unknown> {
  return {
    detainee: { name: form.nameInOrder, ...(form.knownAs && { knownAs: form.knownAs }), ...(form.surname && { surname: form.surname }) }, caseNumber: custody.caseNumber, custodyNumber: custody.number, offence: form.article || '—', article: form.article || '—',
    extension: custody.extension, from: form.firstDay, until: form.lastDay, days: Math.max(1, between(form.firstDay, form.lastDay)), totalDaysBefore: before, judge: '—', heldAt: custody.heldAt, ...(form.reasons && { reasons: form.reasons }),
  }
}
