import { SimpleGrid } from '@mantine/core'
import type { FieldProps } from '#kernel/web/field.ts'
import { CheckboxField, SelectField } from '#kernel/web/fields.tsx'
import { DateTimeField } from '#kernel/web/DateField.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { listRooms } from '../contract/hearings.ts'
import { Purpose } from '../contract/parts.ts'
import { useOptions } from './parts.tsx'

type Field = <T>(path: string, label: string) => FieldProps<T> & { readonly name: string }

/** Time, room and judges of a hearing. The judge who is chosen first presides. */
export function WhenFields({ field, judgeIds, setJudges }: { field: Field; judgeIds: readonly string[]; setJudges: (ids: string[]) => void }) {
  const { t, text } = useWords()
  const options = useOptions()
  const { data } = useRead(listRooms, {})
  const judges = data?.judges ?? []
  const [presiding, ...members] = judgeIds
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }}><DateTimeField {...field<string>('startsAt', t('courts.form.startsAt'))} /><DateTimeField {...field<string>('endsAt', t('courts.form.endsAt'))} /></SimpleGrid>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <SelectField {...field<string>('roomId', t('courts.room'))} required={false} options={(data?.rooms ?? []).map((r) => ({ value: r.id, label: text(r.name) }))} />
        <SelectField {...field<(typeof Purpose.options)[number]>('purpose', t('courts.column.purpose'))} required={false} options={options(Purpose.options, 'courts.purpose')} />
      </SimpleGrid>
      <SelectField {...field<string>('judgeIds', t('courts.form.presiding'))} value={presiding} onChange={(id) => setJudges(id ? [id, ...members.filter((m) => m !== id)] : [...members])} options={judges.map((j) => ({ value: j.id, label: j.name }))} />
      {presiding && judges.filter((j) => j.id !== presiding).map((j) => (
        <CheckboxField key={j.id} name={`judge.${j.id}`} label={t('courts.form.memberJudge', { name: j.name })} value={members.includes(j.id)} onChange={(on) => setJudges([...(presiding ? [presiding] : []), ...(on ? [...members, j.id] : members.filter((m) => m !== j.id))])} />
      ))}
    </>
  )
}
