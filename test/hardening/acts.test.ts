// Nothing changes except by an act: proved over the whole source and over every table, for the handlers that no generated input gets through.
import { globSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import pg from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { read } from '#kernel/act/act.ts'
import { systemCtx } from '#kernel/act/context.ts'
import type { Database } from '#kernel/db/connect.ts'
import { testDatabase } from '#test/support/database.ts'

let db: Database
beforeAll(async () => { db = await testDatabase() })

async function superuser<T extends object>(text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: db.urls.superuser })
  await client.connect()
  try {
    return (await client.query<T>(text)).rows
  } finally {
    await client.end()
  }
}

/** Who may reach a pool instead of going through act() and read(), and why. */
const reachesPool: Readonly<Record<string, string>> = {
  'src/kernel/act/act.ts': 'it is the door',
  'src/kernel/access/': 'sign-in happens before there is a session: credentials, sessions and attempts are not part of the ledger',
  'src/kernel/db/connect.ts': 'it opens the pools',
  'src/kernel/log/': 'the public log: tiles, checkpoints, witnesses; it holds commitments, no records', 'src/kernel/nodes/': 'carries whole acts between servers, by functions that check them', 'src/kernel/http/health.ts': 'asks whether the database takes writes',
  'src/kernel/expunging/expunge.ts': 'takes away files of what was destroyed by an act', 'src/kernel/documents/check-page-file.ts': 'reads the log’s public keys', 'src/kernel/db/seek.ts': 'finds which of several hosts takes writes',
  'src/kernel/documents/find-paper.ts': 'that a sealed paper was read', 'src/kernel/documents/open.ts': 'where a paper’s first print lies',
  'src/kernel/jobs/jobs.ts': 'forgets kept answers, lists failed jobs',
  'src/kernel/ledger/': 'gives entries their place, under a role of its own',
  'src/systems/enquiries/': 'counts the attempts of whoever looks somebody up; lists offices, which are no secret',
  'src/systems/oversight/figures.ts': 'reads the counted figures', 'src/systems/oversight/store/figures.ts': 'keeps counted figures, which can be counted again',
  'src/systems/biometrics/store/enrolment.ts': 'that an image was opened',
  'src/app/': 'commands and the demonstration, run by the operator',
}

test('no other code reaches a pool', () => {
  const reaching = globSync('src/**/*.ts').filter((file) => !file.includes('.test.') && !/\/test\/|-testing\.ts$/.test(file) && /\bdb\.app\b|\bappPool\b|\bledgerPool\b|\bstartTransaction\(|new pg\.|from 'pg'/.test(readFileSync(file, 'utf8')))
  const listed = Object.keys(reachesPool)
  const also = new Set(['src/kernel/http/events.ts', 'src/kernel/db/migrate.ts'])   // listens only; brings the schema forward
  expect(reaching.filter((file) => !also.has(file) && !listed.some((l) => file.startsWith(l)))).toEqual([])
  expect(listed.filter((l) => !reaching.some((file) => file.startsWith(l))), 'named, and needs it no longer').toEqual([])
})

/** Tables that the server writes outside acts. Each is about how the platform runs, or can be worked out again. */
const untracked = [
  'enquiries.attempt', 'kernel.credential', 'kernel.document_print', 'kernel.file_to_remove', 'kernel.passkey', 'kernel.outside_identity', 'kernel.refusal', 'kernel.sealed_read', 'kernel.session', 'kernel.sign_in_step',
  'oversight.held', 'oversight.published', 'oversight.refreshed', 'oversight.week',
]

test('every table that the server may write refuses a change outside an act, and an act without its entry', async () => {
  const rows = await superuser<{ name: string; triggers: string[] }>(`
    select n.nspname || '.' || c.relname as name, coalesce((select array_agg(t.tgname::text order by t.tgname) from pg_trigger t
      where t.tgrelid = c.oid and t.tgenabled in ('O', 'A') and t.tgname in ('note_row_change', 'require_entry')), '{}') as triggers
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema|jobs|public)'
      and (has_any_column_privilege('mizan_app', c.oid, 'insert') or has_any_column_privilege('mizan_app', c.oid, 'update') or has_table_privilege('mizan_app', c.oid, 'delete'))`)
  expect(rows.length).toBeGreaterThan(40)
  expect(rows.filter((r) => r.triggers.length !== 2).map((r) => r.name).sort()).toEqual([...untracked].sort())
})

/** What the line between servers does with parcels; it checks each act that it takes. `assert_home` changes nothing: it refuses. */
const carries = ['kernel.assert_home', 'kernel.forget_parcels', 'kernel.note_neighbours', 'kernel.retry_parcels', 'kernel.take_parcels', 'kernel.untold_parcels']

test('nobody but the server may open an act: the roles that only read, or only keep the log, cannot write by way of a function', async () => {
  const writers = async (role: string) => (await superuser<{ name: string }>(`
    select n.nspname || '.' || p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where p.prosecdef and p.provolatile = 'v' and p.prorettype <> 'trigger'::regtype and n.nspname !~ '^(pg_|information_schema)' and has_function_privilege('${role}', p.oid, 'execute')`)).map((r) => r.name)
  for (const role of ['mizan_reader', 'mizan_jobs']) expect(await writers(role), role).toEqual(['kernel.assert_home'])
  expect((await writers('mizan_ledger')).sort()).toEqual(carries)
})

test('what runs with the owner’s rights looks only where it is told to', async () => {
  const rows = await superuser<{ name: string }>(`
    select n.nspname || '.' || p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where p.prosecdef and n.nspname !~ '^(pg_|information_schema)' and not exists (select from unnest(coalesce(p.proconfig, '{}')) c where c like 'search_path=%')`)
  expect(rows.map((r) => r.name)).toEqual([])
})

test('reading gives no way to write', async () => {
  const ctx = systemCtx(db)
  await expect(read(ctx, (r) => r.db.updateTable('kernel.record').set({ label: 'x' }).execute())).rejects.toMatchObject({ code: '25006' })
  await expect(read(ctx, (r) => sql`select kernel.open_act(gen_random_uuid(), null, null, '**', 'x', null, null, null, null, now(), '{"kind": "x"}')`.execute(r.db))).rejects.toThrow(/read-only/)
})
