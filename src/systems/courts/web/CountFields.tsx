import { SimpleGrid, Stack } from '@mantine/core'
import type { Bind } from '#kernel/web/ActForm.tsx'
import { ConfidenceMark } from '#kernel/web/ConfidenceMark.tsx'
import type { InputOf, OutputOf } from '#kernel/web/endpoint-types.ts'
import type { FieldProps } from '#kernel/web/field.ts'
import { CheckboxField, MoneyField, NumberField, RadioField, SelectField } from '#kernel/web/fields.tsx'
import { useWords } from '#kernel/web/words.tsx'
import type { getBounds, pronounceJudgment } from '../contract/judgments.ts'
import { SentenceKind, Verdict } from '../contract/parts.ts'
import { isCustodial } from '../law.ts'
import { articlesText, Offence, PenaltyWords, Section, useOptions } from './parts.tsx'

type Charge = OutputOf<typeof getBounds>['charges'][number]
type Values = InputOf<typeof pronounceJudgment>
const adult = ['temporary', 'strict-detention', 'simple-detention', 'fine', 'life', 'death'] as const

/** What the law allows for a charge: the heaviest, the lightest, the fine, a child's measures, each with its article. */
export function BoundsNote({ charge }: { charge: Charge }) {
  const { t, money, numerals, number } = useWords()
  const length = (months: number) => <PenaltyMonths months={months} />
  const { ceiling, juvenile } = charge
  return (
    <div className="ct-bounds">
      <div className="ct-line">
        {juvenile ? <span>{t('courts.bounds.child')}: {juvenile.allowed.map((kind) => t(`courts.kind.${kind}`)).join(t('courts.and'))}{juvenile.most > 0 && <> · {t('courts.bounds.months', { least: number(juvenile.least), most: number(juvenile.most) })}</>} <span className="mz-dim">({juvenile.article})</span></span> : (
          <>
            <span><span className="mz-dim">{t('courts.bounds.most')}</span> {ceiling.kind === 'custody' && ceiling.months !== null ? <>{t(ceiling.imprisonment ? 'courts.kind.temporary' : 'courts.bounds.detention')} {length(ceiling.months)}</> : t(`courts.penalty.${ceiling.kind}`)}</span>
            <span><span className="mz-dim">{t('courts.bounds.least')}</span> {charge.leastMonths === null ? t(`courts.bounds.least.${charge.leastKind}`) : length(charge.leastMonths)}</span>
          </>
        )}
        {charge.fine && <span><span className="mz-dim">{t(`courts.bounds.fine.${charge.fine.rule}`)}</span> <bdi>{money(charge.fine.min, 'IQD')}</bdi> – <bdi>{money(charge.fine.max, 'IQD')}</bdi> <ConfidenceMark value={charge.fine.confidence as 'P'} /></span>}
      </div>
      <div className="mz-dim">{!juvenile && <>{t('courts.bounds.unmitigated')} · </>}<bdi>{numerals(articlesText(ceiling.articles.join('، '), t))}</bdi> <ConfidenceMark value={charge.confidence} /></div>
    </div>
  )
}

function PenaltyMonths({ months }: { months: number }) {
  const { count } = useWords()
  const [years, rest] = [Math.floor(months / 12), Math.round(months % 12)]
  return <bdi>{[years > 0 ? count(years, 'year') : '', rest > 0 ? count(rest, 'month') : ''].filter(Boolean).join(' ')}</bdi>
}

/** One count: its verdict, and the sentence where it is a conviction. */
export function CountFields({ f, index, charge, juvenile }: { f: Bind<Values>; index: number; charge: Charge; juvenile: boolean }) {
  const { t } = useWords()
  const options = useOptions()
  const value = (f.values.counts as { verdict?: string; sentence?: { kind?: (typeof SentenceKind.options)[number]; years?: number; months?: number; days?: number; fineIqd?: number; suspended?: boolean } }[] | undefined)?.[index]
  const field = <T,>(path: string, label: string) => f(`counts.${index}.${path}` as 'parties', label) as unknown as FieldProps<T>
  const kind = value?.sentence?.kind
  const timed = kind !== undefined && !['death', 'life', 'fine', 'warning', 'guardian'].includes(kind)
  return (
    <Section title={t('courts.part.count')}>
      <Offence code={charge.offenceCode} circumstance={charge.circumstance} attempt={charge.attempt} /> · {t(`courts.class.${charge.cls}`)}
      <BoundsNote charge={charge} />
      <Stack gap="sm">
        <RadioField {...field<(typeof Verdict.options)[number]>('verdict', t('courts.form.verdict'))} required options={options(Verdict.options, 'courts.verdict')} hint="CPC 181-182" />
        {value?.verdict === 'convicted' && (
          <>
            <SelectField {...field<(typeof SentenceKind.options)[number]>('sentence.kind', t('courts.form.penalty'))} required options={options((juvenile ? charge.juvenile?.allowed : adult) ?? adult, 'courts.kind')} />
            {timed && <SimpleGrid cols={3}><NumberField {...field<number>('sentence.years', t('courts.form.years'))} required={false} min={0} /><NumberField {...field<number>('sentence.months', t('courts.form.months'))} required={false} min={0} /><NumberField {...field<number>('sentence.days', t('courts.form.days'))} required={false} min={0} /></SimpleGrid>}
            {(kind === 'fine' || charge.fine) && <SimpleGrid cols={{ base: 1, xs: 2 }}><MoneyField {...field<number>('sentence.fineIqd', t('courts.kind.fine'))} required={kind === 'fine'} /><NumberField {...field<number>('sentence.fineDefaultDays', t('courts.form.fineDefaultDays'))} required={false} min={0} hint="CPC 299" /></SimpleGrid>}
            {kind && isCustodial(kind) && <SimpleGrid cols={{ base: 1, xs: 2 }}><CheckboxField {...field<boolean>('sentence.suspended', t('courts.form.suspended'))} hint="Penal 144" /><CheckboxField {...field<boolean>('sentence.concurrent', t('courts.form.concurrent'))} hint="Penal 143" /></SimpleGrid>}
            {kind && <div><PenaltyWords penalty={{ kind, years: value.sentence?.years ?? 0, months: value.sentence?.months ?? 0, days: value.sentence?.days ?? 0, fineIqd: value.sentence?.fineIqd, suspended: value.sentence?.suspended ?? false }} /></div>}
          </>
        )}
      </Stack>
    </Section>
  )
}
