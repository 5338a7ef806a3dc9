import { ActForm } from '#kernel/web/ActForm.tsx'
import { DateField } from '#kernel/web/DateField.tsx'
import { MoneyField, RadioField, SelectField, TextAreaField } from '#kernel/web/fields.tsx'
import { cancelOrder, decidePermission, extendPapers, refuseDetention } from '../../contract/orders.ts'
import { BailKind, decideBail } from '../../contract/release.ts'
import { useLabels } from '../labels.ts'
import { OrderDecision } from '../OrderDecision.tsx'
import type { FormProps } from './form.ts'

/** A detention order without a request, or its refusal. */
export function OrderForm({ custody, done }: FormProps) {
  const { office } = useLabels()
  return <OrderDecision custody={{ ...custody, juvenile: custody.band !== 'adult', heldAt: office(custody.holder), extension: custody.orders.length > 0 }} onDone={done} />
}

/** The judge does not detain: release is ordered. */
export function RefuseForm({ custody, done, again }: FormProps) {
  const { t } = useLabels()
  return (
    <ActForm endpoint={refuseDetention} title={t('verb.custody.refuse-detention')} submitLabel={t('custody.judge.refuse')} tone="danger" fixed={{ id: custody.id, version: custody.version }} onDone={done} onCancel={done} onReload={again}>
      {(f) => <><p className="mz-dim" style={{ margin: 0 }}>{t('custody.judge.refuse.hint', { name: custody.name })}</p><TextAreaField {...f('reason')} autoFocus /></>}
    </ActForm>
  )
}

/** 24 hours more for the papers. */
export function ExtendPapersForm({ custody, done, again }: FormProps) {
  const { t } = useLabels()
  return (
    <ActForm endpoint={extendPapers} title={t('verb.custody.extend-papers')} fixed={{ id: custody.id, version: custody.version }} onDone={done} onCancel={done} onReload={again}>
      {(f) => <TextAreaField {...f('reason')} autoFocus />}
    </ActForm>
  )
}

/** An order ended before its time. */
export function CancelOrderForm({ custody, done, again }: FormProps) {
  const { t, numerals, date } = useLabels()
  const open = custody.orders.filter((order) => order.cancelledAt === null)
  return (
    <ActForm endpoint={cancelOrder} title={t('verb.custody.cancel-order')} tone="danger" fixed={{ id: custody.id, version: custody.version }} initial={{ ...(open[0] && { orderId: open[0].id }) }} onDone={done} onCancel={done} onReload={again}>
      {(f) => (
        <>
          <SelectField {...f('orderId', t('field.order'))} options={open.map((order) => ({ value: order.id, label: `${numerals(order.number)} · ${date(order.startsOn)} – ${date(order.endsOn)}` }))} />
          <TextAreaField {...f('reason')} autoFocus />
        </>
      )}
    </ActForm>
  )
}

/** Release on an undertaking, a guarantor or a deposit. */
export function BailForm({ custody, done, again, requestId }: FormProps & { readonly requestId?: string }) {
  const { t } = useLabels()
  return (
    <ActForm endpoint={decideBail} title={t('verb.custody.decide-bail')} submitLabel={t('verb.custody.decide-bail')} fixed={{ id: custody.id, version: custody.version, ...(requestId && { requestId }) }} initial={{ kind: 'guarantor' }} onDone={done} onCancel={done} onReload={again}
      toInput={(values) => (values.kind === 'undertaking' ? { ...values, amountIqd: undefined } : values)}>
      {(f) => (
        <>
          <RadioField {...f('kind')} options={BailKind.options.map((value) => ({ value, label: t(`custody.bail.${value}`) }))} />
          {f.values.kind !== 'undertaking' && <MoneyField {...f('amountIqd')} required />}
          <TextAreaField {...f('reason')} />
        </>
      )}
    </ActForm>
  )
}

/** The felony court lets detention go on beyond six months, or has the person released. */
export function PermissionForm({ custody, done, again }: FormProps) {
  const { t } = useLabels()
  const request = custody.requests.find((one) => one.kind === 'felony-permission' && one.decidedAt === null)
  return (
    <ActForm endpoint={decidePermission} title={t('verb.custody.permit')} fixed={{ id: custody.id, version: custody.version, ...(request && { requestId: request.id }) }} initial={{ granted: true }} onDone={done} onCancel={done} onReload={again}>
      {(f) => (
        <>
          <p style={{ margin: 0 }}>{request?.grounds}</p>
          <RadioField label={t('custody.field.decision')} required name="granted" value={f.values.granted === undefined ? undefined : f.values.granted ? 'granted' : 'refused'} options={['granted', 'refused'].map((value) => ({ value, label: t(`custody.decided.${value}`) }))} onChange={(value) => f.set('granted', value === 'granted')} />
          {f.values.granted && <DateField {...f('until', t('field.until'))} required />}
          <TextAreaField {...f('reason')} />
        </>
      )}
    </ActForm>
  )
}
