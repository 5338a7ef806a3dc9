import { fixedList, ListTable } from '#kernel/web/ListTable.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { registerWords, useWords } from '#kernel/web/words.tsx'
import { listCases } from '../contract.ts'
import { words } from '../words.ts'
import { OffenceName, StageBadge } from './parts.tsx'

registerWords(words)

/** The cases of a person, on the person's page. */
export default function PersonCases({ personIds }: { personIds: readonly string[] }) {
  const { t, numerals } = useWords()
  const { data, loading } = useRead(listCases, { personId: personIds[0] ?? '', limit: 200 }, { when: personIds.length > 0 })
  return (
    <ListTable name="cases.person" caption={t('cases.list')} plain list={{ ...fixedList(data?.rows), loading }} rowKey={(c) => c.id} rowPath={(c) => `/cases/${c.id}`}
      columns={[
        { key: 'number', label: t('cases.column.number'), cell: (c) => <bdi dir="ltr">{numerals(c.number)}</bdi> }, { key: 'offence', label: t('field.offence'), cell: (c) => <OffenceName code={c.offenceCode} /> },
        { key: 'stage', label: t('cases.column.stage'), cell: (c) => <StageBadge stage={c.stage} state={c.state} /> }, { key: 'openedAt', label: t('cases.column.openedAt'), cell: (c) => <DateText value={c.openedAt} short /> },
      ]} />
  )
}
