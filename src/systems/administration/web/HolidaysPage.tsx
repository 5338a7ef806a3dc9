import { Badge } from '@mantine/core'
import { IconCheck, IconPlus, IconX } from '@tabler/icons-react'
import { decide } from '#kernel/access/approval-contract.ts'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { ActNowButton } from '#kernel/web/ActButton.tsx'
import { ConfidenceMark } from '#kernel/web/ConfidenceMark.tsx'
import { DateField } from '#kernel/web/DateField.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { CheckboxField, SelectField, TextField } from '#kernel/web/fields.tsx'
import { useFilters } from '#kernel/web/filters.ts'
import { fixedList, ListTable } from '#kernel/web/ListTable.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useMay } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { enterHoliday, listHolidays, withdrawHoliday, type HolidayView } from '../law-contract.ts'
import { FormToggle, LawTabs, Text3Fields } from './parts.tsx'
import { governorates } from './places.ts'

/** The holidays of a year: those of the law, and those an administrator entered and another approved. */
export default function HolidaysPage() {
  const { t, text, weekday, numerals } = useWords()
  const thisYear = new Date().getFullYear()
  const [filters, setFilter] = useFilters(['year', 'jurisdiction', 'governorate'], { year: String(thisYear) })
  const { data, problem, loading, again } = useRead(listHolidays, { ...filters, year: Number(filters.year ?? thisYear) } as never)
  const may = useMay()
  const years = [thisYear - 1, thisYear, thisYear + 1].map((y) => ({ value: String(y), label: numerals(String(y)) }))
  return (
    <Page title={t('administration.holidays')} loading={loading} problem={problem} onRetry={again} acts={<EnterHoliday />}>
      <LawTabs />
      <p className="adm-hint">{t('administration.holidays.hint')}</p>
      <ListTable name="administration.holidays" caption={t('administration.holidays')} list={fixedList(data?.rows ?? [])} rowKey={(h: HolidayView) => h.id} values={filters} onFilter={setFilter}
        rowTone={(h) => (h.state === 'proposed' ? 'warning' : undefined)}
        filters={[
          { kind: 'select', name: 'year', label: t('administration.year'), options: years },
          { kind: 'select', name: 'jurisdiction', label: t('administration.field.jurisdiction'), options: (['federal', 'kri'] as const).map((value) => ({ value, label: t(`jurisdiction.${value}`) })) },
          { kind: 'select', name: 'governorate', label: t('field.governorate'), options: governorates.map((value) => ({ value, label: t(`governorate.${value}`) })) },
        ]}
        columns={[
          { key: 'name', label: t('field.name'), width: '15rem', cell: (h) => <><b>{text(h.name)}</b>{h.worked && <> <Badge variant="light">{t('administration.holiday.worked')}</Badge></>}</> },
          { key: 'day', label: t('administration.field.day'), cell: (h) => <>{weekday(h.day)}{' '}<DateText value={h.day} short /></>, width: '11rem' },
          { key: 'kind', label: t('field.kind'), cell: (h) => t(`administration.holiday.${h.kind}`), width: '6rem' },
          { key: 'where', label: t('administration.field.jurisdiction'), cell: (h) => (h.governorate ? t(`governorate.${h.governorate}`) : t(`jurisdiction.${h.jurisdiction}`)), width: '8rem' },
          { key: 'source', label: t('administration.source'), cell: (h) => <bdi>{h.source}</bdi> },
          { key: 'confidence', label: t('administration.confidence'), cell: (h) => <ConfidenceMark value={h.confidence} />, width: '5rem' },
          { key: 'state', label: t('field.state'), cell: (h) => t(h.state === 'in-force' && h.approvalId ? 'administration.holiday.asked' : `administration.holiday.state.${h.state}`), width: '9rem' },
          ...(may('administration.approve-holiday') && data?.rows.some((h) => h.state !== 'fixed') ? [{ key: 'acts', label: t('record.acts'), cell: (h: HolidayView) => <HolidayActs holiday={h} />, width: '13rem' }] : []),
        ]} />
    </Page>
  )
}

function HolidayActs({ holiday: h }: { holiday: HolidayView }) {
  const { t } = useWords()
  if (h.approvalId) {
    const blocked = h.mayDecide ? null : t(h.own ? 'refusal.access.own-request' : 'act.notAllowed')
    return (
      <div className="adm-actions">
        <ActNowButton label={t('administration.approve')} icon={<IconCheck size={16} />} endpoint={decide} input={{ id: h.approvalId, approve: true }} disabledReason={blocked} reasonText={false} />
        <ActNowButton label={t('administration.refuse')} icon={<IconX size={16} />} endpoint={decide} input={{ id: h.approvalId, approve: false }} confirm={{ title: t('administration.refuse'), reasonField: 'reason' }} disabledReason={blocked} reasonText={false} />
      </div>
    )
  }
  return h.state === 'in-force' ? <ActNowButton label={t('administration.withdraw-holiday')} endpoint={withdrawHoliday} input={{ id: h.id, reason: '' }} confirm={{ title: t('administration.withdraw-holiday'), reasonField: 'reason' }} reasonText={false} /> : null
}

function EnterHoliday() {
  const { t } = useWords()
  return (
    <FormToggle label={t('administration.enter-holiday')} may="administration.enter-holiday" icon={<IconPlus size={18} />}>
      {(close) => (
        <ActForm endpoint={enterHoliday} title={t('administration.enter-holiday')} initial={{ kind: 'hijri', jurisdiction: 'federal' }} onDone={close} onCancel={close}>
          {(f) => (
            <>
              <SelectField {...f('kind')} options={(['hijri', 'cabinet', 'governorate', 'community'] as const).map((value) => ({ value, label: t(`administration.holiday.${value}`) }))} />
              <DateField {...f('day')} />
              <Text3Fields f={f as never} path="name" />
              <SelectField {...f('jurisdiction')} options={(['federal', 'kri', 'both'] as const).map((value) => ({ value, label: t(`jurisdiction.${value}`) }))} />
              {(f.values.kind === 'governorate' || f.values.kind === 'community') && <SelectField {...f('governorate')} options={governorates.map((value) => ({ value, label: t(`governorate.${value}`) }))} />}
              {f.values.kind === 'cabinet' && <CheckboxField {...f('worked')} />}
              <TextField {...f('source')} />
            </>
          )}
        </ActForm>
      )}
    </FormToggle>
  )
}
