import { SimpleGrid } from '@mantine/core'
import { useNavigate } from 'react-router'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { NumberField, SelectField, TextField } from '#kernel/web/fields.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { addCell, AgeGroup, CellCategory, CellKind, CellStanding, readCells } from '../contract/cells.ts'
import { Section } from './parts.tsx'

/** A new section, hall or cell of the plan. */
export default function CellFormPage() {
  const { t } = useWords()
  const navigate = useNavigate()
  const { data, problem, loading, again } = useRead(readCells, {})
  const words = (prefix: string, values: readonly string[]) => values.map((value) => ({ value: value as never, label: t(`${prefix}.${value}`) }))
  return (
    <Page title={t('prisons.addCell')} parent={{ label: t('prisons.cells'), path: '/prisons/cells' }} loading={loading} problem={problem} onRetry={again}>
      <Section title={t('prisons.addCell')}>
        <ActForm endpoint={addCell} title={t('prisons.addCell')} initial={{ kind: 'cell', sex: 'male', ageGroup: 'adult', standing: 'any', category: 'general', capacity: 8 }} onDone={() => void navigate('/prisons/cells')} onCancel={() => void navigate('/prisons/cells')}>
          {(f) => (
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <SelectField {...f('kind')} options={words('prisons.kind', CellKind.options)} />
              <TextField {...f('name')} />
              {f.values.kind !== 'section' && <NumberField {...f('capacity')} min={0} max={2000} />}
              <SelectField {...f('parentId')} required={false} options={(data?.rows ?? []).filter((c) => c.kind === 'section').map((c) => ({ value: c.id, label: c.name }))} />
              <SelectField {...f('sex')} options={words('value', ['male', 'female'])} />
              <SelectField {...f('ageGroup')} options={words('prisons.age', AgeGroup.options)} />
              <SelectField {...f('standing')} options={words('prisons.standing', CellStanding.options)} />
              <SelectField {...f('category')} options={words('prisons.category', CellCategory.options)} />
            </SimpleGrid>
          )}
        </ActForm>
      </Section>
    </Page>
  )
}
