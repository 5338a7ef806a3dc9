import { ConfidenceMark } from '#kernel/web/ConfidenceMark.tsx'
import type { FieldProps } from '#kernel/web/field.ts'
import type { OutputOf } from '#kernel/web/endpoint-types.ts'
import { SelectField } from '#kernel/web/fields.tsx'
import { useWords } from '#kernel/web/words.tsx'
import type { exchangeChoices } from '../../contract/exchange.ts'

/** The purpose, with the article that it rests on. */
export function PurposeField({ field, purposes }: { field: FieldProps<string>; purposes: OutputOf<typeof exchangeChoices>['purposes'] }) {
  const { text } = useWords()
  const chosen = purposes.find((one) => one.id === field.value)
  return <SelectField {...field} options={purposes.map((one) => ({ value: one.id, label: text(one.name) }))} hint={chosen && <><bdi>{chosen.article}</bdi> <ConfidenceMark value={chosen.confidence} /></>} />
}
