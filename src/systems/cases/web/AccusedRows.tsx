import { Button, SimpleGrid } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { Bind } from '#kernel/web/ActForm.tsx'
import type { InputOf } from '#kernel/web/endpoint-types.ts'
import type { FieldProps } from '#kernel/web/field.ts'
import { CheckboxField, SelectField, TextField } from '#kernel/web/fields.tsx'
import { OffencePicker } from '#kernel/web/OffencePicker.tsx'
import { useWords } from '#kernel/web/words.tsx'
import type { openCase } from '../contract.ts'
import { circumstancesOf, useOffenceOptions } from './offences.ts'
import { PersonField } from './PersonField.tsx'

type Values = InputOf<typeof openCase>
interface Row { personId?: string | null; offenceCode?: string; circumstance?: string; attempt?: boolean; trade?: string; residence?: string }

/** Those complained of, each with the offence; without a person the perpetrator is unknown. */
export function AccusedRows({ f }: { f: Bind<Values> }) {
  const { t } = useWords()
  const rows = (f.values.accused ?? []) as readonly Row[]
  return (
    <>
      {rows.map((row, n) => <AccusedRow key={n} f={f} n={n} row={row} {...(rows.length > 1 ? { onRemove: () => f.set('accused', rows.filter((_, other) => other !== n)) } : {})} />)}
      <div><Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => f.set('accused', [...rows, { personId: null, offenceCode: rows.at(-1)?.offenceCode ?? '' }])}>{t('cases.addAccused')}</Button></div>
    </>
  )
}

function AccusedRow({ f, n, row, onRemove }: { f: Bind<Values>; n: number; row: Row; onRemove?: () => void }) {
  const { t, lang } = useWords()
  const options = useOffenceOptions()
  const circumstances = circumstancesOf(row.offenceCode, lang)
  const field = <T,>(name: keyof Row & string, label: string) => f(`accused.${n}.${name}` as 'summary', label) as unknown as FieldProps<T>
  const person = field<string>('personId', t('cases.accusedOrUnknown'))
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0, paddingBlockEnd: '0.75rem', borderBlockEnd: '1px solid var(--mz-line)' }} aria-label={`${t('cases.role.accused')} ${n + 1}`}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <PersonField {...person} required={false} onChange={(id) => f.set(`accused.${n}.personId`, id ?? null)} hint={row.personId ? undefined : t('cases.unknownPerpetrator')} />
        <OffencePicker {...field<string>('offenceCode', t('field.offence'))} options={options} required />
        {circumstances.length > 0 && <SelectField {...field<string>('circumstance', t('cases.circumstance'))} required={false} options={circumstances} hint={t('cases.circumstance.hint')} />}
        <CheckboxField {...field<boolean>('attempt', t('cases.attempt'))} />
        {row.personId && <TextField {...field<string>('trade', t('field.occupation'))} />}
        {row.personId && <TextField {...field<string>('residence', t('field.address'))} />}
      </SimpleGrid>
      {onRemove && <Button mt="xs" variant="subtle" color="gray" leftSection={<IconTrash size={16} />} onClick={onRemove}>{t('button.remove')}</Button>}
    </fieldset>
  )
}
