import { SimpleGrid } from '@mantine/core'
import { useNavigate, useParams } from 'react-router'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { DateField } from '#kernel/web/DateField.tsx'
import { SelectField, TextField } from '#kernel/web/fields.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { addPersonDocument } from '../contract.ts'
import { DocumentKind } from '../person.ts'

/** A paper that says who the person is. */
export default function DocumentPage() {
  const { id = '' } = useParams()
  const { t } = useWords()
  const navigate = useNavigate()
  return (
    <Page title={t('people.addDocument')} parent={{ label: t('people.person'), path: `/people/${id}` }}>
      <ActForm endpoint={addPersonDocument} title={t('people.addDocument')} fixed={{ id }} onDone={() => { void navigate(`/people/${id}`) }} onCancel={() => { void navigate(`/people/${id}`) }}>
        {(f) => (
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <SelectField {...f('document.kind', t('people.document.kind'))} options={DocumentKind.options.map((value) => ({ value, label: t(`people.paper.${value}`) }))} />
            <TextField {...f('document.number', t('field.number'))} numeric dir="ltr" maxLength={60} />
            <TextField {...f('document.issuer', t('people.document.issuer'))} hint={t('people.document.issuer.hint')} maxLength={200} />
            <DateField {...f('document.issuedOn', t('people.document.issuedOn'))} />
            <DateField {...f('document.expiresOn', t('people.document.expiresOn'))} />
          </SimpleGrid>
        )}
      </ActForm>
    </Page>
  )
}
