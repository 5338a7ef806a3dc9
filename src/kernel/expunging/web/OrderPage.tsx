import { Alert, Checkbox, Stack } from '@mantine/core'
import { useState } from 'react'
import { useParams } from 'react-router'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { ConfidenceMark } from '#kernel/web/ConfidenceMark.tsx'
import { DateField } from '#kernel/web/DateField.tsx'
import type { OutputOf } from '#kernel/web/endpoint-types.ts'
import { TextAreaField, TextField } from '#kernel/web/fields.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { orderExpunging, previewExpunging } from '../contract.ts'

const noName = { ar: '', ckb: '', en: '' }

type Preview = OutputOf<typeof previewExpunging>

/** A judge orders a record destroyed: what goes with it, and on which order. */
export default function OrderPage() {
  const { id = '' } = useParams()
  const { t, text, numerals } = useWords()
  const { data, problem, loading, again } = useRead(previewExpunging, { id })
  const title = data === undefined ? t('expunging.ask') : `${t('expunging.ask')}: ${text(data.kinds[data.record.kind] ?? noName)} ${numerals(data.record.number ?? '')}`
  return (
    <Page title={title} parent={{ label: t('expunging.title'), path: '/expunging' }} loading={loading} problem={problem} onRetry={again}>
      {data && <Order key={id} preview={data} />}
    </Page>
  )
}

function Order({ preview }: { preview: Preview }) {
  const { t, text, numerals } = useWords()
  const [also, setAlso] = useState<readonly string[]>([])
  const [asked, setAsked] = useState(false)
  if (asked) return <Alert role="status" color="teal">{t('expunging.asked')}</Alert>
  const choose = (id: string, on: boolean) => { setAlso(on ? [...also, id] : also.filter((one) => one !== id)) }
  return (
    <Stack>
      <Alert color="red">{t('expunging.warning', { entries: preview.entries, papers: preview.papers })}</Alert>
      {preview.related.length > 0 && (
        <fieldset className="mz-card" style={{ padding: '1rem' }}>
          <legend>{t('expunging.also')}</legend>
          {preview.related.map((record) => (
            <Checkbox key={record.id} checked={also.includes(record.id)} onChange={(event) => { choose(record.id, event.currentTarget.checked) }} label={<>{text(preview.kinds[record.kind] ?? noName)} <bdi>{numerals(record.number ?? '')}</bdi> <bdi>{record.label}</bdi></>} />
          ))}
        </fieldset>
      )}
      <section className="mz-card" style={{ padding: '1rem' }}>
        <p>{t('expunging.basis.hint')}</p>
        <ul>{preview.bases.map((basis) => <li key={basis.article}><bdi><b>{basis.article}</b></bdi>: {text(basis.what)} <ConfidenceMark value={basis.confidence} /></li>)}</ul>
      </section>
      <ActForm endpoint={orderExpunging} title={t('expunging.ask')} submitLabel={t('expunging.ask')} tone="danger" fixed={{ id: preview.record.id, also: [...also] }} onDone={() => { setAsked(true) }}>
        {(f) => (
          <>
            <TextField {...f('article', t('expunging.article'))} maxLength={200} />
            <TextField {...f('orderNumber', t('expunging.orderNumber'))} maxLength={60} />
            <DateField {...f('orderDay', t('expunging.orderDay'))} />
            <TextAreaField {...f('reason', t('expunging.reason'))} />
          </>
        )}
      </ActForm>
    </Stack>
  )
}
