import { Stack } from '@mantine/core'
import { useWords } from '#kernel/web/words.tsx'
import type { Explanation } from '../../contract/practice.ts'
import { useImageName } from './parts.tsx'

/** What is true of an exercise, why, and where it is to be seen. */
export function Explained({ explanation }: { explanation: Explanation }) {
  const { t, number } = useWords()
  const { truth, pairings, measured } = explanation
  const [pairing] = pairings
  return (
    <Stack gap="sm">
      <p><b>{t('biometrics.practice.truth', { truth: useTruth()(explanation) })}</b></p>
      {truth.kind === 'pair' && pairing && <>
        <p>{t(`biometrics.practice.why.${truth.verdict}`, { count: number(pairing.paired) })}</p>
        <p className="mz-dim">{t('biometrics.practice.why.resemble')}</p>
      </>}
      {truth.kind === 'sequence' && <WhereSeen explanation={explanation} />}
      {measured.map((one) => <MeasuredPrint key={one.image} one={one} named={truth.kind === 'retake'} />)}
      {pairings.map((one) => <img key={`${one.a}${one.b}`} className="bu-drawn" alt={t('biometrics.practice.pairing')} src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(one.svg)}`} />)}
    </Stack>
  )
}

function useTruth(): (explanation: Explanation) => string {
  const { t } = useWords()
  const fingers = (list: readonly number[]) => list.map((finger) => t(`biometrics.practice.finger.${finger}`)).join('، ')
  return ({ truth }) => {
    if (truth.kind === 'pair') return t(`biometrics.practice.verdict.${truth.verdict}`)
    if (truth.kind === 'quality') return t(`biometrics.practice.cause.${truth.cause}`)
    if (truth.kind === 'retake') return truth.fingers.length === 0 ? t('biometrics.practice.truth.none') : fingers(truth.fingers)
    return `${t(`biometrics.practice.error.${truth.error}`)}${truth.fingers.length === 2 ? `: ${fingers(truth.fingers)}` : ''}`
  }
}

function WhereSeen({ explanation: { truth, pairings } }: { explanation: Explanation }) {
  const { t, number } = useWords()
  const name = useImageName()
  if (truth.kind !== 'sequence') return null
  if (truth.error === 'none') return <p>{t('biometrics.practice.why.sequenceNone')}</p>
  const key = truth.error === 'repeated-finger' ? 'biometrics.practice.why.repeated' : 'biometrics.practice.why.sequence'
  return pairings.map((one) => <p key={`${one.a}${one.b}`}>{t(key, { a: name(one.a), b: name(one.b), count: number(one.paired) })}</p>)
}

function MeasuredPrint({ one, named }: { one: Explanation['measured'][number]; named: boolean }) {
  const { t, number } = useWords()
  const name = useImageName()
  return (
    <div>
      {named && <b>{name(one.image)}: </b>}{t(`biometrics.practice.why.${one.cause}`)}{' '}
      <span className="mz-dim">{t('biometrics.practice.why.measured', { score: number(one.score), area: number(one.area, 2), minutiae: number(one.minutiae) })}</span>
    </div>
  )
}
