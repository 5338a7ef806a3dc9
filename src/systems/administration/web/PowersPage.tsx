import { useState } from 'react'
import { readPolicy, type PolicyView } from '#kernel/access/approval-contract.ts'
import { roles } from '#kernel/access/roles.ts'
import { SelectField, TextField } from '#kernel/web/fields.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { LawTabs } from './parts.tsx'

/** The policy in force, as a page that a lawyer can read. */
export default function PowersPage() {
  const { t, text } = useWords()
  const [role, setRole] = useState<string>()
  const [wanted, setWanted] = useState<string>()
  const { data, problem, loading, again } = useRead(readPolicy, {})
  const nameOf = (m: PolicyView['may'][number]) => (m.name ? text(m.name) : m.verb)
  const rows = (data?.rows ?? []).filter((r) => (!role || r.roles.includes(role)) && (!wanted || [text(r.because), r.article ?? '', ...r.may.flatMap((m) => [nameOf(m), m.verb])].some((s) => s.toLowerCase().includes(wanted.toLowerCase()))))
  return (
    <Page title={t('administration.powers')} loading={loading} problem={problem} onRetry={again}>
      <LawTabs />
      <p className="adm-hint">{t('administration.powers.hint')}</p>
      <div className="adm-actions mz-no-print" style={{ marginBlockEnd: '1rem' }}>
        <SelectField label={t('administration.powers.who')} value={role} onChange={setRole} options={roles.map((value) => ({ value, label: t(`role.${value}`) }))} />
        <TextField label={t('button.search')} value={wanted} onChange={setWanted} />
      </div>
      <div className="mz-card" style={{ overflowX: 'auto' }}>
        <table className="adm-rules">
          <thead><tr><th scope="col">{t('administration.powers.who')}</th><th scope="col">{t('administration.powers.may')}</th><th scope="col">{t('administration.powers.on')}</th><th scope="col">{t('administration.powers.because')}</th><th scope="col">{t('field.article')}</th></tr></thead>
          <tbody>
            {rows.map((r, n) => (
              <tr key={n}>
                <td>{r.roles.length === roles.length ? t('administration.powers.everyone') : r.roles.map((one) => t(`role.${one}`)).join('، ')}</td>
                <td>{r.may.map((m) => <div key={m.verb} title={m.verb}><bdi>{nameOf(m)}</bdi></div>)}</td>
                <td>{(typeof r.on === 'string' ? [r.on] : r.on).map((on) => <div key={on}>{t(`administration.on.${on}`)}</div>)}</td>
                <td>{text(r.because)}</td>
                <td><bdi>{r.article ?? '—'}</bdi></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Page>
  )
}
