import { Alert, Badge, Button, Group, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { FormEvent, ReactNode } from 'react'
import { changePassword, confirmTotp, enrolTotp, listFactors, listSessions, passkeyRegisterOptions, registerPasskey, removePasskey, removeTotp, revokeMySession } from '#kernel/access/contract.ts'
import { ActNowButton } from '#kernel/web/ActButton.tsx'
import { call } from '#kernel/web/api.ts'
import { DateText } from '#kernel/web/DateText.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { ProblemNotice } from '#kernel/web/ProblemNotice.tsx'
import { asProblem, type Problem } from '#kernel/web/problem.ts'
import { useRead } from '#kernel/web/query.tsx'
import { useAct } from '#kernel/web/use-act.ts'
import { useWords } from '#kernel/web/words.tsx'
import { westernDigits } from '#kernel/words/format.ts'
import { Section } from './parts.tsx'

/** One's own way in: password, second factor, open sessions. Nothing typed here is kept as a draft. */
export default function MyAccountPage() {
  const { t } = useWords()
  return <Page title={t('account.title')}><Password /><Factors /><Sessions /></Page>
}

function Password() {
  const { t } = useWords()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const act = useAct(changePassword, { onDone: () => { setCurrent(''); setNext('') } })
  return (
    <Section title={t('account.password')}>
      <Form onSubmit={() => void act.run({ current, next })} problem={act.problem}>
        <PasswordInput label={t('signin.password.current')} value={current} onChange={(e) => setCurrent(e.currentTarget.value)} autoComplete="current-password" dir="ltr" required />
        <PasswordInput label={t('signin.password.next')} description={t('account.password.hint')} value={next} onChange={(e) => setNext(e.currentTarget.value)} autoComplete="new-password" dir="ltr" required minLength={12} />
        <Group><Button type="submit" loading={act.busy}>{t('button.save')}</Button></Group>
      </Form>
    </Section>
  )
}

function Form({ onSubmit, problem, children }: { onSubmit: () => void; problem: Problem | undefined; children: ReactNode }) {
  return <form style={{ maxInlineSize: '28rem' }} onSubmit={(event: FormEvent) => { event.preventDefault(); onSubmit() }}><Stack gap="sm">{children}{problem && <ProblemNotice problem={problem} />}</Stack></form>
}

function Factors() {
  const { t } = useWords()
  const { data, again } = useRead(listFactors, {})
  const [password, setPassword] = useState('')
  const [secret, setSecret] = useState<{ secret: string; qr: string }>()
  const [code, setCode] = useState('')
  const [label, setLabel] = useState('')
  const [problem, setProblem] = useState<Problem>()
  const attempt = (work: () => Promise<unknown>) => void (async () => {
    setProblem(undefined)
    try { await work() } catch (error) { setProblem(asProblem(error)) }
    again()
  })()
  const addPasskey = async () => {
    const options = await call(passkeyRegisterOptions, { password })
    const { startRegistration } = await import('@simplewebauthn/browser')
    const response = await startRegistration({ optionsJSON: options as unknown as Parameters<typeof startRegistration>[0]['optionsJSON'] })
    await call(registerPasskey, { label, response: response as never })
    setLabel('')
  }
  if (!data) return null
  return (
    <Section title={t('account.factors')}>
      <p className="adm-hint">{data.required ? t('account.factors.required') : !data.totp && data.passkeys.length === 0 ? t('account.factors.none') : ''}</p>
      <ul className="adm-cards" style={{ marginBlockEnd: '1rem' }}>
        {data.totp && <li className="mz-card adm-card"><b>{t('account.totp.on')}</b><Button variant="default" disabled={!password} onClick={() => attempt(() => call(removeTotp, { password }))}>{t('button.remove')}</Button></li>}
        {data.passkeys.map((key) => <li key={key.id} className="mz-card adm-card"><span><b><bdi>{key.label}</bdi></b> <DateText value={key.createdAt} time={false} short /></span><Button variant="default" disabled={!password} onClick={() => attempt(() => call(removePasskey, { id: key.id, password }))}>{t('button.remove')}</Button></li>)}
      </ul>
      <Form onSubmit={() => attempt(async () => { await call(confirmTotp, { code: westernDigits(code) }); setSecret(undefined); setCode('') })} problem={problem}>
        <PasswordInput label={t('account.proof')} value={password} onChange={(e) => setPassword(e.currentTarget.value)} autoComplete="current-password" dir="ltr" />
        {!data.totp && !secret && <Group><Button variant="default" disabled={!password} onClick={() => attempt(async () => setSecret(await call(enrolTotp, { password })))}>{t('account.totp.enrol')}</Button></Group>}
        {secret && (
          <>
            <Alert variant="light">{t('signin.enrol.scan')}</Alert>
            <img className="adm-qr" alt={t('signin.enrol.scan')} src={`data:image/svg+xml,${encodeURIComponent(secret.qr)}`} />
            <span className="adm-secret">{secret.secret}</span>
            <TextInput label={t('signin.code')} value={code} onChange={(e) => setCode(e.currentTarget.value)} inputMode="numeric" autoComplete="one-time-code" maxLength={6} dir="ltr" />
            <Group><Button type="submit" disabled={code.length < 6}>{t('button.confirm')}</Button></Group>
          </>
        )}
        <Group align="flex-end">
          <TextInput label={t('account.passkey.label')} value={label} onChange={(e) => setLabel(e.currentTarget.value)} maxLength={60} />
          <Button variant="default" disabled={!password || !label.trim()} onClick={() => attempt(addPasskey)}>{t('account.passkey.add')}</Button>
        </Group>
      </Form>
    </Section>
  )
}

function Sessions() {
  const { t } = useWords()
  const { data } = useRead(listSessions, {})
  return (
    <Section title={t('account.sessions')}>
      <ul className="adm-cards">
        {(data?.rows ?? []).map((s) => (
          <li key={s.id} className="mz-card adm-card">
            <div><DateText value={s.lastSeenAt} short /> {s.current && <Badge variant="light">{t('account.session.current')}</Badge>}<div className="mz-dim" dir="ltr" style={{ textAlign: 'start', overflowWrap: 'anywhere' }}>{s.ip} · {s.userAgent}</div></div>
            {!s.current && <ActNowButton label={t('account.session.end')} endpoint={revokeMySession} input={{ sessionId: s.id }} />}
          </li>
        ))}
      </ul>
    </Section>
  )
}
