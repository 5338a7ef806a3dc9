import { SimpleGrid } from '@mantine/core'
import { useNavigate, useParams } from 'react-router'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { DateField, DateTimeField } from '#kernel/web/DateField.tsx'
import { CheckboxField, NumberField, SelectField, TextAreaField, TextField } from '#kernel/web/fields.tsx'
import { OfficePicker } from '#kernel/web/OfficePicker.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import type { OutputOf } from '#kernel/web/endpoint-types.ts'
import { moveOut } from '../contract/cells.ts'
import { readInmate, setNeeds, transfer } from '../contract/reception.ts'
import { orderSolitary } from '../contract/safety.ts'
import { addSentenceFact, openConditional, readSentence, SentenceFact } from '../contract/sentence.ts'
import { Section } from './parts.tsx'

interface FormProps { readonly data: OutputOf<typeof readInmate>; readonly title: string; readonly done: () => void; readonly again: () => void }

const forms: Record<string, { title: string; Form: (props: FormProps) => React.ReactNode }> = {
  out: { title: 'prisons.takeOut', Form: OutForm }, needs: { title: 'verb.prisons.set-needs', Form: NeedsForm }, transfer: { title: 'verb.prisons.transfer', Form: TransferForm },
  solitary: { title: 'verb.prisons.order-solitary', Form: SolitaryForm }, conditional: { title: 'verb.prisons.open-conditional', Form: ConditionalForm }, fact: { title: 'prisons.addFact', Form: FactForm },
}

/** One act on one person: its title is the act, its parent the person. */
export default function InmateActPage() {
  const { id = '', act = '' } = useParams()
  const { t } = useWords()
  const navigate = useNavigate()
  const { data, problem, loading, again } = useRead(readInmate, { id })
  const form = forms[act]
  const back = act === 'conditional' || act === 'fact' ? `/prisons/sentence/${id}` : `/prisons/inmates/${id}`
  return (
    <Page title={form ? t(form.title) : ''} parent={{ label: data?.inmate.name ?? t('prisons.inmate'), path: back }} loading={loading} problem={problem} onRetry={again}>
      {data && form && <Section title={t(form.title)}><form.Form data={data} title={t(form.title)} done={() => void navigate(back)} again={again} /></Section>}
    </Page>
  )
}

const seen = (data: FormProps['data']) => ({ id: data.inmate.id, version: data.inmate.version })

function OutForm({ data, title, done, again }: FormProps) {
  const { t } = useWords()
  return (
    <ActForm endpoint={moveOut} title={title} fixed={seen(data)} onDone={done} onCancel={done} onReload={again}>
      {(f) => (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <SelectField {...f('kind')} options={(['court', 'hospital', 'leave', 'work'] as const).map((value) => ({ value, label: t(`prisons.out.${value}`) }))} />
          <TextField {...f('destination')} /><TextField {...f('escort')} required={false} /><DateTimeField {...f('expectedAt')} required={false} />
        </SimpleGrid>
      )}
    </ActForm>
  )
}

function NeedsForm({ data, title, done, again }: FormProps) {
  const { inmate: i } = data
  return (
    <ActForm endpoint={setNeeds} title={title} fixed={{ ...seen(data), keepApart: data.keepApart.map((k) => k.id) }} initial={{ pregnant: i.pregnant, withInfant: i.withInfant, vulnerable: i.vulnerable, ...(data.needs ? { needs: data.needs } : {}) }} onDone={done} onCancel={done} onReload={again}
      toInput={(v) => ({ pregnant: false, withInfant: false, vulnerable: false, ...v })}>
      {(f) => (
        <>
          {i.sex === 'female' && <CheckboxField {...f('pregnant')} />}{i.sex === 'female' && <CheckboxField {...f('withInfant')} />}
          <CheckboxField {...f('vulnerable')} /><TextAreaField {...f('needs')} required={false} rows={2} />
        </>
      )}
    </ActForm>
  )
}

function TransferForm({ data, title, done, again }: FormProps) {
  const { t } = useWords()
  return (
    <ActForm endpoint={transfer} title={title} fixed={seen(data)} onDone={done} onCancel={done} onReload={again} submitLabel={t('verb.prisons.transfer')} toInput={(v) => ({ fitToTravel: false, familyTold: false, ...v })}>
      {(f) => (
        <>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <OfficePicker {...f('toFacility')} kinds={['prison', 'juvenile-facility']} /><TextField {...f('orderNumber')} />
            <TextField {...f('escort')} /><TextField {...f('condition')} />
          </SimpleGrid>
          <TextAreaField {...f('reason')} rows={2} />
          <CheckboxField {...f('fitToTravel')} /><CheckboxField {...f('familyTold')} />
        </>
      )}
    </ActForm>
  )
}

function SolitaryForm({ data, title, done, again }: FormProps) {
  const { t } = useWords()
  return (
    <ActForm endpoint={orderSolitary} title={title} tone="danger" fixed={seen(data)} onDone={done} onCancel={done} onReload={again} submitLabel={t('verb.prisons.order-solitary')} toInput={(v) => ({ healthSeen: false, ...v })}>
      {(f) => (<><p className="mz-dim">{t('prisons.solitaryHelp')}</p><DateTimeField {...f('untilAt')} /><TextAreaField {...f('reason')} rows={3} /><CheckboxField {...f('healthSeen')} /></>)}
    </ActForm>
  )
}

function ConditionalForm({ data, title, done, again }: FormProps) {
  const { t } = useWords()
  return (
    <ActForm endpoint={openConditional} title={title} fixed={seen(data)} onDone={done} onCancel={done} onReload={again} submitLabel={t('prisons.sendToCourt')}>
      {(f) => (<><TextAreaField {...f('request')} rows={3} /><TextAreaField {...f('conduct')} rows={4} /></>)}
    </ActForm>
  )
}

function FactForm({ data, title, done, again }: FormProps) {
  const { t } = useWords()
  const sentence = useRead(readSentence, { id: data.inmate.id })
  return (
    <ActForm endpoint={addSentenceFact} title={title} fixed={seen(data)} onDone={done} onCancel={done} onReload={again}>
      {(f) => (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <SelectField {...f('kind', t('field.kind'))} options={SentenceFact.shape.kind.options.map((value) => ({ value, label: t(`prisons.fact.${value}`) }))} />
          <TextField {...f('paper')} />
          {(f.values.kind === 'fine-paid' || f.values.kind === 'suspension-revoked') && <SelectField {...f('sentenceId')} options={(sentence.data?.papers ?? []).map((p) => ({ value: p.sentenceId, label: p.key }))} />}
          {f.values.kind === 'fine-paid' && <NumberField {...f('amountIqd')} min={1} />}
          {f.values.kind === 'remission' && <NumberField {...f('days')} min={1} />}
          <DateField {...f('on', t('field.date'))} />
        </SimpleGrid>
      )}
    </ActForm>
  )
}
