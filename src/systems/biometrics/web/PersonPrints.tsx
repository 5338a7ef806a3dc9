import { Badge, Stack } from '@mantine/core'
import { Link } from 'react-router'
import { DateText } from '#kernel/web/DateText.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { registerWords, useWords } from '#kernel/web/words.tsx'
import { OfficeName } from '#kernel/web/PersonName.tsx'
import { enrolmentsOfPerson } from '../contract/enrolment.ts'
import { words } from '../words.ts'
import { Pictures } from './enrolment/Photographs.tsx'
import './enrolment/enrolment.css'

registerWords(words)

/** Prints and photographs of a person, on the person's page: when they were taken, by whom, and the photographs side by side. */
export default function PersonPrints({ personIds }: { personIds: readonly string[] }) {
  const { t, number, numerals } = useWords()
  const { data } = useRead(enrolmentsOfPerson, { personId: personIds[0] ?? '' }, { when: personIds.length > 0 })
  if (!data) return null
  if (data.rows.length === 0) return <p className="mz-dim" style={{ margin: 0 }}>{t('biometrics.person.none')}</p>
  return (
    <Stack gap="sm">
      <ul style={{ margin: 0, paddingInlineStart: '1.25rem' }}>
        {data.rows.map((row) => (
          <li key={row.id}>
            <Link className="mz-link" to={`/biometrics/enrolment/${row.id}`}><bdi dir="ltr">{numerals(row.number)}</bdi></Link> · {t(`biometrics.purpose.${row.purpose}`)} · {t('biometrics.fingersOf', { prints: number(row.prints), missing: number(row.missing) })} · <OfficeName office={row.office} /> · <DateText value={row.begunAt} short /> <Badge variant="light" color="gray">{t(`biometrics.state.${row.state}`)}</Badge>
          </li>
        ))}
      </ul>
      <Pictures pages={data.rows} />
    </Stack>
  )
}
