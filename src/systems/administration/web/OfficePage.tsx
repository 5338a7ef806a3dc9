import { Badge } from '@mantine/core'
import { IconPencil, IconPlus, IconUserPlus } from '@tabler/icons-react'
import { Link, useNavigate, useParams } from 'react-router'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { ActNowButton } from '#kernel/web/ActButton.tsx'
import { DateField } from '#kernel/web/DateField.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { SelectField, TextAreaField } from '#kernel/web/fields.tsx'
import { fixedList, ListTable } from '#kernel/web/ListTable.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { OfficeName } from '#kernel/web/PersonName.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { closeOffice, createPost, endHolding, getOffice, listOffices, renameOffice, type OfficeDetail, type OfficeRow, type PostRow } from '../contract.ts'
import { rolesOfOffice } from '../rules.ts'
import { AddOffice } from './AddOffice.tsx'
import { AssignForm } from './AssignForm.tsx'
import { useOfficeColumns } from './OfficesPage.tsx'
import { Fact, Facts, FormToggle, Section, Text3Fields } from './parts.tsx'

/** One office: where it stands, its posts and who holds them, the offices below, the names it had. */
export default function OfficePage() {
  const { t, text, number } = useWords()
  const { id = '' } = useParams()
  const navigate = useNavigate()
  const { data, problem, loading, again } = useRead(getOffice, { id })
  const below = useRead(listOffices, { parentId: id, limit: 500 })
  const columns = useOfficeColumns()
  const open = data !== undefined && data.validTo === null
  return (
    <Page title={data ? text(data.name) : t('field.office')} parent={{ label: t('administration.offices'), path: '/administration/offices' }} loading={loading} problem={problem} onRetry={again}
      beside={data?.validTo && <Badge color="gray">{t('value.closed')}</Badge>}>
      {data && (
        <>
          <nav className="adm-path">{data.path.map((up) => <span key={up.id}><Link className="mz-link" to={`/administration/offices/${up.id}`}><OfficeName office={up.name} /></Link> ›</span>)}<span className="mz-dim">{text(data.name)}</span></nav>
          <OfficeFacts office={data} />
          {open && (
            <div className="adm-actions" style={{ marginBlockEnd: '1.25rem' }}>
              <FormToggle label={t('administration.rename-office')} may="administration.rename-office" icon={<IconPencil size={18} />}>
                {(close) => (
                  <ActForm endpoint={renameOffice} title={t('administration.rename-office')} fixed={{ id }} initial={{ name: data.name }} onDone={close} onCancel={close}>
                    {(f) => <><Text3Fields f={f as never} path="name" /><DateField {...f('from', t('field.from'))} /><TextAreaField {...f('reason')} /></>}
                  </ActForm>
                )}
              </FormToggle>
              <FormToggle label={t('administration.close-office')} may="administration.close-office">
                {(close) => (
                  <ActForm endpoint={closeOffice} title={t('administration.close-office')} tone="danger" fixed={{ id }} onDone={close} onCancel={close}>
                    {(f) => <><DateField {...f('on')} /><TextAreaField {...f('reason')} /></>}
                  </ActForm>
                )}
              </FormToggle>
            </div>
          )}
          <Section title={t('administration.posts')} beside={open && <AddPost office={data} />}>
            <ul className="adm-cards">{data.postRows.map((post) => <PostCard key={post.id} post={post} open={open} />)}</ul>
            {data.postRows.length === 0 && <p className="mz-dim">{t('value.none')}</p>}
          </Section>
          <Section title={`${t('administration.below')} (${number(data.below)})`} beside={open && <FormToggle label={t('administration.add-office')} may="administration.add-office" icon={<IconPlus size={18} />}>{(close) => <AddOffice parentId={id} onCancel={close} onDone={(added) => void navigate(`/administration/offices/${added}`)} />}</FormToggle>}>
            {data.below > 0 && <ListTable name="administration.below" caption={t('administration.below')} plain list={fixedList(below.data?.rows ?? [])} rowKey={(o: OfficeRow) => o.id} rowPath={(o) => `/administration/offices/${o.id}`} columns={columns} />}
          </Section>
          {data.names.length > 0 && (
            <Section title={t('administration.names')}>
              <ul className="adm-cards">{data.names.map((n) => <li key={n.to} className="mz-card adm-card"><span><b><OfficeName office={n.name} /></b> <span className="mz-dim">{n.reason}</span></span><span><DateText value={n.from} short /> – <DateText value={n.to} short /></span></li>)}</ul>
            </Section>
          )}
        </>
      )}
    </Page>
  )
}

