import { encode as encodePng } from 'fast-png'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeWsq } from '../engine/test-support/encode-wsq.ts'
import { FormatError, readRecords, writeRecords } from './fields.ts'
import { asMinutiaeRecord, asTransaction } from './from-image.ts'
import type { ExchangedImage } from './image-fields.ts'
import { readMinutiaeRecord, writeMinutiaeRecord } from './iso19794.ts'
import type { ExchangedMinutiae } from './minutiae-fields.ts'
import { imageOf } from './to-image.ts'
import { readTransaction, writeTransaction } from './transaction.ts'
import type { Transaction } from './transaction.ts'

const minutia = (unit: number) => fc.record({
  x: fc.integer({ min: 0, max: 4000 }), y: fc.integer({ min: 0, max: 4000 }), angle: fc.integer({ min: 0, max: Math.floor(359 / unit) }).map((n) => n * unit),
  kind: fc.constantFrom('ending' as const, 'bifurcation' as const, 'other' as const), quality: fc.integer({ min: 0, max: 100 }),
})
const header = { kind: 'CPR', date: '2026-11-22', to: 'IQ/NATION', from: 'IQ/KARRADA', number: '2026/000123' }
const description = { name: 'زهراء كرار ماجد', mother: 'نجلاء حسن', born: '1991-02-28', sex: 'F', caseNumber: '2026/000077', article: 'CPC 70' }
const image: ExchangedImage = { finger: 2, impression: 0, takenOn: '2026-11-22', source: 'MIZAN', width: 3, height: 2, dpi: 500, compression: 'NONE', quality: 61, data: Uint8Array.of(0, 28, 29, 30, 31, 255) }

describe('ISO/IEC 19794-2:2005', () => {
  test('a record by hand, byte by byte', () => {
    const bytes = writeMinutiaeRecord({ width: 300, height: 400, resolution: 197, views: [{ finger: 7, impression: 0, quality: 80, minutiae: [{ x: 10, y: 20, angle: 90, kind: 'ending', quality: 50 }] }] })
    expect(Buffer.from(bytes).toString('hex')).toBe('464d52002032300000000024' + '0000' + '012c' + '0190' + '00c5' + '00c5' + '01' + '00' + '07' + '00' + '50' + '01' + '400a' + '0014' + '40' + '32' + '0000')
  })

  test('what is written is read again', () => {
    const views = fc.array(fc.record({ finger: fc.integer({ min: 0, max: 10 }), impression: fc.constantFrom(0, 1, 2, 3, 8), quality: fc.integer({ min: 0, max: 100 }), minutiae: fc.array(minutia(1.40625), { maxLength: 60 }) }), { maxLength: 10 })
    fc.assert(fc.property(views, (some) => {
      const record = { width: 4001, height: 4001, resolution: 197, views: some }
      expect(readMinutiaeRecord(writeMinutiaeRecord(record))).toEqual(record)
    }), { numRuns: 50 })
  })

  test.each([
    ['too short', (b: Buffer) => b.subarray(0, 20)], ['another format', (b: Buffer) => Buffer.concat([Buffer.from('FIR\0'), b.subarray(4)])],
    ['a view cut off', (b: Buffer) => { const cut = Buffer.from(b.subarray(0, -5)); cut.writeUInt32BE(cut.length, 8); return cut }],
    ['more minutiae than bytes', (b: Buffer) => { const more = Buffer.from(b); more.writeUInt8(200, 27); return more }],
  ])('%s is named, never read past its end', (_, spoil) => {
    const good = Buffer.from(writeMinutiaeRecord({ width: 9, height: 9, resolution: 197, views: [{ finger: 1, impression: 0, quality: 1, minutiae: [{ x: 1, y: 1, angle: 0, kind: 'other', quality: 1 }] }] }))
    expect(() => readMinutiaeRecord(spoil(good))).toThrow(FormatError)
  })

  test('what the format cannot hold is refused', () => {
    const one = { x: 1, y: 1, angle: 0, kind: 'ending' as const, quality: 1 }
    const record = (change: object) => ({ width: 9, height: 9, resolution: 197, views: [{ finger: 1, impression: 0, quality: 1, minutiae: [one], ...change }] })
    for (const change of [{ finger: 11 }, { quality: 101 }, { minutiae: Array(256).fill(one) }, { minutiae: [{ ...one, x: 16_384 }] }]) expect(() => writeMinutiaeRecord(record(change))).toThrow(FormatError)
  })
})

