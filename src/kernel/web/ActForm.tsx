import { Alert, Button, Group, Stack } from '@mantine/core'
import { IconRestore } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { Conflict } from './Conflict.tsx'
import { dropDraft, findDraft, keepDraft } from './draft.ts'
import type { InputOf, OutputOf, WebEndpoint } from './endpoint-types.ts'
import type { FieldProps } from './field.ts'
import { errorsOf, isRequired, valueAt, versionField, withValue, withoutEmpty } from './form-values.ts'
import type { At, Errors } from './form-values.ts'
import { ProblemNotice } from './ProblemNotice.tsx'
import type { Problem } from './problem.ts'
import { useSession } from './session.tsx'
import { useAct } from './use-act.ts'
import { useWords } from './words.tsx'

/** Binds a field by its dotted path: `<TextField {...f('reason')} />`. `f.values`, `f.set(path, value)` for what depends on other fields. */
export interface Bind<V> {
  <P extends string>(path: P, label?: string): FieldProps<NonNullable<At<V, P>>> & { readonly name: string }
  readonly values: Partial<V>
  set(path: string, value: unknown): void
}

export interface ActFormProps<E extends WebEndpoint> {
  readonly endpoint: E
  /** Sent with every act and never shown: ids, the version that was seen. */
  readonly fixed?: Partial<InputOf<E>>
  /** What the fields start with. */
  readonly initial?: Partial<InputOf<E>>
  /** The record the draft belongs to; default: the `id` among `fixed`, else 'new'. */
  readonly record?: string
  /** The form's name in "my drafts" and for screen readers. */
  readonly title: string
  readonly submitLabel?: string
  /** 'danger' for acts that cannot be taken back. */
  readonly tone?: 'danger'
  readonly onDone?: (answer: OutputOf<E>) => void
  readonly onCancel?: () => void
  /** After a conflict: read the record again. */
  readonly onReload?: () => void
  /** The last word on what is sent, where the form's shape is not the contract's. */
  readonly toInput?: (values: Partial<InputOf<E>>) => unknown
  readonly children: (f: Bind<InputOf<E>>) => ReactNode
}

/**
 * A form for one act: checks with the contract before sending, keeps a draft as typed, shows why the act was refused,
 * compares both versions when someone else was faster. Ctrl+Enter sends.
 */
export function ActForm<E extends WebEndpoint>(props: ActFormProps<E>) {
  type V = InputOf<E>
  const { endpoint, fixed, initial, title, toInput, onDone, onCancel, onReload, children } = props
  const words = useWords()
  const { t } = words
  const { post } = useSession()
  const key = `${post?.id ?? 'public'}.${endpoint.name}.${props.record ?? String((fixed as { id?: string } | undefined)?.id ?? 'new')}`
  const [draft, setDraft] = useState(() => findDraft<Partial<V>>(key))
  const [values, setValues] = useState<Partial<V>>(() => draft?.values ?? initial ?? {})
  const [errors, setErrors] = useState<Errors>({})
  const form = useRef<HTMLFormElement>(null)
  const typed = useRef(false)
  const act = useAct(endpoint, { onDone: (answer) => { typed.current = false; dropDraft(key); setDraft(undefined); onDone?.(answer) } })
  useDraft(typed, key, values, title)

  const set = (path: string, value: unknown) => {
    typed.current = true
    setValues((before) => withValue(before, path, value))
    setErrors(({ [path]: _gone, ...rest }) => rest)
  }
  const send = async (more: object = {}) => {
    const filled = withoutEmpty({ ...(values as object), ...(fixed as object), ...more }) as Partial<V>
    const input = toInput ? { ...(toInput(filled) as object), ...more } : filled
    const checked = endpoint.input.safeParse(input)
    const found = checked.success ? {} : errorsOf(checked.error.issues, words)
    setErrors(found)
    if (checked.success) await act.run(input as V)
    else focusFirst(form.current, found)
  }
  useEffect(() => { if (act.problem) setErrors(fieldErrors(act.problem, words)) }, [act.problem, words])

  const bind = Object.assign(
    (path: string, label?: string) => ({
      name: path, label: label ?? labelOf(path, endpoint.name, words), value: valueAt(values, path) ?? undefined, required: isRequired(endpoint.input, path),
      error: errors[path], onChange: (value: unknown) => set(path, value),
    }),
    { values, set },
  ) as unknown as Bind<V>
  const orphans = Object.entries(errors).filter(([path]) => form.current?.querySelector(`[data-field="${path}"]`) === null)
  const discard = () => { dropDraft(key); setDraft(undefined); typed.current = false; setValues(initial ?? {}); act.reset() }
  return (
    <form ref={form} noValidate aria-label={title} onSubmit={(event) => { event.preventDefault(); if (event.target === event.currentTarget) void send() }} onKeyDownCapture={(event) => sendByKey(event, () => void send())}>
      <Stack gap="md">
        {draft && (
          <Alert variant="light" color="gray" icon={<IconRestore size={18} />} p="xs">
            <Group justify="space-between" gap="xs">{t('form.draftRestored', { at: words.dateTime(draft.at) })}<Button variant="subtle" size="compact-sm" onClick={discard}>{t('form.draftDiscard')}</Button></Group>
          </Alert>
        )}
        {children(bind)}
        {orphans.length > 0 && <Alert role="alert" variant="light" color="alarm" title={t('form.errors')}>{orphans.map(([path, text]) => <div key={path}>{labelOf(path, endpoint.name, words)}: {text}</div>)}</Alert>}
        {act.conflict ? <Conflict mine={act.conflict.mine} theirs={act.conflict.theirs} onRetry={() => void send(versionNow(endpoint.input, act.conflict?.theirs))} onDrop={() => { discard(); onReload?.() }} />
          : act.problem && <ProblemNotice problem={act.problem} />}
        <Group gap="sm" className="mz-no-print">
          <Button type="submit" loading={act.busy} {...(props.tone === 'danger' && { color: 'alarm' })}>{props.submitLabel ?? t('button.save')}</Button>
          {onCancel && <Button variant="default" onClick={onCancel}>{t('button.cancel')}</Button>}
          {typed.current && <span className="mz-dim" style={{ fontSize: '0.8rem' }}>{t('form.draftSaved')}</span>}
        </Group>
      </Stack>
    </form>
  )
}

