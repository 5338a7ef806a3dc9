import { Alert, Button, Paper, PasswordInput, PinInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconChevronRight, IconFingerprint } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { westernDigits } from '#kernel/words/format.ts'
import { request } from './api.ts'
import { Mark } from './Mark.tsx'
import { LanguageMenu, SchemeMenu } from './Preferences.tsx'
import { problemText } from './problem-text.ts'
import { asProblem } from './problem.ts'
import type { Problem } from './problem.ts'
import { useSession } from './session.tsx'
import type { Post } from './session.tsx'
import { useWords } from './words.tsx'

/** What POST /api/session/sign-in and its next steps answer. */
interface Step {
  readonly next: 'second-factor' | 'choose-post' | 'done'
  readonly methods?: readonly ('totp' | 'passkey')[]
  readonly posts?: readonly Post[]
}

type Send = (path: string, body: unknown) => Promise<void>

/** User name and password; then a code or a passkey; then the post, when the account holds several. */
export function SignInPage({ publicPath }: { publicPath?: string | undefined }) {
  const words = useWords()
  const { t } = words
  const session = useSession()
  const [step, setStep] = useState<Step>()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const send: Send = async (path, body) => {
    setBusy(true)
    setProblem(undefined)
    try {
      const answer = (await request('POST', path, body)) as Step
      if (answer.next === 'done') await session.refresh()
      else setStep(answer)
    } catch (error) {
      setProblem(asProblem(error))
    } finally {
      setBusy(false)
    }
  }
  const choosing = step?.next === 'choose-post' ? step.posts : session.signedIn && !session.post ? session.posts : undefined
  const text = problem && problemText(problem, words)
  return (
    <main className="mz-signin" id="content">
      <div style={{ display: 'flex', alignItems: 'center', gap: '0.5rem' }}>
        <span className="mz-mark"><Mark size={36} /><span lang="ar" style={{ fontSize: '1.6rem' }}>ميزان</span><small lang="en">Mizan</small></span>
        <span className="mz-grow" /><LanguageMenu /><SchemeMenu />
      </div>
      <Paper withBorder p="lg" radius="md">
        <Stack gap="md">
          <Title order={1} size="h2">{t(choosing ? 'signin.choosePost' : step?.next === 'second-factor' ? 'signin.second' : 'signin.title')}</Title>
          {text && <Alert color="alarm" variant="light" role="alert" title={text.title}>{text.remedy}</Alert>}
          {choosing ? <PostStep posts={choosing} busy={busy} send={send} />
            : step?.next === 'second-factor' ? <CodeStep methods={step.methods ?? ['totp']} busy={busy} send={send} onBack={() => setStep(undefined)} />
              : <PasswordStep busy={busy} send={send} />}
        </Stack>
      </Paper>
      <Text size="sm" c="dimmed">{t('app.tagline')}</Text>
      {publicPath !== undefined && <Link className="mz-link" to={publicPath}>{t('signin.public')}</Link>}
    </main>
  )
}

function PasswordStep({ busy, send }: { busy: boolean; send: Send }) {
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

function CodeStep({ methods, busy, send, onBack }: { methods: readonly string[]; busy: boolean; send: Send; onBack: () => void }) {
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
        {methods.includes('totp') && <Text id="code-label" component="label">{t('signin.code')}</Text>}
        {methods.includes('totp') && (
          <PinInput length={6} type={/[0-9٠-٩۰-۹]/} inputMode="numeric" oneTimeCode placeholder="" size="lg" dir="ltr" autoFocus value={code} onChange={setCode} onComplete={submit}
            aria-label={t('signin.code')} getInputProps={(index) => ({ 'aria-label': `${t('signin.code')} ${index + 1}` })} />
        )}
        {methods.includes('passkey') && <Button variant="default" leftSection={<IconFingerprint size={20} />} onClick={() => void passkey().catch(() => undefined)}>{t('signin.passkey')}</Button>}
        <Button type="submit" loading={busy} size="md" disabled={code.length < 6}>{t('signin.continue')}</Button>
        <Button variant="subtle" color="gray" onClick={onBack}>{t('signin.back')}</Button>
      </Stack>
    </form>
  )
}

function PostStep({ posts, busy, send }: { posts: readonly Post[]; busy: boolean; send: Send }) {
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
