import { Alert } from '@mantine/core'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { ActNowButton } from '#kernel/web/ActButton.tsx'
import { DateTimeField } from '#kernel/web/DateField.tsx'
import { RadioField, SelectField, TextAreaField, TextField } from '#kernel/web/fields.tsx'
import { FileField } from '#kernel/web/FileField.tsx'
import { RecordPanels } from '#kernel/web/RecordPanels.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { PersonNameField } from '#kernel/web/PersonNameField.tsx'
import { checkRelease, freePerson, giveSlip, Identifier, keepForOther, listReleases, receiveRelease, returnProperty, withdrawRelease, type ReleaseView } from '../../contract/release.ts'
import { useLabels } from '../labels.ts'
import { ReleaseFacts } from '../ReleaseSection.tsx'
import { nowText, type FormProps } from './form.ts'

/** The release under way: its steps, and the form of the one that is next. */
export function ReleaseForm({ custody, done, again }: FormProps) {
  const { t } = useLabels()
  const { data, again: readAgain } = useRead(listReleases, { custodyId: custody.id, state: 'open' })
  const release = data?.rows[0]
  if (data === undefined) return null
  if (release === undefined) return <p>{t('refusal.custody.no-release-order')}</p>
  return (
    <>
      <section className="mz-card cu-box" style={{ marginBlockEnd: '1rem' }}><ReleaseFacts release={release} /></section>
      <RecordPanels kind="custody-release" recordId={custody.id} />
      <StepForm key={release.next ?? 'none'} release={release} name={custody.name} done={() => { readAgain(); again(); if (release.next === 'slip-given') done() }} cancel={done} />
    </>
  )
}

interface StepProps { readonly release: ReleaseView; readonly name: string; readonly done: () => void; readonly cancel: () => void }

function StepForm(props: StepProps) {
  switch (props.release.next) {
    case 'received': return <Receive {...props} />
    case 'checked': return <Check {...props} />
    case 'freed': return <Free {...props} />
    case 'property-returned': return <Property {...props} />
    case 'slip-given': return <Slip {...props} />
    default: return null
  }
}

const seen = ({ release }: StepProps) => ({ id: release.custodyId, version: release.version })

function Receive({ release, done, cancel, ...rest }: StepProps) {
  const { t } = useLabels()
  return (
    <ActForm endpoint={receiveRelease} title={t('verb.custody.receive-release')} submitLabel={t('verb.custody.receive-release')} fixed={seen({ release, done, cancel, ...rest })} initial={{ at: nowText() }} onDone={done} onCancel={cancel}>
      {(f) => <DateTimeField {...f('at', t('custody.field.receivedAt'))} />}
    </ActForm>
  )
}

/** The right person, and no other paper that holds them: by a second particular, never by the name alone. */
function Check({ release, done, cancel, ...rest }: StepProps) {
  const { t } = useLabels()
  const fixed = seen({ release, done, cancel, ...rest })
  return (
    <>
      <ActForm endpoint={checkRelease} title={t('verb.custody.check-release')} submitLabel={t('verb.custody.check-release')} fixed={fixed} initial={{ identifier: { kind: 'birth' } }} onDone={done} onCancel={cancel}>
        {(f) => {
          const kind = f.values.identifier?.kind
          const shown = kind === 'photograph' || kind === 'thumb-print'
          return (
            <div className="cu-grid">
              <SelectField {...f('identifier.kind', t('custody.field.identifier'))} options={Identifier.shape.kind.options.map((value) => ({ value, label: t(`custody.identifier.${value}`) }))} />
              {shown ? <RadioField label={t('custody.field.agrees')} required value={f.values.identifier?.agrees === undefined ? undefined : f.values.identifier.agrees ? 'yes' : 'no'} options={['yes', 'no'].map((value) => ({ value, label: t(`value.${value}`) }))} onChange={(value) => f.set('identifier.agrees', value === 'yes')} name="identifier.agrees" />
                : <TextField {...f('identifier.value', t('custody.field.said'))} required numeric hint={t(`custody.identifier.hint.${kind ?? 'birth'}`)} />}
            </div>
          )
        }}
      </ActForm>
      <div style={{ marginBlockStart: '1rem' }}>
        <ActNowButton label={t('custody.release.keep')} endpoint={keepForOther} input={{ ...fixed, reason: '' }} confirm={{ title: t('custody.release.keep'), text: t('custody.release.keep.hint'), reasonField: 'reason' }} onDone={cancel} />
      </div>
    </>
  )
}

