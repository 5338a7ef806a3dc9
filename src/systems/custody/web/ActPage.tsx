import type { ComponentType } from 'react'
import { useNavigate, useParams } from 'react-router'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { readCustody } from '../contract/custody.ts'
import { formActs, labelOf } from './acts.ts'
import { useWhyNot } from './ActsPanel.tsx'
import { AllegationForm, MedicalForm, PassOnForm, PropertyForm } from './forms/care.tsx'
import { DeathForm, EscapeForm, RecaptureForm } from './forms/ending.tsx'
import type { FormProps } from './forms/form.ts'
import { BailForm, CancelOrderForm, ExtendPapersForm, OrderForm, PermissionForm, RefuseForm } from './forms/judge.tsx'
import { ReleaseForm, WithdrawReleaseForm } from './forms/release.tsx'
import { AskFelonyForm, AskForm, CourtStepForm, GiveBailForm, PinForm, StepForm } from './forms/steps.tsx'
import { useLabels } from './labels.ts'
import './custody.css'

const forms: Readonly<Record<string, ComponentType<FormProps>>> = {
  order: OrderForm, refuse: RefuseForm, 'extend-papers': ExtendPapersForm, 'cancel-order': CancelOrderForm, bail: BailForm, 'ask-felony': AskFelonyForm, permission: PermissionForm,
  'withdraw-release': WithdrawReleaseForm, 'court-step': CourtStepForm, ask: AskForm, step: StepForm, pin: PinForm, 'give-bail': GiveBailForm, release: ReleaseForm,
  medical: MedicalForm, allegation: AllegationForm, property: PropertyForm, 'pass-on': PassOnForm, death: DeathForm, escape: EscapeForm, recapture: RecaptureForm,
}

/** The form of one act on a custody. */
export default function ActPage() {
  const { id = '', act: key = '' } = useParams()
  const navigate = useNavigate()
  const { t, numerals } = useLabels()
  const { data, problem, loading, again } = useRead(readCustody, { id })
  const whyNot = useWhyNot(data)
  const act = formActs.find((one) => one.key === key)
  const Form = forms[key]
  const reason = act && whyNot(act)
  return (
    <Page title={act ? t(labelOf(act)) : key} beside={data && <span className="mz-dim"><bdi>{data.name}</bdi> · <bdi>{numerals(data.number)}</bdi></span>} parent={{ label: data?.name ?? t('kind.custody'), path: `/custody/${id}` }} loading={loading} problem={problem} onRetry={again}>
      {data && (act === undefined || Form === undefined ? <EmptyState title={t('shell.notFound')} /> : reason ? <EmptyState title={reason} /> : (
        <div className="mz-card" style={{ padding: '1rem', maxInlineSize: '60rem' }}><Form custody={data} done={() => void navigate(`/custody/${id}`)} again={again} /></div>
      ))}
    </Page>
  )
}