test('an image goes into both formats: angles turn the other way, the best minutiae are kept', () => {
  const image = { width: 30, height: 20, pixels: new Uint8Array(600).fill(7), dpi: 500 }
  const minutiae = [{ x: 3.4, y: 5.6, angle: Math.PI / 2, kind: 0 as const, quality: 0.5 }, { x: 9, y: 8, angle: 0, kind: 1 as const, quality: 0.9 }]
  const one = { image, minutiae, quality: 71.4, finger: 2 }
  const [view] = readMinutiaeRecord(asMinutiaeRecord(one)).views
  expect(view).toEqual({ finger: 2, impression: 0, quality: 71, minutiae: [{ x: 9, y: 8, angle: 0, kind: 'bifurcation', quality: 90 }, { x: 3, y: 6, angle: 270, kind: 'ending', quality: 50 }] })
  const back = readTransaction(asTransaction(one, header))
  expect(back.images[0]).toMatchObject({ finger: 2, width: 30, height: 20, dpi: 500, compression: 'NONE', quality: 71 })
  expect(back.minutiae[0]!.minutiae).toEqual(view!.minutiae)
  expect(asMinutiaeRecord({ ...one, minutiae: Array(300).fill(minutiae[0]) }).length).toBe(24 + 4 + 255 * 6 + 2)
})

