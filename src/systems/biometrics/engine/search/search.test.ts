import { afterAll, beforeAll, expect, test } from 'vitest'
import { extract } from '../extract/extract.ts'
import type { Prepared } from '../match/prepare.ts'
import { prepare } from '../match/prepare.ts'
import { makeFinger, press } from '../synthetic.ts'
import { searchShards } from './cluster.ts'
import { highest } from './rank.ts'
import type { Shard } from './shard.ts'
import { openShard, packFinger } from './shard.ts'

const enrolled = new Map<string, Prepared>()
const probes: Prepared[] = []
const people = 5
/** Made-up fingers resemble each other more than people's do. */
const threshold = 7
let shard: Shard

beforeAll(async () => {
  for (let i = 1; i <= people; i++) {
    const finger = makeFinger(20 + i)
    enrolled.set(`person-${i}`, prepare(extract(press(finger, i)).template))
    probes.push(prepare(extract(press(finger, 100 + i, { turn: 20, x: 8, noise: 0.25 })).template))
  }
  shard = await openShard('first', 50, async (wanted) => wanted.map(({ id }) => enrolled.get(id)!), 2)
  for (const [id, print] of enrolled) shard.add(id, 2, packFinger(print))
})
afterAll(async () => { await shard.close() })

test('each finger is found by another impression of it, alone above the threshold', async () => {
  for (const [i, probe] of probes.entries()) {
    const { hits, looked } = await shard.search(probe, { threshold })
    expect(looked).toBe(people)
    expect(hits.map(({ id }) => id)).toEqual([`person-${i + 1}`])
    expect(hits[0]!.score).toBeGreaterThan(threshold)
  }
})

test('the filter puts the right one first among many copies of others', async () => {
  const many = await openShard('many', 500, async (wanted) => wanted.map(({ id }) => enrolled.get(id) ?? enrolled.get('person-2')!), 2)
  for (let k = 0; k < 300; k++) many.add(`copy-${k}`, 0, packFinger(enrolled.get(`person-${2 + (k % (people - 1))}`)!))
  many.add('person-1', 0, packFinger(enrolled.get('person-1')!))
  const { survivors } = await many.search(probes[0]!, { keep: [0.1, 0.01], compareFully: 0 })
  await many.close()
  expect(survivors.length).toBeLessThan(10)
  expect(survivors.map(({ id }) => id)).toContain('person-1')
})

test('only the asked positions are looked at', async () => {
  expect((await shard.search(probes[0]!, { fingers: 1 << 2, threshold })).hits).toHaveLength(1)
  expect((await shard.search(probes[0]!, { fingers: 1 << 3, threshold })).hits).toEqual([])
})

test('a removed person is found no more, and comes back when added again', async () => {
  expect(shard.remove('person-3')).toBe(1)
  expect(shard.remove('person-3')).toBe(0)
  expect((await shard.search(probes[2]!, { threshold })).hits).toEqual([])
  shard.add('person-3', 2, packFinger(enrolled.get('person-3')!))
  expect((await shard.search(probes[2]!, { threshold })).hits.map(({ id }) => id)).toEqual(['person-3'])
  expect(shard.size()).toBe(people)
})

test('a shard that is full says so; one that is too large is refused', async () => {
  const small = await openShard('small', 1, async () => [], 1)
  small.add('a', 1, packFinger(enrolled.get('person-1')!))
  small.add('a', 1, packFinger(enrolled.get('person-2')!))
  expect(small.size()).toBe(1)
  expect(() => small.add('b', 1, packFinger(enrolled.get('person-1')!))).toThrow(/full/)
  await small.close()
  await expect(openShard('huge', 5_000_000, async () => [], 1)).rejects.toThrow(/divide it/)
})

test('a shard that fails or is late is named, and the result is not complete', async () => {
  const broken = { name: 'second', search: async () => { throw new Error('connection lost') } }
  const late = { name: 'third', search: () => new Promise<never>(() => undefined) }
  const some = await searchShards([shard, broken, late], probes[0]!, { threshold }, 5000)
  expect(some.hits.map(({ id }) => id)).toEqual(['person-1'])
  expect(some).toMatchObject({ complete: false, answered: [{ shard: 'first', looked: people }], missing: [{ shard: 'second', reason: 'connection lost' }, { shard: 'third', reason: 'no answer within 5000 ms' }] })
  expect((await searchShards([shard], probes[0]!)).complete).toBe(true)
  expect((await searchShards([], probes[0]!)).complete).toBe(false)
})

test('the highest scores are kept', () => {
  const scores = Uint16Array.from({ length: 1000 }, (_, i) => (i * 7919) % 1000)
  const kept = highest(scores, 1000, 20)
  expect(kept).toHaveLength(20)
  expect(Math.min(...[...kept].map((i) => scores[i]!))).toBeGreaterThan(960)
  expect(highest(new Uint16Array(10), 10, 5)).toHaveLength(0)
})
