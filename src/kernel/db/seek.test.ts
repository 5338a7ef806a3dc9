import { connect as dial, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest'
import { testDatabase } from '#test/support/database.ts'
import { connect, createDatabase, type Database } from './connect.ts'
import { hostsOf, mustSeek, urlAs, urlAt, urlIn, type Host } from './hosts.ts'
import { newClient, newPool, watchLeader } from './seek.ts'

const three = 'postgres://postgres:s%40crit@10.0.0.1:5432,10.0.0.2:6432,[fd00::3]/mizan?target_session_attrs=read-write&sslmode=require'

test.each([
  ['postgres://u:p@db.example/mizan', [{ host: 'db.example', port: 5432 }], false],
  ['postgresql://u@[::1]:5433/mizan', [{ host: '::1', port: 5433 }], false],
  ['postgres://db/mizan?target_session_attrs=any', [{ host: 'db', port: 5432 }], false],
  ['postgres://db/mizan?target_session_attrs=primary', [{ host: 'db', port: 5432 }], true],
  ['postgres://a:1,b:2/mizan', [{ host: 'a', port: 1 }, { host: 'b', port: 2 }], true],
  [three, [{ host: '10.0.0.1', port: 5432 }, { host: '10.0.0.2', port: 6432 }, { host: 'fd00::3', port: 5432 }], true],
] satisfies [string, Host[], boolean][])('%s', (url, hosts, seeks) => {
  expect(hostsOf(url)).toEqual(hosts)
  expect(mustSeek(url)).toBe(seeks)
})

test('one of several servers, another role, another database', () => {
  expect(urlAt(three, { host: 'fd00::3', port: 5432 })).toBe('postgres://postgres:s%40crit@[fd00::3]:5432/mizan?sslmode=require')
  expect(urlAs(three, 'mizan_app', 'a/b')).toBe('postgres://mizan_app:a%2Fb@10.0.0.1:5432,10.0.0.2:6432,[fd00::3]/mizan?target_session_attrs=read-write&sslmode=require')
  expect(urlIn('postgres://u:p@a,b/postgres', 'mizan')).toBe('postgres://u:p@a,b/mizan')
})

test('what Mizan cannot work with is refused in words', () => {
  expect(() => mustSeek('postgres://a,b/mizan?target_session_attrs=standby')).toThrow(/standby: Mizan works on the server that takes writes/)
  expect(() => hostsOf('mysql://a/b')).toThrow(/must look like postgres/)
  expect(() => hostsOf('postgres://a:1,b:x/mizan')).toThrow(/b:x is no host and port/)
})

/** A server's other name: passes everything on, and may be frozen, as a host that was cut off or stands still. */
async function otherName(): Promise<{ port: number; freeze(): void }> {
  const { hostname, port } = new URL(inject('serverUrl'))
  const sockets = new Set<Socket>()
  let frozen = false
  const server = createServer((inside) => {
    if (frozen) return void sockets.add(inside)
    const outside = dial(Number(port), hostname)
    for (const [from, to] of [[inside, outside], [outside, inside]] as const) {
      sockets.add(from)
      from.on('data', (data) => { if (!frozen) to.write(data) }).on('error', () => {}).on('close', () => { to.destroy() })
    }
  })
  await listening(server)
  onTestFinished(() => { for (const s of sockets) s.destroy(); server.close() })
  return { port: (server.address() as AddressInfo).port, freeze: () => { frozen = true } }
}

function listening(server: Server): Promise<void> {
  return new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve) })
}

describe('a connection string of several servers', () => {
  let db: Database
  beforeAll(async () => { db = await testDatabase() })
  const at = (...ports: number[]) => db.urls.app.replace(/@[^/]*\//, `@${ports.map((p) => `127.0.0.1:${p}`).join(',')}/`)

  test('leads past one that is not there and one that never answers', async () => {
    const silent = createServer()
    await listening(silent)
    onTestFinished(() => { silent.close() })
    const client = newClient(at(1, (silent.address() as AddressInfo).port, (await otherName()).port))
    await client.connect()
    expect((await client.query<{ one: number }>('select 1 as one')).rows).toEqual([{ one: 1 }])
    await client.end()
  })

  test('with none that takes writes: says of each why', { timeout: 10_000 }, async () => {
    const name = `readonly_${process.pid}`
    await createDatabase(`${inject('serverUrl')}/postgres`, name)
    const superuser = newClient(`${inject('serverUrl')}/postgres`)
    await superuser.connect()
    await superuser.query(`alter database ${name} set default_transaction_read_only = on`)
    await superuser.end()
    const { host } = new URL(inject('serverUrl'))
    const url = urlIn(`${inject('serverUrl').replace(host, `${host},127.0.0.1:1`)}/postgres?target_session_attrs=read-write`, name)
    await expect(newClient(url).connect()).rejects.toMatchObject({ code: '08001', message: expect.stringMatching(/no server takes writes: .*is a standby.*ECONNREFUSED|ECONNREFUSED.*is a standby/) })
    const pool = newPool(url, { max: 1, connectionTimeoutMillis: 5000 })
    await expect(pool.query('select 1')).rejects.toThrow(/no server takes writes/)
    await pool.end()
  })

  test('when the server changes: what waits at the old one is broken off, the next request goes to the new one', { timeout: 20_000 }, async () => {
    const [first, second] = [await otherName(), createServer()]
    const { hostname, port } = new URL(inject('serverUrl'))
    await listening(second)
    const secondPort = (second.address() as AddressInfo).port
    second.close()
    const url = at(first.port, secondPort)
    const pool = newPool(url, { max: 2 })
    pool.on('error', () => {})
    const end = watchLeader(url, 100)
    onTestFinished(() => { end() })
    await pool.query('select 1')
    const late = createServer((inside) => { const outside = dial(Number(port), hostname); inside.pipe(outside).pipe(inside).on('error', () => {}) })
    await new Promise<void>((resolve) => { late.listen(secondPort, '127.0.0.1', resolve) })
    onTestFinished(() => { late.close() })
    // Both take writes now, on one timeline: it stays where it is.
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect((await pool.connect().then((c) => { c.release(); return c })).port).toBe(first.port)
    first.freeze()
    const started = performance.now()
    await expect(pool.query('select 1')).rejects.toThrow(/Connection terminated/)
    expect(performance.now() - started).toBeLessThan(5000)
    const client = await pool.connect()
    expect([client.port, (await client.query<{ one: number }>('select 1 as one')).rows]).toEqual([secondPort, [{ one: 1 }]])
    client.release()
    await pool.end()
  })

  test('serves a whole Database, for each of its roles', async () => {
    const port = (await otherName()).port
    const several = connect(Object.fromEntries(Object.entries(db.urls).map(([role, url]) => [role, url.replace(/@[^/]*\//, `@127.0.0.1:1,127.0.0.1:${port}/`)])) as unknown as Database['urls'])
    onTestFinished(() => several.close())
    expect((await several.appPool.query<{ u: string }>('select current_user as u')).rows[0]?.u).toBe('mizan_app')
    expect((await several.ledgerPool.query<{ u: string }>('select current_user as u')).rows[0]?.u).toBe('mizan_ledger')
  })
})
