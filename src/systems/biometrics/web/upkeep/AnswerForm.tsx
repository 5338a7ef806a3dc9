import { Button, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import { CheckboxField, RadioField } from '#kernel/web/fields.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { causes, pairVerdicts, sequenceKinds, type PracticeAnswer, type PracticeKind } from '../../rules/practice.ts'

const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const

interface AnswerFormProps { readonly kind: PracticeKind; readonly busy: boolean; readonly onAnswer: (answer: PracticeAnswer) => void }

/** The question of an exercise, by its kind. */
export function AnswerForm({ kind, busy, onAnswer }: AnswerFormProps) {
  const { t } = useWords()
  const [choice, setChoice] = useState<string>()
  const [fingers, setFingers] = useState<readonly number[]>([])
  const answer = answerOf(kind, choice, fingers)
  const options = kind === 'pair' ? pairVerdicts.map((value) => [value, `verdict.${value}`]) : kind === 'quality' ? causes.map((value) => [value, `cause.${value}`]) : kind === 'sequence' ? sequenceKinds.map((value) => [value, `error.${value}`]) : []
  const asksFingers = kind === 'retake' || choice === 'swapped-fingers' || choice === 'repeated-finger'
  return (
    <form onSubmit={(event) => { event.preventDefault(); if (answer && !busy) onAnswer(answer) }}>
      <Stack>
        {kind !== 'retake' && <RadioField name="choice" label={t(kind === 'sequence' ? 'biometrics.practice.error' : 'biometrics.practice.question')} required value={choice} onChange={setChoice} options={options.map(([value, key]) => ({ value: value!, label: t(`biometrics.practice.${key!}`) }))} />}
        {asksFingers && (
          <fieldset className="bu-checks">
            <legend>{t(kind === 'retake' ? 'biometrics.practice.whichAgain' : 'biometrics.practice.which')}</legend>
            {ten.map((finger) => <CheckboxField key={finger} name={`finger-${finger}`} label={t(`biometrics.practice.finger.${finger}`)} value={fingers.includes(finger)} onChange={(on) => setFingers(on ? [...fingers, finger] : fingers.filter((one) => one !== finger))} />)}
          </fieldset>
        )}
        <Group><Button type="submit" loading={busy} disabled={answer === undefined}>{t('biometrics.practice.answer')}</Button></Group>
      </Stack>
    </form>
  )
}

/** The answer as the server takes it; undefined while it is not whole. */
function answerOf(kind: PracticeKind, choice: string | undefined, fingers: readonly number[]): PracticeAnswer | undefined {
  if (kind === 'retake') return { kind, fingers: [...fingers] }
  const verdict = pairVerdicts.find((one) => one === choice), cause = causes.find((one) => one === choice), error = sequenceKinds.find((one) => one === choice)
  if (kind === 'pair') return verdict && { kind, verdict }
  if (kind === 'quality') return cause && { kind, cause }
  if (error === undefined) return undefined
  if (error === 'none' || error === 'swapped-hands') return { kind, error, fingers: [] }
  return fingers.length === 2 ? { kind, error, fingers: [...fingers] } : undefined
}
