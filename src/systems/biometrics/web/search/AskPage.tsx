import { Alert, Stack } from '@mantine/core'
import { IconScale } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import type { InputOf, OutputOf } from '#kernel/web/endpoint-types.ts'
import { NumberField, RadioField, SelectField, TextAreaField } from '#kernel/web/fields.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { AskPurpose, askSearch, searchChoices } from '../../contract/search.ts'
import { ImageField, Law } from './parts.tsx'

type Choices = OutputOf<typeof searchChoices>

/** Asks for a search in the case or custody that the address names. Nothing is searched without one. */
export default function AskPage() {
  const { t, numerals } = useWords()
  const [search] = useSearchParams()
  const caseId = search.get('case') ?? undefined, custodyId = search.get('custody') ?? undefined, markId = search.get('mark') ?? undefined
  const named = caseId !== undefined || custodyId !== undefined
  const { data, problem, loading, again } = useRead(searchChoices, { ...(caseId && { caseId }), ...(custodyId && { custodyId }) }, { when: named })
  return (
    <Page title={t('biometrics.search.new')} parent={{ label: t('biometrics.searches'), path: '/biometrics/searches' }} loading={named && loading} problem={problem} onRetry={again}>
      {!named && <EmptyState title={t('biometrics.search.where')} hint={t('biometrics.search.where.hint')} />}
      {data && (
        <Stack>
          <Alert color="gray" icon={<IconScale size={20} />}>{t('biometrics.search.new.law')}</Alert>
          <p>
            {data.case && <>{t('biometrics.matter.case')} <Link className="mz-link" to={`/cases/${data.case.id}`}><bdi dir="ltr">{numerals(data.case.number)}</bdi></Link></>}
            {data.custody && <> · {t('biometrics.matter.custody')} <Link className="mz-link" to={`/custody/${data.custody.id}`}><bdi dir="ltr">{numerals(data.custody.number)}</bdi></Link></>}
          </p>
          <AskForm choices={data} markId={markId} />
        </Stack>
      )}
    </Page>
  )
}

function AskForm({ choices, markId }: { choices: Choices; markId: string | undefined }) {
  const { t, numerals } = useWords()
  const navigate = useNavigate()
  const [image, setImage] = useState<string>()
  const [what, setWhat] = useState<string>(markId ? `mark:${markId}` : choices.enrolments[0] ? `enrolment:${choices.enrolments[0].id}` : 'image')
  const fixed: Partial<InputOf<typeof askSearch>> = { ...(choices.custody && { custodyId: choices.custody.id }), ...(choices.case && { caseId: choices.case.id }) }
  const options = [
    ...choices.enrolments.map((one) => ({ value: `enrolment:${one.id}`, label: t('biometrics.search.what.enrolment', { name: one.name, number: numerals(one.number) }) })),
    ...choices.marks.map((one) => ({ value: `mark:${one.id}`, label: t('biometrics.search.what.mark', { number: numerals(one.number), exhibit: one.exhibit }) })),
    { value: 'image', label: t('biometrics.search.what.image') },
  ]
  const [kind = 'image', id = ''] = what.split(':')
  const fitting = choices.purposes.filter((one) => (kind === 'mark') === one.needs.includes('mark') && (!one.needs.includes('custody') || choices.custody !== null))
  return (
    <ActForm endpoint={askSearch} title={t('biometrics.search.new')} record={choices.custody?.id ?? choices.case?.id ?? 'new'} fixed={fixed} initial={{ dpi: 500 }} submitLabel={t('biometrics.search.new')}
      toInput={({ dpi, finger, ...values }) => ({ ...values, ...(kind === 'enrolment' ? { enrolmentId: id } : kind === 'mark' ? { markId: id } : { image, dpi, ...(finger === undefined ? {} : { finger: Number(finger) }) }) })}
      onDone={({ id: made }) => { void navigate(`/biometrics/search/${made}`) }}>
      {(f) => (
        <Stack>
          <RadioField name="what" label={t('biometrics.search.what')} required value={what} onChange={(value) => setWhat(value ?? 'image')} options={options} />
          {choices.enrolments.length + choices.marks.length === 0 && <p className="mz-dim">{t('biometrics.search.what.none')}</p>}
          {kind === 'image' && <>
            <ImageField label={t('biometrics.field.image')} value={image} onChange={setImage} />
            <NumberField {...f('dpi', t('biometrics.field.dpi'))} min={300} max={1000} required />
            <SelectField name="finger" label={t('biometrics.field.finger')} value={f.values.finger === undefined ? undefined : String(f.values.finger)} onChange={(value) => f.set('finger', value)} options={Array.from({ length: 10 }, (_, i) => ({ value: String(i + 1), label: t(`biometrics.finger.${i + 1}`) }))} />
          </>}
          <RadioField {...f('purpose', t('biometrics.search.purpose'))} options={fitting.map(({ purpose }) => ({ value: AskPurpose.parse(purpose), label: t(`biometrics.purpose.${purpose}`) }))} />
          {fitting.filter((one) => one.purpose === f.values.purpose).map((one) => <p key={one.purpose} className="mz-dim"><Law article={one.article} confidence={one.confidence} />{one.confidence === 'U' && <> · {t('refusal.biometrics.search-no-text')}</>}</p>)}
          <TextAreaField {...f('basis', t('biometrics.search.basis'))} />
        </Stack>
      )}
    </ActForm>
  )
}