function OfficeFacts({ office }: { office: OfficeDetail }) {
  const { t, number } = useWords()
  return (
    <Facts>
      <Fact label={t('field.kind')}>{t(`office.${office.kind}`)}</Fact>
      <Fact label={t('field.governorate')}>{office.governorate ? t(`governorate.${office.governorate}`) : '—'}</Fact>
      <Fact label={t('administration.field.jurisdiction')}>{t(`jurisdiction.${office.jurisdiction}`)}</Fact>
      {office.capacity !== null && <Fact label={t('administration.capacity')}>{number(office.capacity)}</Fact>}
      <Fact label={t('field.since')}><DateText value={office.validFrom} short /></Fact>
      <Fact label={t('field.state')}>{office.validTo ? <DateText value={office.validTo} short /> : t('administration.openRecords', { count: number(office.openRecords) })}</Fact>
    </Facts>
  )
}

function AddPost({ office }: { office: OfficeDetail }) {
  const { t } = useWords()
  const roles = rolesOfOffice[office.kind as keyof typeof rolesOfOffice]
  return (
    <FormToggle label={t('administration.create-post')} may="administration.create-post" icon={<IconPlus size={18} />}>
      {(close) => (
        <ActForm endpoint={createPost} title={t('administration.create-post')} fixed={{ officeId: office.id }} initial={{ scope: 'office' }} record={office.id} onDone={close} onCancel={close}>
          {(f) => (
            <>
              <SelectField {...f('role')} options={roles.map((value) => ({ value, label: t(`role.${value}`) }))} />
              <Text3Fields f={f as never} path="title" />
              <SelectField {...f('scope')} options={(['office', 'subtree', 'nation'] as const).map((value) => ({ value, label: t(`administration.scope.${value}`) }))} />
            </>
          )}
        </ActForm>
      )}
    </FormToggle>
  )
}

function PostCard({ post, open }: { post: PostRow; open: boolean }) {
  const { t, text } = useWords()
  return (
    <li className="mz-card adm-card">
      <div>
        <b>{text(post.title)}</b> <span className="mz-dim">{text(post.title) === t(`role.${post.role}`) ? '' : t(`role.${post.role}`)} · {t('administration.scope')}: {t(`administration.scope.${post.scope}`)}</span>
        {post.holdings.length === 0 && <div className="mz-warn">{t('administration.vacant')}</div>}
        {post.holdings.map((h) => (
          <div key={h.id} style={{ display: 'flex', flexWrap: 'wrap', gap: '0.5rem 0.75rem', alignItems: 'center', marginBlockStart: '0.4rem' }}>
            <Link className="mz-link" to={`/administration/accounts/${h.accountId}`}><bdi>{h.name}</bdi></Link>
            {h.acting && <Badge variant="light" color="gray">{t('administration.acting')}</Badge>}
            <span className="mz-dim">{t('field.from')} <DateText value={h.from} time={false} short />{h.to && <> {t('field.until')} <DateText value={h.to} time={false} short /></>}</span>
            <ActNowButton label={t('administration.end-holding')} endpoint={endHolding} input={{ id: h.id, reason: '' }} confirm={{ title: t('administration.end-holding'), reasonField: 'reason' }} reasonText={false} />
          </div>
        ))}
      </div>
      {open && <FormToggle label={t('administration.assign-post')} may="administration.assign-post" icon={<IconUserPlus size={18} />}>{(close) => <AssignForm postId={post.id} onDone={close} onCancel={close} />}</FormToggle>}
    </li>
  )
}
