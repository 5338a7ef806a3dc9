import { sql } from 'kysely'
import type { Database } from '#kernel/db/connect.ts'
import type { Lang } from '#kernel/words/text.ts'
import type { PostView } from './contract.ts'

interface PostRow {
  id: string; title_ar: string; title_ckb: string; title_en: string; role: string; scope: PostView['scope']; acting: boolean
  office_id: string; name_ar: string; name_ckb: string; name_en: string; kind: string
}

/** The posts that an account holds at `now`, its full ones before acting ones, with texts in `lang`. */
export async function currentPosts(db: Pick<Database, 'app'>, accountId: string, now: Date, lang: Lang): Promise<PostView[]> {
  const { rows } = await sql<PostRow>`
    select p.id, p.title_ar, p.title_ckb, p.title_en, p.role, p.scope, bool_and(h.acting) as acting, o.id as office_id, o.name_ar, o.name_ckb, o.name_en, o.kind
    from kernel.post_holding h join kernel.post p on p.id = h.post_id join kernel.office o on o.id = p.office_id
    where h.account_id = ${accountId} and h.from_at <= ${now} and (h.to_at is null or h.to_at > ${now})
    group by p.id, o.id order by bool_and(h.acting), o.name_ar, p.title_ar`.execute(db.app)
  return rows.map((p) => ({
    id: p.id, title: p[`title_${lang}`], role: p.role, scope: p.scope, acting: p.acting, office: { id: p.office_id, name: p[`name_${lang}`], kind: p.kind },
  }))
}
