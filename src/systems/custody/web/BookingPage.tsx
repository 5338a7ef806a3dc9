import { Alert, Button, Group, Stack } from '@mantine/core'
import { useRef, useState } from 'react'
import { Link } from 'react-router'
import { ActForm } from '#kernel/web/ActForm.tsx'
import type { OutputOf } from '#kernel/web/endpoint-types.ts'
import { Page } from '#kernel/web/Page.tsx'
import { FindingList, ProblemNotice } from '#kernel/web/ProblemNotice.tsx'
import { RecordPanels } from '#kernel/web/RecordPanels.tsx'
import { useSession } from '#kernel/web/session.tsx'
import { bookArrest } from '../contract/booking.ts'
import { recordAfter, type After } from './booking/after.ts'
import { ArrestPart, BookingFindings, CarePart, CasePart } from './booking/parts.tsx'
import { PersonPart } from './booking/PersonPart.tsx'
import { emptyBooking, toArrest, type BookingValues } from './booking/values.ts'
import { nowText } from './forms/form.ts'
import { useLabels } from './labels.ts'
import { PinPaper } from './PinPaper.tsx'
import './custody.css'

type Booked = OutputOf<typeof bookArrest>

/** An arrest entered by keyboard alone; then the number and the PIN for the family. */
export default function BookingPage() {
  const { t, lang } = useLabels()
  const { personName = '', post } = useSession()
  const [booked, setBooked] = useState<{ answer: Booked; name: string; after?: After }>()
  const sent = useRef<BookingValues>({})
  const [round, setRound] = useState(0)
  const toInput = (values: object) => {
    sent.current = values as BookingValues
    return toArrest(sent.current, lang)
  }
  const onDone = (answer: Booked) => {
    const { person, extra = {} } = sent.current
    const name = person?.known ? (extra.chosenName ?? '') : Object.values(person?.new?.names?.[0] ?? {}).slice(0, 4).join(' ')
    setBooked({ answer, name })
    void recordAfter(answer, extra, personName).then((after) => setBooked({ answer, name, after }))
  }
  if (booked) return <Done {...booked} office={post?.office.name ?? ''} onNext={() => { setBooked(undefined); setRound(round + 1) }} />
  return (
    <Page title={t('custody.book')} parent={{ label: t('custody.board'), path: '/custody' }}>
      <div className="mz-card" style={{ padding: '1rem' }}>
        <ActForm key={round} endpoint={bookArrest} title={t('custody.book')} submitLabel={t('custody.book')} initial={emptyBooking(personName, nowText(), t('custody.language.arabic')) as never} toInput={toInput} onDone={onDone}>
          {(f) => {
            const v = f.values as unknown as BookingValues
            return (
              <Stack gap="lg">
                <PersonPart f={f} v={v} />
                <ArrestPart f={f} v={v} />
                <CasePart f={f} v={v} />
                <CarePart f={f} v={v} />
                <BookingFindings v={v} />
              </Stack>
            )
          }}
        </ActForm>
      </div>
    </Page>
  )
}

interface DoneProps { readonly answer: Booked; readonly name: string; readonly after?: After; readonly office: string; readonly onNext: () => void }

function Done({ answer, name, after, office, onNext }: DoneProps) {
  const { t, numerals } = useLabels()
  return (
    <Page title={t('custody.booked', { number: numerals(answer.number) })} parent={{ label: t('custody.board'), path: '/custody' }}>
      <Stack gap="md" maw="46rem">
        <PinPaper number={answer.number} name={name} pin={answer.pin} office={office} />
        {answer.handedTo && <Alert variant="light" color="warning">{t('custody.booked.juvenile')}</Alert>}
        {answer.warnings.length > 0 && <div className="mz-card cu-box"><FindingList findings={answer.warnings} /></div>}
        {after === undefined ? <p role="status" className="mz-dim">{t('act.busy')}</p> : after.problems.map(({ what, problem }) => <div key={what}><b>{t(`verb.${what}`)}</b><ProblemNotice problem={problem} /></div>)}
        {after !== undefined && <div className="mz-no-print"><RecordPanels kind="custody-booked" recordId={answer.id} /></div>}
        <Group className="mz-no-print">
          <Button component={Link} to={`/custody/${answer.id}`} autoFocus>{t('custody.booked.open')}</Button>
          {after?.intakePaper && <Button component="a" variant="default" href={`/api/documents/${after.intakePaper}/file`} target="_blank">{t('custody.booked.intake')}</Button>}
          <Button variant="default" onClick={onNext}>{t('custody.booked.next')}</Button>
        </Group>
      </Stack>
    </Page>
  )
}
