import { useNavigate, useParams } from 'react-router'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { RadioField, SelectField, TextField } from '#kernel/web/fields.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { exchangeChoices, sendPrints } from '../contract/exchange.ts'
import { CaseField } from './chain/CaseField.tsx'
import { PurposeField } from './chain/PurposeField.tsx'
import './chain/chain.css'

/** The prints of one taking, for one recipient. */
export default function SendPage() {
  const { id = '' } = useParams()
  const { t, numerals } = useWords()
  const navigate = useNavigate()
  const { data, problem, loading, again } = useRead(exchangeChoices, { direction: 'out', enrolmentId: id })
  const prints = data?.enrolment
  return (
    <Page title={t('verb.biometrics.send-prints')} beside={prints && <span className="mz-dim"><bdi>{prints.name}</bdi> · <bdi>{numerals(prints.number)}</bdi></span>} parent={{ label: t('biometrics.exchange'), path: '/biometrics/exchange' }} loading={loading} problem={problem} onRetry={again}>
      {data && (
        <section className="mz-card bc-box" style={{ maxInlineSize: '48rem' }}>
          <p className="mz-dim" style={{ marginBlockStart: 0 }}>{t('biometrics.exchange.hint')}</p>
          <ActForm endpoint={sendPrints} title={t('verb.biometrics.send-prints')} record={id} submitLabel={t('biometrics.exchange.send')} fixed={{ enrolmentId: id }} initial={{ format: 'itl', images: 14 }} onDone={() => void navigate('/biometrics/exchange')} onCancel={() => void navigate(-1)}>
            {(f) => (
              <>
                <PurposeField field={f('purpose', t('biometrics.exchange.purpose'))} purposes={data.purposes} />
                <TextField {...f('partner', t('biometrics.exchange.to'))} />
                <TextField {...f('reference', t('biometrics.exchange.reference'))} />
                <CaseField {...f('caseId', t('biometrics.exchange.case'))} required={false} hint={prints?.caseNumber ? `${numerals(prints.caseNumber)}: ${t('biometrics.exchange.caseOfCustody')}` : undefined} />
                <RadioField {...f('format', t('biometrics.exchange.format'))} options={(['itl', 'iso19794'] as const).map((value) => ({ value, label: t(`biometrics.exchange.format.${value}`) }))} />
                {f.values.format === 'itl' && <SelectField label={t('biometrics.exchange.images')} name="images" value={String(f.values.images ?? 14)} onChange={(value) => f.set('images', Number(value ?? 14))} options={['14', '4'].map((value) => ({ value, label: `Type ${value}` }))} />}
              </>
            )}
          </ActForm>
        </section>
      )}
    </Page>
  )
}
