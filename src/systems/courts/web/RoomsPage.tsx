import { Stack } from '@mantine/core'
import { useState } from 'react'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import { TextField } from '#kernel/web/fields.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { addRoom, listRooms } from '../contract/hearings.ts'
import { Section } from './parts.tsx'

/** The rooms of the court. */
export default function RoomsPage() {
  const { t, text } = useWords()
  const [round, setRound] = useState(0)
  const { data, problem, loading, again } = useRead(listRooms, {})
  return (
    <Page title={t('courts.rooms')} parent={{ label: t('courts.hearings'), path: '/courts' }} problem={problem} loading={loading && !data} onRetry={again}>
      <Section title={t('courts.rooms')}>{data?.rooms.length === 0 ? <EmptyState /> : <ul>{data?.rooms.map((room) => <li key={room.id}><bdi>{text(room.name)}</bdi></li>)}</ul>}</Section>
      <Section title={t('verb.courts.manage-rooms')}>
        <ActForm key={round} endpoint={addRoom} title={t('verb.courts.manage-rooms')} onDone={() => { again(); setRound(round + 1) }}>
          {(f) => <Stack gap="sm"><TextField {...f('name.ar', t('courts.form.nameAr'))} dir="rtl" /><TextField {...f('name.ckb', t('courts.form.nameCkb'))} dir="rtl" /><TextField {...f('name.en', t('courts.form.nameEn'))} dir="ltr" /></Stack>}
        </ActForm>
      </Section>
    </Page>
  )
}
