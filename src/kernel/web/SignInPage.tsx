import { Alert, Button, Paper, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { request } from './api.ts'
import { Mark } from './Mark.tsx'
import { LanguageMenu, SchemeMenu } from './Preferences.tsx'
import { problemText } from './problem-text.ts'
import { asProblem } from './problem.ts'
import type { Problem } from './problem.ts'
import { useSession } from './session.tsx'
import type { WebSession } from './session.tsx'
import { CodeStep, EnrolStep, NewPasswordStep, PasswordStep, PostStep } from './sign-in-steps.tsx'
import type { Send, Step } from './sign-in-steps.tsx'
import { useWords } from './words.tsx'

/** User name and password; then what the server asks for: a second factor, a new password, enrolment, the post. */
export function SignInPage({ publicPath }: { publicPath?: string | undefined }) {
  const words = useWords()
  const { t } = words
  const session = useSession()
  const [answered, setAnswered] = useState<Step>()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const step = answered ?? stepOf(session)
  const send: Send = async (path, body) => {
    setBusy(true)
    setProblem(undefined)
    try {
      const answer = (await request('POST', path, body)) as Step
      if (answer.next === 'done') await session.refresh()
      else if (answer.next !== undefined) setAnswered(answer)
      return answer
    } catch (error) {
      setProblem(asProblem(error))
      return undefined
    } finally {
      setBusy(false)
    }
  }
  const back = () => { setAnswered(undefined); if (session.signedIn) void session.signOut() }
  const text = problem ? problemText(problem, words) : refusedOutside(words)
  return (
    <main className="mz-signin" id="content">
      <div style={{ display: 'flex', alignItems: 'center', gap: '0.5rem' }}>
        <span className="mz-mark"><Mark size={36} /><span lang="ar" style={{ fontSize: '1.6rem' }}>ميزان</span><small lang="en">Mizan</small></span>
        <span className="mz-grow" /><LanguageMenu /><SchemeMenu />
      </div>
      <Paper withBorder p="lg" radius="md">
        <Stack gap="md">
          <Title order={1} size="h2">{t(titles[step?.next ?? 'password'] ?? 'signin.title')}</Title>
          {text && <Alert color="alarm" variant="light" role="alert" title={text.title}>{text.remedy}</Alert>}
          <StepForm step={step} busy={busy} send={send} />
          {step && <Button variant="subtle" color="gray" onClick={back}>{t('signin.back')}</Button>}
          {!step && session.outside && <Button component="a" href="/api/oidc/start" variant="default">{t('signin.outside')}</Button>}
        </Stack>
      </Paper>
      <Text size="sm" c="dimmed">{t('app.tagline')}</Text>
      {publicPath !== undefined && <Link className="mz-link" to={publicPath}>{t('signin.public')}</Link>}
    </main>
  )
}

/** The institution's provider was not enough: the server sends the browser back here with its refusal's code. */
function refusedOutside({ t, has }: { t: (key: string) => string; has: (key: string) => boolean }): { title: string; remedy?: string } | undefined {
  const key = `refusal.${new URLSearchParams(globalThis.location.search).get('refused') ?? ''}`
  return has(key) ? { title: t(key), ...(has(`${key}.remedy`) && { remedy: t(`${key}.remedy`) }) } : undefined
}

const titles: Record<string, string> = { 'second-factor': 'signin.second', 'change-password': 'signin.newPassword', enrol: 'signin.enrol', 'choose-post': 'signin.choosePost' }

/** Where a session that is half open stands: someone reloaded the page on the way in. */
function stepOf(session: WebSession): Step | undefined {
  if (!session.signedIn) return undefined
  if (session.mustChangePassword) return { next: 'change-password' }
  if (session.mustEnrol) return { next: 'enrol' }
  return session.post ? undefined : { next: 'choose-post', posts: session.posts ?? [] }
}

function StepForm({ step, busy, send }: { step: Step | undefined; busy: boolean; send: Send }) {
  if (step?.next === 'choose-post') return <PostStep posts={step.posts ?? []} busy={busy} send={send} />
  if (step?.next === 'second-factor') return <CodeStep methods={step.methods ?? ['totp']} busy={busy} send={send} />
  if (step?.next === 'change-password') return <NewPasswordStep busy={busy} send={send} />
  if (step?.next === 'enrol') return <EnrolStep busy={busy} send={send} />
  return <PasswordStep busy={busy} send={send} />
}
