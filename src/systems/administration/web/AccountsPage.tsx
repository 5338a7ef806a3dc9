import { Badge } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { DateText } from '#kernel/web/DateText.tsx'
import { useFilters } from '#kernel/web/filters.ts'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { TextField } from '#kernel/web/fields.tsx'
import { ListTable } from '#kernel/web/ListTable.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useInfiniteList } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { listAccounts, openAccount, type AccountRow } from '../contract.ts'
import { FormToggle } from './parts.tsx'
import { OneTimePassword, type OneTime } from './OneTimePassword.tsx'

const states = ['active', 'disabled', 'locked', 'no-post'] as const

/** How an account stands, in a word. */
export function AccountState({ account }: { account: Pick<AccountRow, 'disabledAt' | 'lockedUntil' | 'posts'> }) {
  const { t, dateTime } = useWords()
  if (account.disabledAt) return <Badge color="gray">{t('administration.state.disabled')}</Badge>
  if (account.lockedUntil) return <Badge color="warning" autoContrast>{t('administration.state.locked', { until: dateTime(account.lockedUntil) })}</Badge>
  return account.posts.length === 0 ? <Badge color="gray" variant="light">{t('administration.state.no-post')}</Badge> : <Badge variant="light">{t('administration.state.active')}</Badge>
}

/** Everyone who may sign in. */
export default function AccountsPage() {
  const { t, lang } = useWords()
  const [filters, setFilter] = useFilters(['text', 'state'])
  const [given, setGiven] = useState<OneTime>()
  const list = useInfiniteList(listAccounts, { ...filters, limit: 100 } as never)
  return (
    <Page title={t('administration.accounts')} acts={(
      <FormToggle label={t('administration.open-account')} may="administration.open-account" icon={<IconPlus size={18} />}>
        {(close) => (
          <ActForm endpoint={openAccount} title={t('administration.open-account')} onDone={(answer) => { setGiven(answer); close() }} onCancel={close}>
            {(f) => <><TextField {...f('userName')} dir="ltr" /><TextField {...f('fullNameAr')} /><TextField {...f('fullNameEn')} dir="ltr" /></>}
          </ActForm>
        )}
      </FormToggle>
    )}>
      {given && <OneTimePassword given={given} onClose={() => setGiven(undefined)} />}
      <ListTable name="administration.accounts" caption={t('administration.accounts')} list={list} rowKey={(a: AccountRow) => a.id} rowPath={(a) => `/administration/accounts/${a.id}`}
        values={filters} onFilter={setFilter} filters={[{ kind: 'search', name: 'text' }, { kind: 'select', name: 'state', label: t('field.state'), options: states.map((value) => ({ value, label: t(value === 'locked' ? 'administration.state.lockedShort' : `administration.state.${value}`) })) }]}
        columns={[
          { key: 'name', label: t('field.name'), cell: (a) => <bdi>{lang === 'en' ? a.name.en : a.name.ar}</bdi>, width: '12rem' },
          { key: 'userName', label: t('administration.field.userName'), cell: (a) => <bdi dir="ltr">{a.userName}</bdi>, width: '11rem' },
          { key: 'post', label: t('shell.post'), cell: (a) => a.posts.map((p) => `${p.title[lang]} · ${p.office[lang]}`).join('، ') || '—' },
          { key: 'state', label: t('field.state'), cell: (a) => <AccountState account={a} />, width: '9rem' },
          { key: 'factor', label: t('administration.secondFactor'), cell: (a) => t(a.secondFactor ? 'value.yes' : 'value.no'), width: '8rem' },
          { key: 'seen', label: t('administration.lastSeen'), cell: (a) => <DateText value={a.lastSeenAt} short />, width: '11rem' },
        ]} />
    </Page>
  )
}
