/** docs/attackers.md points to tests by their names: they have to be there. */
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const page = readFileSync(join(root, 'docs', 'attackers.md'), 'utf8')

test('every test that the page names exists', () => {
  const files = new Map([...page.matchAll(/^\| (.+) \| \*\*(\w)\*\* \|$/gm)].map(([, links, letter]) =>
    [letter!, [...links!.matchAll(/\]\(([^)]+)\)/g)].map(([, path]) => readFileSync(join(root, 'docs', path!), 'utf8')).join('\n')]))
  expect([...files.keys()].sort()).toEqual(['C', 'E', 'S', 'T', 'V', 'W'])
  const named = [...page.matchAll(/\b([TVCES]): ((?:\*[^*]+\*(?:, |; )?)+)/g)].flatMap(([, letter, names]) => [...names!.matchAll(/\*([^*]+)\*/g)].map(([, name]) => [letter!, name!] as const))
  expect(named.length).toBeGreaterThan(20)
  expect(named.filter(([letter, name]) => !name.split('…').every((part) => files.get(letter)?.replaceAll("\\'", "'").includes(part.trim())))).toEqual([])
})

test('every link of the pages about the log leads somewhere', () => {
  const broken = [...globSync('docs/**/*.md', { cwd: root }), 'src/kernel/ledger/README.md', 'src/kernel/documents/README.md', 'src/kernel/expunging/README.md'].flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link]) => join(dirname(file), link!)).filter((path) => globSync(path, { cwd: root }).length === 0).map((path) => `${file}: ${path}`))
  expect(broken).toEqual([])
})
