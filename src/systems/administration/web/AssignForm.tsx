import { ActForm } from '#kernel/web/ActForm.tsx'
import { queryString } from '#kernel/web/api.ts'
import { DateTimeField } from '#kernel/web/DateField.tsx'
import { CheckboxField, TextField } from '#kernel/web/fields.tsx'
import { RemotePicker } from '#kernel/web/RemotePicker.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { assignPost, type AccountRow } from '../contract.ts'

/** Appoints an account to a post: in full, or acting until a day. */
export function AssignForm({ postId, onDone, onCancel }: { postId: string; onDone: () => void; onCancel: () => void }) {
  const { t, lang } = useWords()
  const nameOf = (a: AccountRow) => `${lang === 'en' ? a.name.en : a.name.ar} (${a.userName})`
  return (
    <ActForm endpoint={assignPost} title={t('administration.assign-post')} fixed={{ postId }} record={postId} initial={{ acting: false }} onDone={onDone} onCancel={onCancel}>
      {(f) => (
        <>
          <RemotePicker<AccountRow> {...f('accountId')} address={(typed) => `/api/administration/accounts${queryString({ text: typed, state: 'active', limit: 20 })}`} idOf={(a) => a.id} textOf={nameOf}
            renderRow={(a) => <div><bdi>{nameOf(a)}</bdi><div className="mz-dim" style={{ fontSize: '0.8rem' }}>{a.posts[0] ? `${a.posts[0].title[lang]} · ${a.posts[0].office[lang]}` : t('administration.state.no-post')}</div></div>} placeholder={t('button.search')} from={1} />
          <TextField {...f('basis')} />
          <CheckboxField {...f('acting')} />
          {f.values.acting && <DateTimeField {...f('until')} />}
        </>
      )}
    </ActForm>
  )
}
