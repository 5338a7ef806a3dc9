import { Button, PasswordInput, PinInput, Stack, Text, TextInput } from '@mantine/core'
import { IconChevronRight, IconFingerprint } from '@tabler/icons-react'
import { useState } from 'react'
import { westernDigits } from '#kernel/words/format.ts'
import { request } from './api.ts'
import type { Post } from './session.tsx'
import { useWords } from './words.tsx'

/** What a step of the sign-in answers: `next` is the step to come. */
export interface Step {
  readonly next?: 'second-factor' | 'change-password' | 'enrol' | 'choose-post' | 'done'
  readonly methods?: readonly ('totp' | 'passkey')[]
  readonly posts?: readonly Post[]
}

/** Sends a step; undefined when it was refused (the page shows why). */
export type Send = (path: string, body: unknown) => Promise<unknown>

interface StepProps { readonly busy: boolean; readonly send: Send }

/** User name and password. */
export function PasswordStep({ busy, send }: StepProps) {
  const { t } = useWords()
  const [userName, setUserName] = useState('')
  const [password, setPassword] = useState('')
  return (
    <form onSubmit={(event) => { event.preventDefault(); void send('/api/session/sign-in', { userName: userName.trim(), password }) }}>
      <Stack gap="sm">
        <TextInput label={t('signin.userName')} value={userName} onChange={(event) => setUserName(event.currentTarget.value)} autoComplete="username" autoCapitalize="none" spellCheck={false} dir="ltr" required withAsterisk={false} data-autofocus autoFocus size="md" />
        <PasswordInput label={t('signin.password')} value={password} onChange={(event) => setPassword(event.currentTarget.value)} autoComplete="current-password" dir="ltr" required withAsterisk={false} size="md" />
        <Button type="submit" loading={busy} size="md">{t('signin.continue')}</Button>
      </Stack>
    </form>
  )
}

/** The six digits of an authenticator app, or a passkey. */
export function CodeStep({ methods, busy, send }: StepProps & { methods: readonly string[] }) {
  const { t } = useWords()
  const [code, setCode] = useState('')
  const submit = (value: string) => void send('/api/session/second-factor', { code: westernDigits(value) })
  const passkey = async () => {
    const options = await request('POST', '/api/session/passkey/options', {})
    const { startAuthentication } = await import('@simplewebauthn/browser')
    const response = await startAuthentication({ optionsJSON: options as Parameters<typeof startAuthentication>[0]['optionsJSON'] })
    await send('/api/session/passkey', { response })
  }
  return (
    <form onSubmit={(event) => { event.preventDefault(); submit(code) }}>
      <Stack gap="sm">
        {methods.includes('totp') && <Code value={code} onChange={setCode} onComplete={submit} />}
        {methods.includes('passkey') && 'PublicKeyCredential' in window && <Button variant="default" leftSection={<IconFingerprint size={20} />} onClick={() => void passkey().catch(() => undefined)}>{t('signin.passkey')}</Button>}
        {methods.includes('totp') && <Button type="submit" loading={busy} size="md" disabled={code.length < 6}>{t('signin.continue')}</Button>}
      </Stack>
    </form>
  )
}

/** Which of several posts. */
export function PostStep({ posts, busy, send }: StepProps & { posts: readonly Post[] }) {
  const { t } = useWords()
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">{t('signin.choosePost.hint')}</Text>
      {posts.map((post, index) => (
        <Button key={post.id} variant="default" size="lg" justify="space-between" fullWidth disabled={busy} autoFocus={index === 0} rightSection={<IconChevronRight size={18} />}
          onClick={() => void send('/api/session/post', { postId: post.id })} styles={{ label: { display: 'grid', textAlign: 'start', fontSize: '0.95rem', lineHeight: 1.35 } }}>
          <bdi>{post.title}</bdi>
          <Text span size="sm" c="dimmed"><bdi>{post.office.name}</bdi></Text>
        </Button>
      ))}
    </Stack>
  )
}

function Code({ value, onChange, onComplete }: { value: string; onChange: (code: string) => void; onComplete: (code: string) => void }) {
  const { t } = useWords()
  return (
    <>
      <Text>{t('signin.code')}</Text>
      <PinInput length={6} type={/[0-9٠-٩۰-۹]/} inputMode="numeric" oneTimeCode placeholder="" size="lg" dir="ltr" autoFocus value={value} onChange={onChange} onComplete={onComplete}
        aria-label={t('signin.code')} getInputProps={(index) => ({ 'aria-label': `${t('signin.code')} ${index + 1}` })} />
    </>
  )
}

/** A new password in place of a temporary one. */
export function NewPasswordStep({ busy, send }: StepProps) {
  const { t } = useWords()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  return (
    <form onSubmit={(event) => { event.preventDefault(); void send('/api/session/password', { current, next }) }}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">{t('signin.newPassword.hint')}</Text>
        <PasswordInput label={t('signin.password.current')} value={current} onChange={(event) => setCurrent(event.currentTarget.value)} autoComplete="current-password" dir="ltr" required autoFocus size="md" />
        <PasswordInput label={t('signin.password.next')} value={next} onChange={(event) => setNext(event.currentTarget.value)} autoComplete="new-password" dir="ltr" required minLength={12} size="md" />
        <Button type="submit" loading={busy} size="md">{t('signin.continue')}</Button>
      </Stack>
    </form>
  )
}

/** Sets up the authenticator app of a post that needs one. */
export function EnrolStep({ busy, send }: StepProps) {
  const { t } = useWords()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [secret, setSecret] = useState<{ secret: string; qr: string }>()
  const start = async () => {
    const answer = (await send('/api/session/totp/enrol', { password })) as { secret?: string; qr?: string } | undefined
    if (answer?.secret !== undefined && answer.qr !== undefined) setSecret({ secret: answer.secret, qr: answer.qr })
  }
  const confirm = (digits: string) => void send('/api/session/totp/confirm', { code: westernDigits(digits) })
  if (secret === undefined) {
    return (
      <form onSubmit={(event) => { event.preventDefault(); void start() }}>
        <Stack gap="sm">
          <Text size="sm" c="dimmed">{t('signin.enrol.hint')}</Text>
          <PasswordInput label={t('signin.password')} value={password} onChange={(event) => setPassword(event.currentTarget.value)} autoComplete="current-password" dir="ltr" required autoFocus size="md" />
          <Button type="submit" loading={busy} size="md">{t('signin.continue')}</Button>
        </Stack>
      </form>
    )
  }
  return (
    <form onSubmit={(event) => { event.preventDefault(); confirm(code) }}>
      <Stack gap="sm">
        <Text size="sm">{t('signin.enrol.scan')}</Text>
        <img src={`data:image/svg+xml,${encodeURIComponent(secret.qr)}`} alt={t('signin.enrol.scan')} style={{ inlineSize: 200, justifySelf: 'center', background: '#fff', padding: 8, alignSelf: 'center' }} />
        <Text size="sm">{t('signin.enrol.key')}: <code dir="ltr" style={{ overflowWrap: 'anywhere' }}>{secret.secret}</code></Text>
        <Code value={code} onChange={setCode} onComplete={confirm} />
        <Button type="submit" loading={busy} size="md" disabled={code.length < 6}>{t('signin.continue')}</Button>
      </Stack>
    </form>
  )
}