describe('ANSI/NIST-ITL 1-2011 Update 2015', () => {
  const made = (more: Partial<Transaction>): Transaction => ({ header, description, images: [], minutiae: [], ...more })

  test('the first record by hand', () => {
    const text = Buffer.from(writeTransaction({ header, description: {}, images: [], minutiae: [] })).toString('latin1')
    const [first, second] = text.split('\x1c')
    expect(first!.split('\x1d')).toEqual(['1.001:168', '1.002:0502', '1.003:1\x1f1\x1e2\x1f00', '1.004:CPR', '1.005:20261122', '1.007:IQ/NATION', '1.008:IQ/KARRADA', '1.009:2026/000123', '1.011:19.69', '1.012:19.69', '1.013:MIZAN\x1f1', '1.015:003\x1fUTF-8\x1f1'])
    expect(first!.length + 1).toBe(168)
    expect(second!.split('\x1d')).toEqual(['2.001:18', '2.002:00'])
  })

  test('images with separators in their bytes, missing fingers and Arabic text go there and back (Type 14)', () => {
    const images: ExchangedImage[] = [image, { finger: 3, impression: 0, takenOn: '2026-11-22', source: 'MIZAN', width: 0, height: 0, dpi: 0, compression: 'NONE', missing: 'amputated', data: new Uint8Array(0) }]
    const back = readTransaction(writeTransaction(made({ images })))
    expect(back).toMatchObject({ header, description, minutiae: [], passedOver: [] })
    expect(back.images.map((i) => ({ ...i, data: [...i.data] }))).toEqual(images.map((i) => ({ ...i, data: [...i.data] })))
  })

  test('Type 4 there and back; other resolutions and compressions are refused', () => {
    const back = readTransaction(writeTransaction(made({ images: [image] }), { images: 4 }))
    expect(back.images.map((i) => ({ ...i, data: [...i.data] }))).toEqual([{ finger: 2, impression: 0, width: 3, height: 2, dpi: 500, compression: 'NONE', data: [...image.data] }])
    for (const change of [{ dpi: 1000 }, { compression: 'PNG' as const }]) expect(() => writeTransaction(made({ images: [{ ...image, ...change }] }), { images: 4 })).toThrow(FormatError)
  })

  test('an image in WSQ or PNG is read out of Types 4 and 14; what cannot be is named', () => {
    const grey = { width: 64, height: 48, pixels: Uint8Array.from({ length: 64 * 48 }, (_, i) => 128 + Math.round(80 * Math.sin((i % 64) / 3))) }
    const wsq: ExchangedImage = { ...image, width: 64, height: 48, compression: 'WSQ20', data: encodeWsq(grey, 1) }
    const png: ExchangedImage = { ...wsq, compression: 'PNG', data: encodePng({ width: 64, height: 48, data: grey.pixels, channels: 1, depth: 8 }) }
    for (const [images, type] of [[[wsq], 4], [[wsq], 14], [[png], 14]] as const) {
      const [back] = readTransaction(writeTransaction(made({ images }), { images: type })).images
      expect(imageOf(back!)).toMatchObject({ width: 64, height: 48, dpi: 500 })
      expect(Math.max(...imageOf(back!).pixels.map((v, i) => Math.abs(v - grey.pixels[i]!)))).toBeLessThan(6)
    }
    expect([...imageOf(image).pixels]).toEqual([...image.data])
    for (const [change, said] of [[{ compression: 'JP2' }, /JP2 is not read/], [{ data: wsq.data.subarray(0, 300) }, /finger 2 .*cut off/], [{ width: 65 }, /its record says 65 by 48/], [{ missing: 'amputated' }, /missing/]] as const) {
      expect(() => imageOf({ ...wsq, ...change } as ExchangedImage)).toThrow(said)
    }
  })

  test('minutiae there and back (Type 9)', () => {
    fc.assert(fc.property(fc.array(minutia(2), { maxLength: 80 }), fc.integer({ min: 1, max: 10 }), (minutiae, finger) => {
      const view: ExchangedMinutiae = { finger, impression: 0, width: 500, height: 600, dpi: 500, quality: 70, minutiae }
      expect(readTransaction(writeTransaction(made({ minutiae: [view] }))).minutiae).toEqual([view])
    }), { numRuns: 50 })
  })

  test('damaged transactions are named, never taken for something else', () => {
    const good = Buffer.from(writeTransaction(made({ images: [image] })))
    const text = (from: string, to: string) => Buffer.from(good.toString('latin1').replace(from, to), 'latin1')
    const bad = [Buffer.alloc(0), good.subarray(0, -1), Buffer.concat([good, Buffer.from('x')]), text('1.002:0502', '1.002:0199'), text('14.006:3', '14.006:4'), text('1.005:20261122', '1.005:2026x122'), text('14.011:NONE', '14.011:ZIP0')]
    for (const bytes of bad) expect(() => readTransaction(bytes), bytes.toString('latin1').slice(0, 40)).toThrow(FormatError)
  })

  test('no bytes at all make the reader fail in another way than by a FormatError', () => {
    const good = Buffer.from(writeTransaction(made({ images: [image], minutiae: [{ finger: 2, impression: 0, width: 5, height: 5, dpi: 500, minutiae: [{ x: 1, y: 2, angle: 4, kind: 'ending', quality: 9 }] }] })))
    fc.assert(fc.property(fc.integer({ min: 0, max: good.length - 1 }), fc.integer({ min: 0, max: 255 }), (at, value) => {
      const spoiled = Buffer.from(good)
      spoiled[at] = value
      try { readTransaction(spoiled) } catch (error) { if (!(error instanceof FormatError)) throw error }
    }), { numRuns: 500 })
  })

  test('a separator inside a text is refused', () => {
    expect(() => writeTransaction(made({ description: { name: 'a\x1db' } }))).toThrow(FormatError)
    expect(() => writeRecords([{ type: 2, fields: new Map() }])).toThrow(FormatError)
    expect(() => readRecords(Buffer.from('2.001:10\x1d2.002:0\x1c'))).toThrow(FormatError)
  })
})
