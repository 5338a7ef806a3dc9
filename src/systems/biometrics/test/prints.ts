/** Made fingers as images, and takings by HTTP as a screen sends them. Nobody's fingers. */
import { randomUUID } from 'node:crypto'
import { encode } from 'fast-png'
import type { z } from 'zod'
import { tokenOf } from '#test/support/country.ts'
import type { TestApp } from '#test/support/app.ts'
import { book } from '#systems/custody/test/scene.ts'
import { addImpression, addPhotograph, beginEnrolment, completeEnrolment, readEnrolment } from '../contract/enrolment.ts'
import { makeFinger, press, type MadeFinger, type Pressing } from '../engine/synthetic.ts'
import { fingers, type Finger } from '../engine/tenprint.ts'

const made = new Map<number, MadeFinger>()

/** A print as PNG at 500 dpi: of the finger that `finger` stands for, pressed as `seed` says. */
export function printImage(finger: number, seed = 1, how: Pressing = {}): Buffer {
  const ridges = made.get(finger) ?? makeFinger(finger)
  made.set(finger, ridges)
  const { width, height, pixels } = press(ridges, seed, how)
  return Buffer.from(encode({ width, height, data: pixels, depth: 8, channels: 1 }))
}

/** A grey picture with a disc in it: where a photograph is wanted. */
export function photographImage(size = 320): Buffer {
  const data = new Uint8Array(size * size).map((_, i) => (Math.hypot((i % size) - size / 2, Math.floor(i / size) - size / 2) < size / 3 ? 90 : 220))
  return Buffer.from(encode({ width: size, height: size, data, depth: 8, channels: 1 }))
}

/** Sends one file to an endpoint as a browser does. */
export async function sendFile<T = Record<string, unknown>>(app: TestApp, who: string, endpoint: { path: string }, params: Record<string, string | number>, file: Buffer, key = randomUUID()): Promise<{ status: number; body: T & { code?: string } }> {
  const url = endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const edge = 'test-edge'
  const payload = Buffer.concat([Buffer.from(`--${edge}\r\ncontent-disposition: form-data; name="file"; filename="image.png"\r\ncontent-type: image/png\r\n\r\n`), file, Buffer.from(`\r\n--${edge}--\r\n`)])
  const response = await app.server.inject({ method: 'POST', url, payload, headers: { 'content-type': `multipart/form-data; boundary=${edge}`, 'x-mizan': '1', 'x-mizan-lang': 'en', 'idempotency-key': key, cookie: `mizan=${await tokenOf(app.db, app.country, who, app.time.now)}` } })
  return { status: response.statusCode, body: response.json() }
}

type Taken = z.output<typeof addImpression.output>

/** Takes one finger. `of`: the made finger that is really laid on the scanner. */
export async function take(app: TestApp, who: string, id: string, finger: Finger, of: number, { seed = 1, how = {}, dpi = 500 }: { seed?: number; how?: Pressing; dpi?: number } = {}): Promise<Taken> {
  const { status, body } = await sendFile<Taken>(app, who, addImpression, { id, finger, kind: 'plain', dpi, device: 'none' }, printImage(of, seed, how))
  if (status !== 200) throw new Error(`finger ${finger}: ${status} ${JSON.stringify(body)}`)
  return body
}

export async function photograph(app: TestApp, who: string, id: string, pose: string, what = '-', where = '-') {
  return sendFile<{ photographId: string }>(app, who, addPhotograph, { id, pose, what, where }, photographImage())
}

/** Begins for somebody who was just booked at the station. */
export async function beginAtStation(app: TestApp, who = 'stationOfficer') {
  const { id: custodyId } = await book(app, {}, who)
  return { custodyId, ...(await app.ok(who, beginEnrolment, { custodyId, purpose: 'custody', authority: 'judge', basis: 'Order 12 of the judge of Karrada, 22 November' })) }
}

/**
 * A complete enrolment of a newly booked person with all ten fingers, or those given. `person` chooses the made fingers (ten each), so that the same number
 * is the same human being under whichever name.
 */
export async function enrol(app: TestApp, person: number, { who = 'stationOfficer', taken = fingers, seed = 1 }: { who?: string; taken?: readonly Finger[]; seed?: number } = {}) {
  const begun = await beginAtStation(app, who)
  for (const finger of taken) await take(app, who, begun.id, finger, person * 10 + finger, { seed })
  const { markMissing } = await import('../contract/enrolment.ts')
  for (const finger of fingers.filter((one) => !taken.includes(one))) await app.ok(who, markMissing, { id: begun.id, finger, missing: 'bandaged' })
  const { version } = await app.ok(who, readEnrolment, { id: begun.id })
  await app.ok(who, completeEnrolment, { id: begun.id, version })
  return begun
}
