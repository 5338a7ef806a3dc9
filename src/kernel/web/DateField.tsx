import { Input, Skeleton } from '@mantine/core'
import { Suspense, lazy } from 'react'
import { inputProps } from './field.ts'
import type { FieldProps } from './field.ts'

export interface DateFieldProps extends FieldProps<string> {
  /** The earliest and latest accepted: 'YYYY-MM-DD' (an ISO instant for DateTimeField). */
  readonly min?: string
  readonly max?: string
}

// The calendars weigh as much as the rest of a form: they come when the first date field is shown.
const DateInputs = lazy(() => import('./date-inputs.tsx').then((module) => ({ default: module.DateInputs })))

/** A calendar day: 'YYYY-MM-DD'. Typed digit by digit or picked; shown as Gregorian or Hijri, kept as Gregorian. */
export function DateField(props: DateFieldProps) {
  return <Later {...props} time={false} />
}

/** An instant: ISO text. What is typed is Baghdad time. "Now" fills it with one key. */
export function DateTimeField(props: DateFieldProps) {
  return <Later {...props} time />
}

function Later(props: DateFieldProps & { time: boolean }) {
  const { label, error, description, required } = inputProps(props)
  const waiting = <Input.Wrapper label={label} error={error} description={description} required={required}><Skeleton height={36} /></Input.Wrapper>
  return <div data-field={props.name}><Suspense fallback={waiting}><DateInputs {...props} /></Suspense></div>
}
