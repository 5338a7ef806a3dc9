// The glossary leads to what the code really has: each owner's file is there and declares it, each term has both languages.
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const rows = readFileSync('GLOSSARY.md', 'utf8').split('\n').filter((line) => /^\| .*\]\(/.test(line)).map((line) => {
  const [term, ar, ckb, law, owner] = line.split('|').slice(1, -1).map((cell) => cell.trim()) as [string, string, string, string, string]
  const [, name, file] = /^\[`([^`]+)`\]\(([^)]+)\)$/.exec(owner) ?? []
  return { term, ar, ckb, law, name: name ?? '', file: file ?? '' }
})

test('every term is there once, in Arabic and Kurdish, with its law', () => {
  expect(rows.length).toBeGreaterThan(75)
  expect(rows.filter((r) => !/\p{Script=Arabic}/u.test(r.ar) || !/\p{Script=Arabic}/u.test(r.ckb) || r.law === '').map((r) => r.term)).toEqual([])
  const terms = rows.map((r) => r.term)
  expect(terms.filter((term, i) => terms.indexOf(term) !== i)).toEqual([])
})

test.each(rows)('$term: $name in $file', ({ name, file }) => {
  expect(existsSync(file)).toBe(true)
  const text = readFileSync(file, 'utf8')
  const declared = file.endsWith('.sql')
    ? name.includes('.') ? text.includes(`create table ${name} (`) : new RegExp(`\\b${name}\\b`).test(text)
    : new RegExp(`export (const|function|async function|interface|type|class) ${name}\\b`).test(text)
  expect(declared, `${file} declares ${name}`).toBe(true)
})
