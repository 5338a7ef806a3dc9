import { ActForm } from '#kernel/web/ActForm.tsx'
import { NumberField, SelectField } from '#kernel/web/fields.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { addOffice } from '../contract.ts'
import { officeKinds } from '../rules.ts'
import { Text3Fields } from './parts.tsx'
import { governorates } from './places.ts'

/** The form for a new office, at the top or below another. */
export function AddOffice({ parentId, onDone, onCancel }: { parentId: string | null; onDone: (id: string) => void; onCancel: () => void }) {
  const { t } = useWords()
  return (
    <ActForm endpoint={addOffice} title={t('administration.add-office')} initial={{ jurisdiction: 'federal' }} record={parentId ?? 'root'} onDone={(answer) => onDone(answer.id)} onCancel={onCancel}
      toInput={(values) => ({ governorate: null, ...values, parentId })}>
      {(f) => (
        <>
          <SelectField {...f('kind')} options={officeKinds.map((value) => ({ value, label: t(`office.${value}`) }))} />
          <Text3Fields f={f as never} path="name" />
          <SelectField {...f('governorate')} options={governorates.map((value) => ({ value, label: t(`governorate.${value}`) }))} />
          <SelectField {...f('jurisdiction')} options={[{ value: 'federal', label: t('jurisdiction.federal') }, { value: 'kri', label: t('jurisdiction.kri') }]} />
          <NumberField {...f('capacity')} min={0} max={100_000} />
        </>
      )}
    </ActForm>
  )
}
