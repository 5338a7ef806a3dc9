import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashPassword } from '#kernel/access/passwords.ts'
import type { Database } from '#kernel/db/connect.ts'
import { emptyPast, openWriter } from './bulk.ts'
import { addInstitutions } from './country.ts'
import { makeJustice } from './justice/justice.ts'
import { makeOffices } from './offices.ts'
import { makePosts } from './posts.ts'
import { random } from './random.ts'
import { demoUsers, type DemoUser } from './users.ts'

/** One easy log-in as `./mizan demo users` prints it. */
export interface DemoLogin { readonly userName: string; readonly password: string; readonly role: string; readonly office: { readonly ar: string; readonly en: string } }

const seed = 'mizan-demonstration'

/**
 * Makes the demonstration country unless the database has offices already. The same country every time, but for the passwords and for
 * `now`: its past ends there, so that orders run and hearings are near.
 */
export async function ensureDemo(db: Database, folder: string, say: (line: string) => void, persons = 20_000, now = new Date()): Promise<void> {
  const { n } = await db.app.selectFrom('kernel.office').select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  if (n > 0) return
  const started = performance.now()
  say('Making the demonstration country (once)…')
  const r = random(seed)
  const offices = makeOffices(r)
  const posts = makePosts(r, offices)
  const users = demoUsers(offices, posts)
  const past = emptyPast()
  addInstitutions(past, r, offices, posts, users)
  const writer = await openWriter(db)
  const { rows, acts } = await makeJustice(writer, r, { offices, posts }, persons, now, past).then(() => writer.finish(), async (error: unknown) => {
    await writer.abandon()
    throw error
  })
  await givePasswords(db, folder, users, new Map(offices.map((o) => [o.id, o.name])))
  say(`The demonstration country is ready: ${rows} rows, ${acts} acts, in ${((performance.now() - started) / 1000).toFixed(1)} s.`)
}

/** Passwords are made now and kept in the data folder for its owner only: none is in the code. */
async function givePasswords(db: Database, folder: string, users: readonly DemoUser[], names: ReadonlyMap<string, { ar: string; en: string }>): Promise<void> {
  const logins = await Promise.all(users.map(async (user): Promise<DemoLogin> => {
    const password = randomBytes(9).toString('base64url')
    await db.app.insertInto('kernel.credential').values({ account_id: user.accountId, password_hash: await hashPassword(password), totp_secret: null, totp_pending: null, totp_last_step: null, locked_until: null }).execute()
    const { ar, en } = names.get(user.officeId)!
    return { userName: user.userName, password, role: user.role, office: { ar, en } }
  }))
  const file = join(folder, 'demo-users.json')
  writeFileSync(`${file}.new`, JSON.stringify(logins, null, 2), { mode: 0o600, flush: true })
  renameSync(`${file}.new`, file)
}

/** The easy log-ins of this data folder's demonstration; empty where there is none. */
export function readDemoLogins(folder: string): DemoLogin[] {
  const file = join(folder, 'demo-users.json')
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as DemoLogin[]) : []
}
