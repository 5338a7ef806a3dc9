import { Button } from '@mantine/core'
import { IconCircleCheck, IconCircleX, IconFileSearch } from '@tabler/icons-react'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { useNavigate, useParams } from 'react-router'
import { checkPaper } from '#kernel/documents/contract.ts'
import { DateText } from '#kernel/web/DateText.tsx'
import type { OutputOf } from '#kernel/web/endpoint-types.ts'
import { ErrorState } from '#kernel/web/ErrorState.tsx'
import { TextField } from '#kernel/web/fields.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { Certified } from './Certified.tsx'
import { digestOf } from './digest.ts'
import { PublicNav } from './PublicNav.tsx'

type Paper = NonNullable<OutputOf<typeof checkPaper>['paper']>

/** Whether a paper that somebody holds in their hand is what it says. */
export default function CheckPage() {
  const { t } = useWords()
  const { code } = useParams()
  return (
    <>
      <PublicNav />
      <Page title={t('enquiries.check')}>
        <AskCode key={code} code={code ?? ''} />
        {code !== undefined && <Result code={code} />}
        {code === undefined && <Certified />}
      </Page>
    </>
  )
}

function AskCode({ code }: { code: string }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const [typed, setTyped] = useState(code)
  const go = (event: FormEvent) => {
    event.preventDefault()
    if (typed.trim() !== '') void navigate(`/check/${encodeURIComponent(typed.trim())}`)
  }
  return (
    <form className="mz-card en-form" onSubmit={go}>
      <TextField label={t('enquiries.check.code')} hint={t('enquiries.check.hint')} dir="ltr" maxLength={60} value={typed} onChange={(value) => setTyped(value ?? '')} placeholder="ABCDE-FGHJK-MNPQR-STVWX-YZ012" />
      <Button type="submit" size="md">{t('enquiries.check.go')}</Button>
    </form>
  )
}

function Result({ code }: { code: string }) {
  const { t } = useWords()
  const { data, problem, loading, again } = useRead(checkPaper, { code })
  if (problem) return <ErrorState problem={problem} onRetry={again} />
  if (loading || data === undefined) return <p role="status">{t('list.loading')}</p>
  if (!data.paper) {
    return <div className="mz-card en-answer" role="status"><p className="en-state" data-bad style={{ margin: 0 }}><IconCircleX size={28} aria-hidden="true" />{t('enquiries.check.unknown')}</p><p>{t('enquiries.check.unknown.hint')}</p></div>
  }
  return <Known paper={data.paper} />
}

function Known({ paper }: { paper: Paper }) {
  const { t, text, date, numerals } = useWords()
  return (
    <div className="mz-card en-answer" role="status" style={{ marginBlockStart: '1rem' }}>
      <p className="en-state" data-good={paper.end === null || undefined} style={{ margin: 0 }}><IconCircleCheck size={28} aria-hidden="true" />{t(paper.end === null ? 'enquiries.check.good' : 'enquiries.check.ended')}</p>
      {paper.end && <p className="mz-alarm">{t(`enquiries.check.end.${paper.end.why}`, { at: date(paper.end.at) })}</p>}
      <dl>
        <div><dt>{t('enquiries.check.form')}</dt><dd>{paper.title}</dd></div>
        <div><dt>{t('field.number')}</dt><dd><bdi>{numerals(paper.number)}</bdi></dd></div>
        <div><dt>{t('enquiries.check.issued')}</dt><dd><DateText value={paper.issuedAt} time hijri /></dd></div>
        <div><dt>{t('enquiries.check.office')}</dt><dd><bdi>{text(paper.office)}</bdi></dd></div>
      </dl>
      <p>{t('enquiries.check.same')}</p>
      {paper.printDigest === null ? <p className="mz-dim">{t('enquiries.check.noPrint')}</p> : <Compare digest={paper.printDigest} />}
    </div>
  )
}

/** Hashes a file where it lies and compares it with the digest of the paper as issued. */
function Compare({ digest }: { digest: string }) {
  const { t } = useWords()
  const [found, setFound] = useState<'match' | 'differ' | 'noHttps'>()
  const [over, setOver] = useState(false)
  const read = async (file: File | undefined) => {
    if (!file) return
    const own = await digestOf(await file.arrayBuffer())
    setFound(own === undefined ? 'noHttps' : own === digest ? 'match' : 'differ')
  }
  return (
    <>
      <label className="en-drop" data-over={over || undefined} onDragOver={(event) => { event.preventDefault(); setOver(true) }} onDragLeave={() => setOver(false)}
        onDrop={(event) => { event.preventDefault(); setOver(false); void read(event.dataTransfer.files[0]) }}>
        <input type="file" accept="application/pdf" onChange={(event) => void read(event.currentTarget.files?.[0])} />
        <IconFileSearch size={26} aria-hidden="true" /><b>{t('enquiries.check.drop')}</b><small className="mz-dim">{t('enquiries.check.drop.hint')}</small>
      </label>
      <div role="status">
        {found !== undefined && (
          <p className="en-state" data-good={found === 'match' || undefined} data-bad={found === 'differ' || undefined}>
            {found === 'match' ? <IconCircleCheck size={24} aria-hidden="true" /> : <IconCircleX size={24} aria-hidden="true" />}{t(`enquiries.check.${found}`)}
          </p>
        )}
      </div>
    </>
  )
}
