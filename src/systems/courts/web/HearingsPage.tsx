import { Button, Group, NativeSelect, SegmentedControl } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconPrinter } from '@tabler/icons-react'
import { Link } from 'react-router'
import { addDays, baghdadDay } from '#kernel/clock/calendar.ts'
import { DateField } from '#kernel/web/DateField.tsx'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import { useFilters } from '#kernel/web/filters.ts'
import { Page } from '#kernel/web/Page.tsx'
import { OfficeName, officeText } from '#kernel/web/PersonName.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useSession } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.tsx'
import '#kernel/web/ListTable.css'
import { listHearings, listRooms } from '../contract/hearings.ts'
import type { HearingRow } from '../contract/views.ts'
import { AccusedNames, articlesText, HearingState } from './parts.tsx'
import './courts.css'

/** The hearings of a day or a week, by day and room: on the screen of the clerk and, printed, at the door. */
export default function HearingsPage() {
  const { t, date, weekday, text, lang } = useWords()
  const { post } = useSession()
  const today = baghdadDay(new Date())
  const [filters, setFilter] = useFilters(['day', 'span', 'roomId', 'judgeId', 'state'], { day: today, span: 'day' })
  const day = filters.day ?? today
  const days = filters.span === 'week' ? 7 : 1
  const { data: court } = useRead(listRooms, {})
  const { data, problem, loading, again } = useRead(listHearings, {
    from: day, to: addDays(day, days - 1), ...(filters.roomId ? { roomId: filters.roomId } : {}), ...(filters.judgeId ? { judgeId: filters.judgeId } : {}), ...(filters.state ? { state: filters.state as HearingRow['state'] } : {}),
  })
  const step = (by: number) => setFilter('day', addDays(day, by * days))
  const all = [{ value: '', label: t('courts.all') }]
  return (
    <Page title={t('courts.hearings')} problem={problem} onRetry={again} loading={loading && !data}
      acts={<Group gap="xs"><Button variant="default" component={Link} to="/courts/rooms">{t('courts.rooms')}</Button><Button leftSection={<IconPrinter size={18} />} onClick={() => window.print()}>{t('courts.doorList')}</Button></Group>}>
      <div className="ct-door">{court && text(court.court)} · {post && officeText(post.office, lang)}</div>
      <Group gap="sm" align="end" mb="md" className="mz-no-print">
        <Button variant="default" aria-label={t('courts.earlier')} onClick={() => step(-1)}><IconChevronLeft size={18} /></Button>
        <DateField label={t('field.date')} value={day} onChange={(value) => setFilter('day', value)} />
        <Button variant="default" aria-label={t('courts.later')} onClick={() => step(1)}><IconChevronRight size={18} /></Button>
        <Button variant="default" onClick={() => setFilter('day', today)}>{t('value.today')}</Button>
        <SegmentedControl value={filters.span ?? 'day'} onChange={(value) => setFilter('span', value)} data={[{ value: 'day', label: t('courts.oneDay') }, { value: 'week', label: t('courts.oneWeek') }]} />
        <NativeSelect label={t('courts.room')} value={filters.roomId ?? ''} onChange={(e) => setFilter('roomId', e.currentTarget.value || undefined)} data={[...all, ...(court?.rooms ?? []).map((r) => ({ value: r.id, label: text(r.name) }))]} />
        <NativeSelect label={t('field.judge')} value={filters.judgeId ?? ''} onChange={(e) => setFilter('judgeId', e.currentTarget.value || undefined)} data={[...all, ...(court?.judges ?? []).map((j) => ({ value: j.id, label: j.name }))]} />
        <NativeSelect label={t('field.state')} value={filters.state ?? ''} onChange={(e) => setFilter('state', e.currentTarget.value || undefined)} data={[...all, ...(['set', 'held', 'adjourned'] as const).map((value) => ({ value, label: t(`courts.hearing.${value}`) }))]} />
      </Group>
      {data?.rows.length === 0 && <EmptyState title={t('courts.noHearings')} hint={date(day)} />}
      {Array.from({ length: days }, (_, n) => addDays(day, n)).map((d) => {
        const rows = (data?.rows ?? []).filter((h) => baghdadDay(new Date(h.startsAt)) === d)
        return rows.length > 0 && <section key={d} aria-label={date(d)}><h2 className="ct-day">{weekday(d)} {date(d)}</h2>{byRoom(rows).map(([room, list]) => <RoomTable key={room} rows={list} />)}</section>
      })}
    </Page>
  )
}

function byRoom(rows: readonly HearingRow[]): [string, HearingRow[]][] {
  const rooms = new Map<string, HearingRow[]>()
  for (const h of rows) rooms.set(`${h.court.id} ${h.room?.id ?? ''}`, [...(rooms.get(`${h.court.id} ${h.room?.id ?? ''}`) ?? []), h])
  return [...rooms]
}

function RoomTable({ rows }: { rows: readonly HearingRow[] }) {
  const { t, text, time, numerals } = useWords()
  const [first] = rows
  const title = first?.room ? text(first.room.name) : t('courts.noRoom')
  return (
    <div className="mz-card ct-room" style={{ overflowX: 'auto' }}>
      <h3>{title} <span className="mz-dim">{first && <OfficeName office={first.court} />}</span></h3>
      <table className="mz-table" aria-label={title}>
        <thead><tr>{['time', 'caseNumber', 'accused', 'article', 'purpose', 'judges', 'state'].map((key) => <th key={key} scope="col"><span>{t(`courts.column.${key}`)}</span></th>)}</tr></thead>
        <tbody>
          {rows.map((h) => (
            <tr key={h.id} className={h.state === 'adjourned' ? 'ct-adjourned' : undefined}>
              <td data-label={t('courts.column.time')}><span><bdi>{time(h.startsAt)}</bdi>–<bdi>{time(h.endsAt)}</bdi></span></td>
              <td data-label={t('courts.column.caseNumber')}><Link className="mz-link" to={`/courts/hearings/${h.id}`}><bdi dir="ltr">{numerals(h.caseNumber)}</bdi></Link></td>
              <td data-label={t('courts.column.accused')}><span><AccusedNames hearing={h} /></span></td>
              <td data-label={t('courts.column.article')}><bdi>{numerals(articlesText(h.article, t))}</bdi></td>
              <td data-label={t('courts.column.purpose')}><span>{t(`courts.purpose.${h.purpose}`)} · {t(h.public ? 'courts.public' : 'courts.closed')}</span></td>
              <td data-label={t('courts.column.judges')}><span>{h.judges.map((j, n) => <span key={j.id}>{n > 0 && t('courts.and')}<bdi>{j.name}</bdi></span>)}</span></td>
              <td data-label={t('courts.column.state')}><HearingState hearing={h} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
