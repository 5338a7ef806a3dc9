import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { ActNowButton } from '#kernel/web/ActButton.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { TextAreaField, TextField } from '#kernel/web/fields.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { OfficeName } from '#kernel/web/PersonName.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { disableAccount, enableAccount, getAccount, linkIdentity, resetPassword, resetSecondFactor, revokeSessions, unlinkIdentity, unlockAccount, type AccountDetail } from '../contract.ts'
import { AccountState } from './AccountsPage.tsx'
import { OneTimePassword, type OneTime } from './OneTimePassword.tsx'
import { Fact, Facts, FormToggle, Section } from './parts.tsx'

/** One account: how it stands, what it holds, and what an administrator may do to it. */
export default function AccountPage() {
  const { t, lang, number, text } = useWords()
  const { id = '' } = useParams()
  const [given, setGiven] = useState<OneTime>()
  const { data, problem, loading, again } = useRead(getAccount, { id })
  const name = data ? (lang === 'en' ? data.name.en : data.name.ar) : ''
  return (
    <Page title={t('administration.account', { name })} beside={data && <AccountState account={data} />} parent={{ label: t('administration.accounts'), path: '/administration/accounts' }} loading={loading} problem={problem} onRetry={again}>
      {data && (
        <>
          {given && <OneTimePassword given={given} onClose={() => setGiven(undefined)} />}
          <Facts>
            <Fact label={t('administration.field.userName')}><bdi dir="ltr">{data.userName}</bdi></Fact>
            <Fact label={t('administration.totp')}>{t(data.totp ? 'value.yes' : 'value.no')}</Fact>
            <Fact label={t('administration.passkeys')}>{number(data.passkeys)}</Fact>
            <Fact label={t('administration.sessions')}>{number(data.sessions)}</Fact>
            <Fact label={t('administration.lastSeen')}><DateText value={data.lastSeenAt} short /></Fact>
            {data.oneTimeUntil && <Fact label={t('administration.waiting')}>{t('field.until')} <DateText value={data.oneTimeUntil} short /></Fact>}
          </Facts>
          <AccountActs account={data} onGiven={setGiven} />
          <Section title={t('administration.holdings')}>
            <ul className="adm-cards">
              {data.holdings.map((h) => (
                <li key={h.id} className="mz-card adm-card">
                  <span><b>{text(h.title)}</b> · <Link className="mz-link" to={`/administration/offices/${h.officeId}`}><OfficeName office={h.office} /></Link>{h.acting && <span className="mz-dim"> ({t('administration.acting')})</span>}</span>
                  <span><DateText value={h.from} time={false} short /> – {h.to ? <DateText value={h.to} time={false} short /> : t('value.now')}</span>
                </li>
              ))}
            </ul>
            {data.holdings.length === 0 && <p className="mz-dim">{t('administration.state.no-post')}</p>}
          </Section>
          <Identities account={data} />
        </>
      )}
    </Page>
  )
}

function AccountActs({ account, onGiven }: { account: AccountDetail; onGiven: (given: OneTime) => void }) {
  const { t } = useWords()
  const reason = (verb: string) => ({ title: t(`administration.${verb}`), reasonField: 'reason' })
  const input = { id: account.id, reason: '' }
  const own = account.own ? t('refusal.administration.own-account') : null
  return (
    <div className="adm-actions" style={{ marginBlockEnd: '1.25rem' }}>
      <ActNowButton label={t('administration.reset-password')} endpoint={resetPassword} input={input} confirm={reason('reset-password')} disabledReason={own} reasonText={false} onDone={onGiven} />
      <ActNowButton label={t('administration.reset-second-factor')} endpoint={resetSecondFactor} input={input} confirm={reason('reset-second-factor')} disabledReason={own ?? (account.secondFactor ? null : t('value.none'))} reasonText={false} />
      <ActNowButton label={t('administration.revoke-sessions')} endpoint={revokeSessions} input={input} confirm={reason('revoke-sessions')} disabledReason={own ?? (account.sessions > 0 ? null : t('value.none'))} reasonText={false} />
      {account.lockedUntil && <ActNowButton label={t('administration.unlock-account')} endpoint={unlockAccount} input={input} confirm={reason('unlock-account')} disabledReason={own} reasonText={false} />}
      {account.disabledAt
        ? <ActNowButton label={t('administration.enable-account')} endpoint={enableAccount} input={input} confirm={reason('enable-account')} disabledReason={own} reasonText={false} />
        : <ActNowButton label={t('administration.disable-account')} look="danger" endpoint={disableAccount} input={input} confirm={reason('disable-account')} disabledReason={own} reasonText={false} />}
    </div>
  )
}

function Identities({ account }: { account: AccountDetail }) {
  const { t } = useWords()
  return (
    <Section title={t('administration.outside')} beside={!account.own && (
      <FormToggle label={t('administration.link-identity')} may="administration.link-identity">
        {(close) => (
          <ActForm endpoint={linkIdentity} title={t('administration.link-identity')} fixed={{ id: account.id }} onDone={close} onCancel={close}>
            {(f) => <><TextField {...f('issuer')} dir="ltr" /><TextField {...f('subject')} dir="ltr" /><TextAreaField {...f('reason')} /></>}
          </ActForm>
        )}
      </FormToggle>
    )}>
      {account.outside.length === 0 && <p className="mz-dim">{t('value.none')}</p>}
      <ul className="adm-cards">
        {account.outside.map((i) => (
          <li key={i.issuer + i.subject} className="mz-card adm-card"><span dir="ltr"><b>{i.subject}</b> <span className="mz-dim">{i.issuer}</span></span>
            <ActNowButton label={t('administration.unlink-identity')} endpoint={unlinkIdentity} input={{ id: account.id, ...i, reason: '' }} confirm={{ title: t('administration.unlink-identity'), reasonField: 'reason' }} reasonText={false} /></li>
        ))}
      </ul>
    </Section>
  )
}
