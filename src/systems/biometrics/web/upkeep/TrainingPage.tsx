import { Table } from '@mantine/core'
import { DateText } from '#kernel/web/DateText.tsx'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { OfficeName } from '#kernel/web/PersonName.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useMay } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { readTraining } from '../../contract/practice.ts'
import { practiceKinds } from '../../rules/practice.ts'
import './upkeep.css'

/** Who of the office has passed which exercises, and when. */
export default function TrainingPage() {
  const { t, number } = useWords()
  const may = useMay()
  const { data, problem, loading, again } = useRead(readTraining, {})
  const parent = may('biometrics.practise') ? { label: t('biometrics.practice'), path: '/biometrics/practice' } : { label: t('biometrics.maintenance'), path: '/biometrics/maintenance' }
  return (
    <Page title={t('biometrics.training')} parent={parent} loading={loading} problem={problem} onRetry={again}>
      <p className="mz-dim">{t('biometrics.training.own')}</p>
      {data?.rows.length === 0 && <EmptyState title={t('biometrics.training.none')} />}
      {data && data.rows.length > 0 && (
        <div className="bu-wide">
          <Table>
            <Table.Thead><Table.Tr><Table.Th>{t('field.name')}</Table.Th><Table.Th>{t('field.office')}</Table.Th>{practiceKinds.map((kind) => <Table.Th key={kind}>{t(`biometrics.practice.kind.${kind}`)}</Table.Th>)}</Table.Tr></Table.Thead>
            <Table.Tbody>
              {data.rows.map((row) => (
                <Table.Tr key={`${row.accountId}${row.role}`}>
                  <Table.Td><bdi>{row.name}</bdi><div className="mz-dim">{t(`role.${row.role}`)}</div></Table.Td><Table.Td><OfficeName office={row.office} /></Table.Td>
                  {row.kinds.map((one) => (
                    <Table.Td key={one.kind}>
                      {one.passedAt === null ? <span className="mz-dim">{t('biometrics.training.never')}</span> : <><DateText value={one.passedAt} short /> · {t('biometrics.practice.level')} {number(one.level ?? 1)}</>}
                      {one.passedAt !== null && !one.current && <div className="mz-warn">{t('biometrics.training.old')}</div>}
                      {one.grave > 0 && <div className="mz-warn">{t('biometrics.training.grave', { count: number(one.grave) })}</div>}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </Page>
  )
}
