import { RemotePicker } from '#kernel/web/RemotePicker.tsx'
import type { FieldProps } from '#kernel/web/field.ts'
import type { OutputOf } from '#kernel/web/endpoint-types.ts'
import { useWords } from '#kernel/web/words.tsx'
import { findCases } from '../../contract/exchange.ts'

type Row = OutputOf<typeof findCases>['rows'][number]

/** A case by its number. */
export function CaseField(props: FieldProps<string>) {
  const { t, numerals, date } = useWords()
  return (
    <RemotePicker<Row> {...props} from={4} placeholder={t('biometrics.exchange.caseNumber')} address={(typed) => `${findCases.path}?number=${encodeURIComponent(typed)}`} idOf={(row) => row.id} textOf={(row) => row.number}
      renderRow={(row) => <span><bdi>{numerals(row.number)}</bdi> <span className="mz-dim">{date(row.openedAt)}</span></span>} />
  )
}
