import type { FastifyRequest } from 'fastify'
import { expect, test } from 'vitest'
import { sayRefused } from './say-refused.ts'

test('what tells of somebody who tries doors is said once in a second for each network, without what was sent', () => {
  const said: unknown[] = []
  const from = (ip: string) => ({ ip, body: { password: 'a secret' }, routeOptions: { url: '/api/session/sign-in' }, log: { warn: (line: unknown) => { said.push(line) } } }) as unknown as FastifyRequest
  const tooMany = { status: 429, code: 'kernel.too-many' }
  sayRefused(from('192.0.2.1'), tooMany, 1000)
  sayRefused(from('192.0.2.1'), tooMany, 1999)
  sayRefused(from('192.0.2.1'), { status: 403, code: 'kernel.foreign-form' }, 1999)
  sayRefused(from('2001:db8::1'), tooMany, 1999)
  sayRefused(from('2001:db8::2'), tooMany, 1999)
  sayRefused(from('192.0.2.1'), tooMany, 2000)
  sayRefused(from('192.0.2.1'), { status: 422, code: 'custody.second-person' }, 9000)
  expect(said).toEqual([
    { refused: 'kernel.too-many', status: 429, endpoint: '/api/session/sign-in', ip: '192.0.2.1' }, { refused: 'kernel.foreign-form', status: 403, endpoint: '/api/session/sign-in', ip: '192.0.2.1' },
    { refused: 'kernel.too-many', status: 429, endpoint: '/api/session/sign-in', ip: '2001:db8::1' }, { refused: 'kernel.too-many', status: 429, endpoint: '/api/session/sign-in', ip: '192.0.2.1' },
  ])
})
