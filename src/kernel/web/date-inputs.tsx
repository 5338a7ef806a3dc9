import { Input } from '@mantine/core'
import { getLocalTimeZone, today } from '@internationalized/date'
import type { CalendarDate, CalendarDateTime, DateValue } from '@internationalized/date'
import { IconCalendar, IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useContext, useId, useState } from 'react'
import {
  Button, Calendar, CalendarCell, CalendarGrid, CalendarGridBody, CalendarGridHeader, CalendarHeaderCell, CalendarStateContext,
  DateInput, DatePicker, DateSegment, Dialog, Group, I18nProvider, Popover,
} from 'react-aria-components'
import { formatWeekday, monthName } from '#kernel/words/format.ts'
import type { DateFieldProps } from './DateField.tsx'
import { toCalendarValue, toText } from './date-values.ts'
import { keep, kept } from './storage.ts'
import { useWords } from './words.tsx'
import './date-inputs.css'

type Shown = 'gregory' | 'islamic-umalqura'

/** The date box with its calendar. Loaded on demand by DateField. */
export function DateInputs(props: DateFieldProps & { readonly time: boolean }) {
  const { label, value, onChange, error, hint, required = false, disabled = false, autoFocus = false, min, max, time } = props
  const words = useWords()
  const { t, lang, digits } = words
  const [shown, setShown] = useState<Shown>(kept('calendar') === 'islamic-umalqura' ? 'islamic-umalqura' : 'gregory')
  const id = useId()
  const other = shown === 'gregory' ? 'hijri' : 'gregorian'
  const flip = () => {
    const next = shown === 'gregory' ? 'islamic-umalqura' : 'gregory'
    setShown(next)
    keep('calendar', next)
  }
  const locale = `${lang === 'en' ? 'en-GB' : 'ar-IQ'}-u-ca-${shown}-nu-${lang === 'en' ? 'latn' : digits}`
  const low = toCalendarValue(min, time)
  const high = toCalendarValue(max, time)
  return (
    <I18nProvider locale={locale}>
      <DatePicker key={shown} aria-labelledby={id} {...(hint && { 'aria-describedby': `${id}-hint` })} value={toCalendarValue(value, time) as DateValue | null} granularity={time ? 'minute' : 'day'} hourCycle={24} hideTimeZone shouldForceLeadingZeros
        isRequired={required} isDisabled={disabled} isInvalid={Boolean(error)} autoFocus={autoFocus} validationBehavior="aria" {...(low && { minValue: low })} {...(high && { maxValue: high })} firstDayOfWeek="sat"
        onChange={(chosen) => onChange(chosen === null ? undefined : toText(chosen as CalendarDate | CalendarDateTime, time))}>
        <Input.Label id={id} required={required} labelElement="div">{label}</Input.Label>
        {hint && <Input.Description id={`${id}-hint`}>{hint}</Input.Description>}
        <Group className="mz-datebox" style={hint ? { marginBlockStart: 5 } : {}} {...(error && { 'data-invalid': true })}>
          <DateInput className="mz-datebox-input">{(segment) => <DateSegment segment={segment} className="mz-datebox-segment" />}</DateInput>
          {time && <button type="button" disabled={disabled} onClick={() => onChange(new Date(Math.floor(Date.now() / 60_000) * 60_000).toISOString())}>{t('date.now')}</button>}
          <button type="button" disabled={disabled} onClick={flip} aria-label={t('date.otherCalendar', { calendar: t(`date.${other}`) })}>{t(`date.${other}`)}</button>
          <Button aria-label={t('date.calendar')}><IconCalendar size={18} /></Button>
        </Group>
        <Popover className="mz-date-pop"><Dialog aria-label={label}><Month shown={shown} /></Dialog></Popover>
      </DatePicker>
      {(value || !error) && <div className="mz-date-other">{value ? `${words.weekday(value)} · ${shown === 'gregory' ? words.hijri(value) : words.date(value)}` : ''}</div>}
      {error && <Input.Error mt={4}>{error}</Input.Error>}
    </I18nProvider>
  )
}

function Month({ shown }: { shown: Shown }) {
  const { lang } = useWords()
  return (
    <Calendar className="mz-calendar" firstDayOfWeek="sat">
      <header>
        <Button slot="previous"><IconChevronLeft size={18} /></Button>
        <Heading shown={shown} />
        <Button slot="next"><IconChevronRight size={18} /></Button>
      </header>
      <CalendarGrid weekdayStyle="long">
        <CalendarGridHeader>{(day) => <CalendarHeaderCell>{lang === 'en' ? day.slice(0, 3) : lang === 'ckb' ? kurdishDay(day) : day.replace(/^ال/, '')}</CalendarHeaderCell>}</CalendarGridHeader>
        <CalendarGridBody>{(date) => <CalendarCell date={date} />}</CalendarGridBody>
      </CalendarGrid>
    </Calendar>
  )
}

/** The month's name as it is used here; the browser knows no Kurdish one. */
function Heading({ shown }: { shown: Shown }) {
  const { lang, numerals } = useWords()
  const state = useContext(CalendarStateContext)
  const month = state?.visibleRange.start ?? today(getLocalTimeZone())
  return <h2>{monthName(month.month, lang, shown === 'gregory' ? 'gregorian' : 'hijri')} {numerals(String(month.year))}</h2>
}

function kurdishDay(arabic: string): string {
  const saturday = Date.UTC(2026, 10, 21)
  for (let n = 0; n < 7; n += 1) {
    const at = new Date(saturday + n * 86_400_000)
    if (formatWeekday(at, 'ar') === arabic) return formatWeekday(at, 'ckb')
  }
  return arabic
}
