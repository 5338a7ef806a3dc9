import { Button, MultiSelect, SimpleGrid, Stack } from '@mantine/core'
import { useState } from 'react'
import type { Bind } from '#kernel/web/ActForm.tsx'
import type { InputOf } from '#kernel/web/endpoint-types.ts'
import { CheckboxField, MoneyField, RadioField, TextAreaField, TextField } from '#kernel/web/fields.tsx'
import { OfficePicker } from '#kernel/web/OfficePicker.tsx'
import { useWords } from '#kernel/web/words.tsx'
import type { pronounceJudgment } from '../contract/judgments.ts'
import { Section, useOptions } from './parts.tsx'

type Values = InputOf<typeof pronounceJudgment>
interface Member { name: string; signed: boolean; dissents?: boolean; dissent?: string }
const kinds = ['confession', 'single-testimony', 'testimony', 'record', 'expert', 'presumption'] as const

/** The fields of Article 224 that belong to the judgment as a whole. */
export function JudgmentFields({ f, juvenile }: { f: Bind<Values>; juvenile: boolean }) {
  const { t } = useWords()
  const options = useOptions()
  const convicted = (f.values.counts as { verdict?: string; sentence?: { kind?: string } }[] | undefined)?.filter((c) => c.verdict === 'convicted') ?? []
  const death = convicted.some((c) => c.sentence?.kind === 'death')
  return (
    <>
      <Panel f={f} />
      <Section title={t('courts.part.reasons')}>
        <Stack gap="sm">
          <TextAreaField {...f('facts', t('courts.form.facts'))} rows={5} />
          <TextAreaField {...f('reasons', t('courts.field.reasons'))} rows={6} required />
          {convicted.length > 0 && <MultiSelect label={t('courts.form.evidence')} data={options(kinds, 'courts.evidence')} value={[...(f.values.evidence ?? [])]} onChange={(list) => f.set('evidence', list)} description="CPC 213" />}
          {f.values.evidence?.includes('confession') && <CheckboxField {...f('confessionAllegedForced', t('courts.form.forced'))} hint="Constitution 37" />}
        </Stack>
      </Section>
      {convicted.length > 0 && (
        <Section title={t('courts.part.penalty')}>
          <Stack gap="sm">
            <RadioField {...f('mitigationKind', t('courts.form.mitigationKind'))} options={options(['none', 'excuse', 'leniency'] as const, 'courts.mitigation')} hint="Penal 130, 132" />
            {f.values.mitigationKind !== 'none' && <TextAreaField {...f('mitigation', t('courts.field.mitigation'))} required />}
            <SimpleGrid cols={{ base: 1, xs: 3 }}><CheckboxField {...f('aggravated', t('courts.form.aggravated'))} hint="Penal 136" /><CheckboxField {...f('recidivist', t('courts.form.recidivist'))} hint="Penal 140" /><CheckboxField {...f('priorIntentionalConviction', t('courts.form.prior'))} hint="Penal 144" /></SimpleGrid>
            {(f.values.aggravated || f.values.recidivist) && <TextAreaField {...f('aggravation', t('courts.field.aggravation'))} required />}
            <OfficePicker {...f('prisonId', t('courts.form.prison'))} required={false} kinds={[juvenile ? 'juvenile-facility' : 'prison']} hint="CPC 281" />
          </Stack>
        </Section>
      )}
      <Section title={t('courts.part.rest')}>
        <Stack gap="sm">
          <SimpleGrid cols={{ base: 1, xs: 2 }}><CheckboxField {...f('compensationClaimed', t('courts.form.claimed'))} /><CheckboxField {...f('hasExhibits', t('courts.form.exhibits'))} /></SimpleGrid>
          {f.values.compensationClaimed && <SimpleGrid cols={{ base: 1, xs: 2 }}><MoneyField {...f('compensationIqd', t('courts.form.compensationIqd'))} required={false} /><TextField {...f('compensation', t('courts.field.compensation'))} required={false} /></SimpleGrid>}
          {f.values.hasExhibits && <TextAreaField {...f('property', t('courts.field.property'))} required />}
          {death && <CheckboxField {...f('toldOfAutomaticReview', t('courts.form.toldReview'))} hint="CPC 224(D)" />}
          <CheckboxField {...f('readPublicly', t('courts.form.readPublicly'))} hint="CPC 223(A)" /><CheckboxField {...f('signed', t('courts.form.signed'))} hint="CPC 224(A)" /><CheckboxField {...f('sealed', t('courts.form.sealed'))} hint="CPC 224(A)" />
        </Stack>
      </Section>
    </>
  )
}

/** Presiding judge and members; who dissents writes it. */
function Panel({ f }: { f: Bind<Values> }) {
  const { t } = useWords()
  const [name, setName] = useState('')
  const members = (f.values.members ?? []) as Member[]
  const put = (n: number, change: Partial<Member>) => f.set('members', members.map((m, i) => (i === n ? { ...m, ...change } : m)))
  const add = () => { if (name.trim()) { f.set('members', [...members, { name: name.trim(), signed: false }]); setName('') } }
  return (
    <Section title={t('courts.part.panel')}>
      <Stack gap="sm">
        <div className="mz-dim">{t('courts.youPreside')}</div>
        {members.map((m, n) => (
          <div key={n} className="ct-judgment">
            <div className="ct-line"><b><bdi>{m.name}</bdi></b><CheckboxField name={`signed.${n}`} label={t('courts.form.memberSigned')} value={m.signed} onChange={(on) => put(n, { signed: on === true })} /><CheckboxField name={`dissents.${n}`} label={t('courts.form.dissents')} value={m.dissents} onChange={(on) => put(n, { dissents: on === true })} hint="CPC 224(B)" />
              <Button variant="subtle" color="gray" onClick={() => f.set('members', members.filter((_, i) => i !== n))}>{t('button.remove')}</Button></div>
            {m.dissents && <TextAreaField name={`dissent.${n}`} label={t('courts.form.dissent')} value={m.dissent} onChange={(dissent) => put(n, { dissent })} required />}
          </div>
        ))}
        <div className="ct-line ct-add" data-field="members"><TextField name="members" label={t('courts.form.member')} value={name} onChange={(typed) => setName(typed ?? '')} error={f('members' as 'parties').error} /><Button variant="default" onClick={add}>{t('button.add')}</Button></div>
        <SimpleGrid cols={{ base: 1, xs: 3 }}><TextField {...f('prosecutor', t('courts.field.prosecutor'))} /><TextField {...f('parties', t('courts.field.parties'))} /><TextField {...f('lawyer', t('field.lawyer'))} required={false} /></SimpleGrid>
      </Stack>
    </Section>
  )
}