/** Keeps what is typed 300 ms after the last key, and at once when the page is left. */
function useDraft<V>(typed: { readonly current: boolean }, key: string, values: V, title: string): void {
  useEffect(() => {
    if (!typed.current) return
    const save = () => { if (typed.current) keepDraft(key, values, title) }
    const timer = setTimeout(save, 300)
    window.addEventListener('pagehide', save)
    return () => { clearTimeout(timer); window.removeEventListener('pagehide', save) }
  }, [key, values, title, typed])
}

function sendByKey(event: KeyboardEvent, send: () => void): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
  // A dialog opened from this form stands elsewhere in the page, but its events come by here.
  if (!event.currentTarget.contains(event.target as Node)) return
  event.preventDefault()
  send()
}

/** The field's words: the system's own (`custody.field.seal`), else the common ones (`field.seal`), else the last part of the path. */
function labelOf(path: string, endpointName: string, { t, has }: { t: (key: string) => string; has: (key: string) => boolean }): string {
  const last = path.split('.').filter((part) => !/^\d+$/.test(part)).at(-1) ?? path
  const system = endpointName.split('.')[0]
  return [`${system}.field.${path}`, `${system}.field.${last}`, `field.${path}`, `field.${last}`].filter(has).map((key) => t(key))[0] ?? last
}

function fieldErrors({ body }: Problem, { t, has }: { t: (key: string, params?: Record<string, string | number>) => string; has: (key: string) => boolean }): Errors {
  const errors: Record<string, string> = {}
  for (const each of body.fields ?? []) errors[each.field] ??= each.message
  for (const each of body.findings ?? []) if (each.field && each.outcome === 'block') errors[each.field] ??= has(`refusal.${each.code}`) ? t(`refusal.${each.code}`, each.params) : (each.title ?? each.code)
  if (body.field && errors[body.field] === undefined) errors[body.field] = body.title ?? t('invalid.other')
  return errors
}

/** The version as it stands, in the field that the contract has for it: what to send again after a conflict. */
function versionNow(schema: unknown, record: unknown): object {
  const { version } = (record ?? {}) as { version?: unknown }
  const field = versionField(schema)
  return field && typeof version === 'number' ? { [field]: version } : {}
}

function focusFirst(form: HTMLFormElement | null, errors: Errors): void {
  const names = new Set(Object.keys(errors))
  for (const field of form?.querySelectorAll<HTMLElement>('[data-field]') ?? []) {
    if (!names.has(field.dataset['field'] ?? '')) continue
    field.querySelector<HTMLElement>('input, textarea, select, button, [tabindex]')?.focus()
    return
  }
}
