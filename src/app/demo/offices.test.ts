import { describe, expect, test } from 'vitest'
import { roles } from '#kernel/access/roles.ts'
import { makeOffices } from './offices.ts'
import { makePosts } from './posts.ts'
import { random } from './random.ts'
import { demoUsers } from './users.ts'

const offices = makeOffices(random('offices'))
const posts = makePosts(random('posts'), offices)
const count = (kind: string) => offices.filter((office) => office.kind === kind).length

describe('the demonstration country', () => {
  test('has about six hundred offices of every kind', () => {
    expect(offices.length).toBeGreaterThan(520)
    expect(offices.length).toBeLessThan(720)
    expect(count('prison')).toBe(31)
    expect(count('appeal-court')).toBe(19)
    expect(count('juvenile-police')).toBe(19)
    for (const kind of ['police-directorate', 'police-station', 'investigation-court', 'misdemeanour-court', 'felony-court', 'juvenile-court', 'cassation-court', 'prosecution-office', 'juvenile-facility', 'inspectorate', 'ministry', 'judicial-council', 'criminal-evidence']) {
      expect(count(kind), kind).toBeGreaterThan(0)
    }
  })
  test('is a tree: parents come first, within one jurisdiction, keys and names of a kind once', () => {
    const seen = new Map<string, string>()
    for (const { id, parentId, jurisdiction } of offices) {
      if (parentId) expect(seen.get(parentId)).toBe(jurisdiction)
      seen.set(id, jurisdiction)
    }
    expect(seen.size).toBe(offices.length)
    expect(new Set(offices.map(({ key }) => key)).size).toBe(offices.length)
  })
  test('names are in three scripts', () => {
    for (const { name } of offices) {
      expect(name.ar).toMatch(/^[\u0600-\u06ff ،]+$/)
      expect(name.ckb).toMatch(/^[\u0600-\u06ff ،]+$/)
      expect(name.ckb).not.toMatch(/[يكىة]/)
      expect(name.en).toMatch(/^[A-Z][\w ’,-]+$/)
    }
  })
  test('stations hold few, prisons together about thirty thousand', () => {
    const capacity = offices.filter(({ kind }) => kind === 'prison').reduce((sum, office) => sum + (office.capacity ?? 0), 0)
    expect(capacity).toBeGreaterThan(26_000)
    expect(capacity).toBeLessThan(40_000)
    expect(offices.filter(({ kind, capacity: places }) => kind === 'police-station' && !(places && places >= 10 && places <= 60))).toEqual([])
  })
  test('every office has its posts, every post its holder, every role is held', () => {
    expect(new Set(posts.map(({ officeId }) => officeId)).size).toBe(offices.length)
    expect(new Set(posts.map(({ holder }) => holder.userName)).size).toBe(posts.length)
    expect(new Set(posts.map(({ role }) => role))).toEqual(new Set(roles))
    for (const { holder } of posts) expect([holder.fullNameAr.length > 3, holder.fullNameEn.length > 3]).toEqual([true, true])
  })
  test('has an easy log-in for every role', () => {
    const users = demoUsers(offices, posts)
    expect(new Set(users.map(({ role }) => role))).toEqual(new Set(roles))
    expect(new Set(users.map(({ accountId }) => accountId)).size).toBe(users.length)
  })
  test('is the same for the same seed', () => {
    expect(makeOffices(random('offices'))).toEqual(offices)
    expect(makePosts(random('posts'), offices)).toEqual(posts)
  })
})
