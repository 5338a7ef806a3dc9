import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { permissionTable } from '#app/permissions.ts'
import { systems } from '#app/systems.ts'
import { listPolicy, registerPolicy } from '#kernel/access/policy.ts'
import { kernelHandlers, kernelPolicy } from '#kernel/kernel.ts'

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

// That every endpoint refuses whoever the table does not name: test/attack/strangers.test.ts.

test('every system’s own folder tests its permissions', () => {
  const untested = systems.filter((s) => s.handlers.length > 0 && !globSync(`src/systems/${s.name}/**/*.test.ts`).some((file) => /\b40[13]\b/.test(readFileSync(file, 'utf8')))).map((s) => s.name)
  expect(untested).toEqual([])
})
