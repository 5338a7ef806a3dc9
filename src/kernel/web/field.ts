import type { ReactNode } from 'react'

/** What every field takes. `f('name')` of an ActForm gives all but what is special to the field. */
export interface FieldProps<T> {
  readonly name?: string
  readonly label: string
  readonly value: T | null | undefined
  onChange(value: T | undefined): void
  readonly error?: string | undefined
  readonly hint?: ReactNode
  readonly required?: boolean
  readonly disabled?: boolean
  readonly autoFocus?: boolean
}

/** What the fields hand to Mantine's inputs: label, error, description, and the mark by which a form finds the field. */
export function inputProps<T>({ name, label, error, hint, required = false, disabled = false, autoFocus = false }: FieldProps<T>) {
  return {
    label, error, description: hint, required, disabled, autoFocus,
    ...(name !== undefined && { name, wrapperProps: { 'data-field': name } }),
  }
}
