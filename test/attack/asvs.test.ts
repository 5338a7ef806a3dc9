// The page that maps the platform to OWASP ASVS 5.0 level 2 leaves nothing out, says nothing twice and links to what is there.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const folder = join(import.meta.dirname, '..', '..', 'docs', 'security')
const page = readFileSync(join(folder, 'asvs.md'), 'utf8')

/** How many requirements of each section are of level 1 or 2 in ASVS 5.0.0; where those of level 3 stand between them, all are listed. */
const sections: Readonly<Record<string, number | readonly number[]>> = {
  '1.1': 2, '1.2': 9, '1.3': 11, '1.4': 3, '1.5': 2, '2.1': 3, '2.2': 3, '2.3': 4, '2.4': 1, '3.2': 2, '3.3': 4, '3.4': 6, '3.5': 5, '3.7': 2, '4.1': 3, '4.2': 1, '4.3': 2, '4.4': 4, '5.1': 1, '5.2': 3, '5.3': 2, '5.4': 3,
  '6.1': 3, '6.2': 12, '6.3': 4, '6.4': 4, '6.5': 5, '6.6': 3, '6.8': 4, '7.1': 3, '7.2': 4, '7.3': 2, '7.4': 5, '7.5': 2, '7.6': 2, '8.1': 2, '8.2': 3, '8.3': 1, '8.4': 1, '9.1': 3, '9.2': 4,
  '10.1': 2, '10.2': 2, '10.3': 4, '10.4': 11, '10.5': 5, '10.6': 2, '10.7': 3, '11.1': 2, '11.2': 3, '11.3': 3, '11.4': 4, '11.5': 1, '11.6': 1, '12.1': 3, '12.2': 2, '12.3': 4, '13.1': 1, '13.2': 5, '13.3': 2, '13.4': 5,
  '14.1': 2, '14.2': 4, '14.3': 3, '15.1': 3, '15.2': 3, '15.3': 7, '16.1': 1, '16.2': 5, '16.3': 4, '16.4': 3, '16.5': 3, '17.1': 1, '17.2': 4, '17.3': 2,
}

const rows = [...page.matchAll(/^\| (\d+\.\d+\.\d+(?:, \d+\.\d+\.\d+)*) \| ([^|]+) \| ([^|]+) \|$/gm)].map(([, numbers, state, how]) => ({ numbers: numbers!.split(', '), state: state!, how: how! }))

test('each requirement of level 1 and 2 stands there once', () => {
  const wanted = Object.entries(sections).flatMap(([section, count]) => (typeof count === 'number' ? Array.from({ length: count }, (_, i) => i + 1) : count).map((n) => `${section}.${n}`))
  expect(wanted).toHaveLength(253)
  expect(rows.flatMap((row) => row.numbers).sort()).toEqual(wanted.sort())
})

test('each has a state, and says something', () => {
  expect(rows.filter((row) => !['met', 'operator', 'n/a', 'not yet'].includes(row.state) || row.how.length < 3).map((row) => row.numbers)).toEqual([])
})

const linksIn = (text: string) => [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link!.replace(/#.*$/, '')).filter((link) => !link.startsWith('http') && link !== '')

test('every link leads to a file, on this page and those beside it', () => {
  expect(linksIn(page).length).toBeGreaterThan(50)
  for (const name of readdirSync(folder)) expect(linksIn(readFileSync(join(folder, name), 'utf8')).filter((link) => !existsSync(join(folder, link))), name).toEqual([])
})

test('every test of attack is named on it', () => {
  expect(['strangers', 'strings', 'bodies', 'sessions', 'wire', 'limits', 'papers', 'headers', 'browser', 'dependencies'].filter((name) => !page.includes(`attack/${name}.test.ts`))).toEqual([])
})
