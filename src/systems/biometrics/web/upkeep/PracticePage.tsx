import { Badge, Button, Group, Stack, Table } from '@mantine/core'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { DateText } from '#kernel/web/DateText.tsx'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import { SelectField } from '#kernel/web/fields.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { ProblemNotice } from '#kernel/web/ProblemNotice.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useMay } from '#kernel/web/session.tsx'
import { useAct } from '#kernel/web/use-act.ts'
import { useWords } from '#kernel/web/words.tsx'
import { listPractice, startPractice, type Session } from '../../contract/practice.ts'
import { passMark, practiceKinds, sessionLength, type PracticeKind } from '../../rules/practice.ts'
import './upkeep.css'

/** Which exercises there are, and what one has practised. */
export default function PracticePage() {
  const { t } = useWords()
  const may = useMay()
  const { data, problem, loading, again } = useRead(listPractice, {})
  return (
    <Page title={t('biometrics.practice')} loading={loading} problem={problem} onRetry={again} acts={may('biometrics.read-training') && <Button component={Link} to="/biometrics/training" variant="default">{t('biometrics.training')}</Button>}>
      {data && (
        <Stack gap="lg">
          <p className="bu-marked">{t('biometrics.practice.marked')}</p>
          <div className="bu-kinds">{practiceKinds.map((kind) => <Kind key={kind} kind={kind} open={data.rows.find((row) => row.kind === kind && row.finishedAt === null)} />)}</div>
          <section>
            <h2>{t('biometrics.practice.history')}</h2>
            {data.rows.length === 0 ? <EmptyState title={t('biometrics.practice.history.none')} /> : <History rows={data.rows} />}
          </section>
        </Stack>
      )}
    </Page>
  )
}

function Kind({ kind, open }: { kind: PracticeKind; open: Session | undefined }) {
  const { t, number } = useWords()
  const navigate = useNavigate()
  const [level, setLevel] = useState<'1' | '2' | '3'>('1')
  const act = useAct(startPractice, { doneText: null, onDone: ({ id }) => void navigate(`/biometrics/practice/${id}`) })
  return (
    <section className="mz-card bu-box" aria-labelledby={`practice-${kind}`}>
      <h2 id={`practice-${kind}`}>{t(`biometrics.practice.kind.${kind}`)}</h2>
      <p>{t(`biometrics.practice.kind.${kind}.hint`)}</p>
      <p className="mz-dim">{t('biometrics.practice.rule', { count: number(sessionLength[kind]), percent: number(passMark * 100) })}</p>
      {open ? <Button component={Link} to={`/biometrics/practice/${open.id}`}>{t('biometrics.practice.continue')}</Button> : (
        <Group align="end">
          <SelectField label={t('biometrics.practice.level')} required value={level} onChange={(value) => { if (value) setLevel(value) }} options={(['1', '2', '3'] as const).map((value) => ({ value, label: t(`biometrics.practice.level.${value}`) }))} />
          <Button loading={act.busy} onClick={() => void act.run({ kind, level: Number(level) })}>{t('biometrics.practice.begin')}</Button>
        </Group>
      )}
      {act.problem && <ProblemNotice problem={act.problem} />}
    </section>
  )
}

/** Sessions as lines: what, how it went, how long it took. */
function History({ rows }: { rows: readonly Session[] }) {
  const { t, number } = useWords()
  return (
    <div className="bu-wide">
      <Table>
        <Table.Thead><Table.Tr>{['when', 'what', 'level', 'result', 'time'].map((key) => <Table.Th key={key}>{t(`biometrics.practice.${key}`)}</Table.Th>)}</Table.Tr></Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.id}>
              <Table.Td><Link className="mz-link" to={`/biometrics/practice/${row.id}`}><DateText value={row.startedAt} short time /></Link></Table.Td>
              <Table.Td>{t(`biometrics.practice.kind.${row.kind}`)}</Table.Td><Table.Td>{number(row.level)}</Table.Td><Table.Td><Outcome session={row} /></Table.Td><Table.Td><Taken session={row} /></Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

export function Outcome({ session }: { session: Session }) {
  const { t, number } = useWords()
  if (session.passed === null) return <Badge color="gray" variant="outline">{t('biometrics.practice.open')}</Badge>
  return <Group gap="xs"><Badge color="gray" variant={session.passed ? 'filled' : 'outline'}>{t(session.passed ? 'biometrics.practice.passed' : 'biometrics.practice.failed')}</Badge>{t('biometrics.practice.score', { points: number(session.points ?? 0, Number.isInteger(session.points) ? 0 : 1), count: number(session.exercises) })}</Group>
}

/** The time that the answers took together. */
export function Taken({ session }: { session: Session }) {
  const { number } = useWords()
  const seconds = session.answers.reduce((sum, one) => sum + one.seconds, 0)
  return <bdi dir="ltr">{number(Math.floor(seconds / 60))}:{`${seconds % 60 < 10 ? number(0) : ''}${number(seconds % 60)}`}</bdi>
}
