import type { FieldProps } from './field.ts'
import { queryString } from './api.ts'
import { officeText } from './PersonName.tsx'
import { RemotePicker } from './RemotePicker.tsx'
import { useWords } from './words.tsx'

/** A row of GET /api/offices/search. */
export interface OfficeHit {
  readonly id: string
  readonly kind: string
  readonly name: string | { readonly ar: string; readonly ckb: string; readonly en: string }
  readonly governorate?: string | null
}

export interface OfficePickerProps extends FieldProps<string> {
  /** Only these kinds, for example ['prison', 'juvenile-facility']. */
  readonly kinds?: readonly string[]
  /** Only this governorate, for example 'IQ-BG'. */
  readonly governorate?: string
  /** The name of `value` when it was chosen earlier. */
  readonly chosenName?: string
  readonly onChoose?: (office: OfficeHit) => void
}

/** Finds an office by name; the list opens as soon as the box has the focus. */
export function OfficePicker({ kinds, governorate, ...rest }: OfficePickerProps) {
  const { t, has, lang } = useWords()
  const place = (row: OfficeHit) => (row.governorate && has(`governorate.${row.governorate}`) ? ` · ${t(`governorate.${row.governorate}`)}` : '')
  return (
    <RemotePicker<OfficeHit> {...rest} from={0} placeholder={t('office.search')}
      address={(typed) => `/api/offices/search${queryString({ text: typed, kinds: kinds?.join(','), governorate, limit: 30 })}`}
      idOf={(row) => row.id} textOf={(row) => officeText(row, lang)}
      renderRow={(row) => <div><bdi>{officeText(row, lang)}</bdi><div className="mz-dim" style={{ fontSize: '0.8rem' }}>{has(`office.${row.kind}`) ? t(`office.${row.kind}`) : row.kind}{place(row)}</div></div>} />
  )
}
