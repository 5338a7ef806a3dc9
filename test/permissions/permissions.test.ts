import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { permissionTable } from '#app/permissions.ts'
import { systems } from '#app/systems.ts'
import { listPolicy, registerPolicy } from '#kernel/access/policy.ts'
import { kernelHandlers, kernelPolicy } from '#kernel/kernel.ts'
import { testApp } from '#test/support/app.ts'
import { personKeys } from '#test/support/country.ts'

const handlers = [...kernelHandlers, ...systems.flatMap((s) => s.handlers)]

test('the table of permissions is the one that was agreed', () => {
  // Changed on purpose? ./mizan permissions > test/permissions/permissions.txt, and let the difference be reviewed.
  expect(permissionTable()).toBe(readFileSync(join(import.meta.dirname, 'permissions.txt'), 'utf8'))
})

test('every endpoint has a permission that some role holds, and a name of its own', () => {
  registerPolicy([...kernelPolicy, ...systems.flatMap((s) => s.policy)])
  const allowed = new Set(listPolicy().flatMap((rule) => rule.may))
  expect(handlers.filter(({ endpoint }) => !['public', 'signed-in'].includes(endpoint.may) && !allowed.has(endpoint.may)).map((h) => h.endpoint.name)).toEqual([])
  const names = handlers.map((h) => h.endpoint.name)
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
})

test('every endpoint refuses whoever the table does not name: nobody 401, other roles 403', { timeout: 300_000 }, async () => {
  const app = await testApp(systems)
  const table = new Map(permissionTable().trim().split('\n').map((line) => [line.split(/\s+/)[0]!, line]))
  const wrong: string[] = []
  for (const { endpoint } of handlers) {
    if (endpoint.may === 'public') continue
    const nobody = await app.call(null, endpoint, inPath(endpoint.path))
    if (nobody.status !== 401) wrong.push(`${endpoint.name} as nobody: ${nobody.status}`)
    if (endpoint.may === 'signed-in') continue
    for (const who of personKeys) {
      const session = (await app.ctx(who)).session!
      const named = new RegExp(`\\s${session.role}(\\s|$)`).test(table.get(endpoint.name) ?? '')
      const answer = await app.call(who, endpoint, inPath(endpoint.path))
      if (!named && answer.status !== 403) wrong.push(`${endpoint.name} as ${session.role}: ${answer.status}`)
      if (answer.status === 500) wrong.push(`${endpoint.name} as ${session.role}: a fault on empty input`)
    }
  }
  expect(wrong).toEqual([])
})

/** Nothing but what the path needs: enough to come to the door. */
function inPath(path: string): Record<string, string> {
  return Object.fromEntries([...path.matchAll(/:(\w+)/g)].map(([, name]) => [name!, '01890000-0000-7000-8000-000000000000']))
}

test('every system’s own folder tests its permissions', () => {
  const untested = systems.filter((s) => s.handlers.length > 0 && !globSync(`src/systems/${s.name}/**/*.test.ts`).some((file) => /\b40[13]\b/.test(readFileSync(file, 'utf8')))).map((s) => s.name)
  expect(untested).toEqual([])
})
