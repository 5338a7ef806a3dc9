import { Alert, Button, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import { useParams } from 'react-router'
import { addressOf } from '#kernel/web/api.ts'
import { Page } from '#kernel/web/Page.tsx'
import { ProblemNotice } from '#kernel/web/ProblemNotice.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useAct } from '#kernel/web/use-act.ts'
import { useWords } from '#kernel/web/words.tsx'
import { answerPractice, practiceImage, readPractice, type Explanation, type Session } from '../../contract/practice.ts'
import { imageNames, type PracticeAnswer } from '../../rules/practice.ts'
import { AnswerForm } from './AnswerForm.tsx'
import { Explained } from './Explained.tsx'
import { useImageName } from './parts.tsx'
import { Outcome, Taken } from './PracticePage.tsx'
import './upkeep.css'

/** One session: an exercise, its answer, the explanation, the next; at the end the result. */
export default function ExercisePage() {
  const { id = '' } = useParams()
  const { t, number } = useWords()
  const { data, problem, loading, again } = useRead(readPractice, { id })
  const [told, setTold] = useState<{ number: number; explanation: Explanation; session: Session }>()
  const act = useAct(answerPractice, { doneText: null })
  // While an explanation is read, its exercise stays on the screen, though the session has gone on.
  const session = told?.session ?? data
  const current = told?.number ?? (session ? session.answers.length + 1 : 1)
  const answer = async (given: PracticeAnswer) => {
    const done = await act.run({ id, number: current, answer: given })
    if (done) setTold({ number: current, ...done })
  }
  const over = session !== undefined && session.finishedAt !== null && told === undefined
  return (
    <Page title={session ? t(`biometrics.practice.kind.${session.kind}`) : t('biometrics.practice')} parent={{ label: t('biometrics.practice'), path: '/biometrics/practice' }} loading={loading} problem={problem} onRetry={again}
      beside={session && !over && <span>{t('biometrics.practice.exercise', { number: number(current), count: number(session.exercises) })}</span>}>
      {session && (over ? <Result session={session} /> : (
        <Stack key={current}>
          <p className="bu-marked">{t('biometrics.practice.marked')}</p>
          <p>{t(`biometrics.practice.kind.${session.kind}.hint`)}</p>
          <Images session={session} number={current} />
          {told ? (
            <>
              <Marking session={told.session} number={told.number} />
              <Explained explanation={told.explanation} />
              <Group><Button autoFocus onClick={() => setTold(undefined)}>{t(told.session.finishedAt === null ? 'biometrics.practice.next' : 'biometrics.practice.finish')}</Button></Group>
            </>
          ) : <AnswerForm kind={session.kind} busy={act.busy} onAnswer={(given) => void answer(given)} />}
          {act.problem && <ProblemNotice problem={act.problem} />}
        </Stack>
      ))}
    </Page>
  )
}

function Marking({ session, number }: { session: Session; number: number }) {
  const { t } = useWords()
  const mark = session.answers.find((one) => one.number === number)
  return mark ? <Alert role="status" color={mark.marking === 'right' ? 'accent' : 'orange'} title={t(`biometrics.practice.marking.${mark.marking}`)} /> : null
}

function Images({ session, number }: { session: Session; number: number }) {
  const { t } = useWords()
  const names = imageNames(session.kind)
  const one = (name: string) => <Print key={name} name={name} address={addressOf(practiceImage, { id: session.id, number, image: name })} />
  if (session.kind === 'pair' || session.kind === 'quality') return <div className="bu-pair">{names.map(one)}</div>
  const rows = session.kind === 'sequence' ? (['r', 'p'] as const) : (['r'] as const)
  return rows.map((row) => (
    <section key={row}>
      {session.kind === 'sequence' && <h2>{t(row === 'r' ? 'biometrics.practice.rolled' : 'biometrics.practice.plain')}</h2>}
      <ul className="bu-ten">{names.filter((name) => name.startsWith(row)).map((name) => <li key={name}>{one(name)}</li>)}</ul>
    </section>
  ))
}

function Print({ name, address }: { name: string; address: string }) {
  const { t } = useWords()
  const called = useImageName()(name)
  return <figure className="bu-print"><img src={address} width={320} height={320} alt={t('biometrics.practice.image', { name: called })} /><figcaption>{called}</figcaption></figure>
}

function Result({ session }: { session: Session }) {
  const { t, number } = useWords()
  const count = (marking: string) => session.answers.filter((one) => one.marking === marking).length
  return (
    <section className="mz-card bu-box">
      <h2>{t('biometrics.practice.result')}</h2>
      <Outcome session={session} />
      <p>{t('biometrics.practice.time')}: <Taken session={session} /></p>
      {count('inconclusive') > 0 && <p>{t('biometrics.practice.inconclusives', { count: number(count('inconclusive')) })}</p>}
      {count('grave') > 0 && <p className="mz-warn">{t('biometrics.training.grave', { count: number(count('grave')) })}</p>}
      <ol>{session.answers.map((one) => <li key={one.number}>{t(`biometrics.practice.marking.${one.marking}`)}</li>)}</ol>
    </section>
  )
}