function Free({ release, done, cancel, ...rest }: StepProps) {
  const { t } = useLabels()
  const ways = ['signed-paper', 'thumb-print', 'refused'] as const
  return (
    <>
      {release.checkedByMe && <Alert color="warning" variant="light" mb="md">{t('refusal.custody.second-person')}. {t('refusal.custody.second-person.remedy')}</Alert>}
      <ActForm endpoint={freePerson} title={t('verb.custody.free')} submitLabel={t('verb.custody.free')} fixed={seen({ release, done, cancel, ...rest })} initial={{ at: nowText(), signature: { how: 'signed-paper', documentId: '' } }} onDone={done} onCancel={cancel}>
        {(f) => {
          const how = f.values.signature?.how
          return (
            <>
              <DateTimeField {...f('at', t('custody.field.freedAt'))} />
              <RadioField label={t('custody.field.signature')} required name="signature.how" value={how} options={ways.map((value) => ({ value, label: t(`custody.signature.${value}`) }))} onChange={(value) => f.set('signature', value === 'refused' ? { how: value, witnesses: ['', ''] } : { how: value })} />
              {how === 'signed-paper' && <FileField {...f('signature.documentId', t('custody.signature.signed-paper'))} required recordId={release.custodyId} purpose="signed-copy" accept="image/*,application/pdf" />}
              {how === 'thumb-print' && <TextField {...f('signature.paperNumber', t('custody.field.paperNumber'))} required numeric />}
              {how === 'refused' && <div className="cu-grid"><TextField {...f('signature.witnesses.0', t('custody.field.witness'))} required /><TextField {...f('signature.witnesses.1', t('custody.field.witness2'))} required /></div>}
              {release.juvenile && <PersonNameField {...f('fetchedBy')} required />}
            </>
          )
        }}
      </ActForm>
    </>
  )
}

function Property({ release, name, done, cancel }: StepProps) {
  const { t, number } = useLabels()
  return (
    <ActForm endpoint={returnProperty} title={t('verb.custody.return-property')} submitLabel={t('verb.custody.return-property')} fixed={{ id: release.custodyId, version: release.version }} initial={{ returnedTo: name }} onDone={done} onCancel={cancel}>
      {(f) => <><p style={{ margin: 0 }}>{t('custody.property.stored', { count: release.propertyItems, n: number(release.propertyItems) })}</p><TextField {...f('returnedTo')} /><TextField {...f('remarks')} /></>}
    </ActForm>
  )
}

function Slip({ release, done }: StepProps) {
  const { t } = useLabels()
  return <ActNowButton look="primary" label={t('verb.custody.give-slip')} endpoint={giveSlip} input={{ id: release.custodyId, version: release.version }} onDone={(answer) => { window.open(`/api/documents/${answer.paperId}/file`, '_blank'); done() }} />
}

/** Takes a release order back while the person is still inside. */
export function WithdrawReleaseForm({ custody, done, again }: FormProps) {
  const { t } = useLabels()
  return (
    <ActForm endpoint={withdrawRelease} title={t('verb.custody.withdraw-release')} tone="danger" fixed={{ id: custody.id, version: custody.version }} onDone={done} onCancel={done} onReload={again}>
      {(f) => <><p className="mz-dim" style={{ margin: 0 }}>{t('refusal.custody.withdrawn-needs-order.remedy')}</p><TextAreaField {...f('reason')} autoFocus /></>}
    </ActForm>
  )
}
