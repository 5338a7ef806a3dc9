import { Button, Group } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { officeText } from '#kernel/web/PersonName.tsx'
import { useLabels } from './labels.ts'

export interface PinPaperProps {
  readonly number: string
  readonly name: string
  /** Null: the answer of an earlier, identical request; the PIN was shown then. */
  readonly pin: string | null
  readonly office: Parameters<typeof officeText>[0]
  readonly onClose?: () => void
}

/** What the family is given: where the person is held, the number and the PIN to ask with. Shown once, printed from here. */
export function PinPaper({ number, name, pin, office, onClose }: PinPaperProps) {
  const { t, numerals, office: nameOf } = useLabels()
  return (
    <section className="mz-card cu-box" aria-label={t('custody.pin.title')}>
      <h2>{t('custody.pin.title')}</h2>
      <dl className="cu-facts">
        <dt>{t('field.name')}</dt><dd><bdi>{name}</bdi></dd>
        <dt>{t('record.holder')}</dt><dd>{nameOf(office)}</dd>
        <dt>{t('custody.field.number')}</dt><dd><bdi className="cu-pin" style={{ fontSize: '1.5rem' }}>{numerals(number)}</bdi></dd>
        <dt>{t('custody.pin')}</dt><dd>{pin === null ? t('custody.pin.shownBefore') : <bdi className="cu-pin">{numerals(pin)}</bdi>}</dd>
      </dl>
      <p className="mz-dim">{t('custody.pin.hint')}</p>
      <Group className="mz-no-print"><Button leftSection={<IconPrinter size={18} />} onClick={() => window.print()}>{t('button.print')}</Button>{onClose && <Button variant="default" onClick={onClose}>{t('button.close')}</Button>}</Group>
    </section>
  )
}
