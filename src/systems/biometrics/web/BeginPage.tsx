import { useNavigate, useSearchParams } from 'react-router'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { ConfidenceMark } from '#kernel/web/ConfidenceMark.tsx'
import { RadioField, SelectField, TextAreaField } from '#kernel/web/fields.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { PersonPicker } from '#kernel/web/PersonPicker.tsx'
import { FindingList } from '#kernel/web/ProblemNotice.tsx'
import { useSession } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { beginEnrolment } from '../contract/enrolment.ts'
import { authorities, enrolmentPurposes, findingsOnBegin, purposeNames, type EnrolmentPurpose } from '../rules/enrolment.ts'

/** Prints are to be taken: of whom, for what, by whose word. From a custody (`?custody=`) or of somebody in the register (`?person=`). */
export default function BeginPage() {
  const { t } = useWords()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const { post } = useSession()
  const custodyId = search.get('custody') ?? undefined
  const personId = search.get('person') ?? undefined
  const choices = purposeNames.filter((name) => !enrolmentPurposes[name].needsCustody || custodyId !== undefined)
  const usual: EnrolmentPurpose = custodyId === undefined ? 'registry' : post?.role === 'prison-reception' ? 'sentenced' : 'custody'
  return (
    <Page title={t('biometrics.enrol')} parent={{ label: t('biometrics.title'), path: '/biometrics' }}>
      <div className="mz-card" style={{ padding: '1rem', maxInlineSize: '50rem' }}>
        <ActForm endpoint={beginEnrolment} title={t('biometrics.enrol')} submitLabel={t('verb.biometrics.begin-enrolment')} record={custodyId ?? personId ?? 'new'}
          fixed={{ ...(custodyId ? { custodyId } : {}), ...(personId ? { personId } : {}) }} initial={{ purpose: usual, authority: 'judge' }} onDone={({ id }) => void navigate(`/biometrics/enrolment/${id}`)}>
          {(f) => {
            const purpose = f.values.purpose ?? usual
            const rule = enrolmentPurposes[purpose]
            const warnings = findingsOnBegin({ purpose, authority: f.values.authority ?? 'judge', age: 'adult', sex: null, hasCustody: custodyId !== undefined })
            return (
              <>
                {custodyId === undefined && personId === undefined && <PersonPicker {...f('personId', t('biometrics.who'))} required />}
                <SelectField {...f('purpose')} options={choices.map((value) => ({ value, label: t(`biometrics.purpose.${value}`) }))} />
                <p style={{ margin: 0 }}>{t('biometrics.law')}: <bdi dir="ltr">{rule.article}</bdi> <ConfidenceMark value={rule.confidence} /></p>
                {warnings.length > 0 && <FindingList findings={warnings} />}
                <RadioField {...f('authority')} options={authorities.map((value) => ({ value, label: t(`biometrics.authority.${value}`) }))} />
                <TextAreaField {...f('basis')} />
              </>
            )
          }}
        </ActForm>
      </div>
    </Page>
  )
}
