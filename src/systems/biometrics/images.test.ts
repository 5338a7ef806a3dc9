import jpeg from 'jpeg-js'
import { expect, test } from 'vitest'
import { kindOfImage, withoutNotes } from './images.ts'
import { printImage } from './test/prints.ts'

const pixels = Buffer.alloc(4 * 120 * 160, 180)
const plain = Buffer.from(jpeg.encode({ width: 120, height: 160, data: pixels }, 90).data)
const segment = (marker: number, text: string) => Buffer.concat([Buffer.from([0xff, marker, 0, text.length + 2]), Buffer.from(text, 'latin1')])
const withPlace = Buffer.concat([plain.subarray(0, 2), segment(0xe1, 'Exif GPS 33.31 44.36 telephone of Ali'), segment(0xfe, 'a comment'), plain.subarray(2)])

test('the place and the telephone that a camera writes into a JPEG are gone, and the picture is the same', () => {
  const kept = withoutNotes(withPlace, 'image/jpeg')
  expect([kept.includes('GPS'), kept.includes('comment')]).toEqual([false, false])
  expect(Buffer.from(jpeg.decode(kept).data).equals(Buffer.from(jpeg.decode(plain).data))).toBe(true)
  expect(kindOfImage(withPlace)).toEqual({ type: 'image/jpeg', width: 120, height: 160 })
})

test('kinds are told by the bytes', () => {
  expect(kindOfImage(printImage(1)).type).toBe('image/png')
  expect(kindOfImage(Buffer.concat([Buffer.from([0xff, 0xa0]), Buffer.alloc(40)])).type).toBe('image/x-wsq')
})

test.for<[string, Buffer, string]>([
  ['nothing', Buffer.alloc(0), 'biometrics.image-kind'],
  ['a page', Buffer.from('<html><script>alert(1)</script></html>'), 'biometrics.image-kind'],
  ['a JPEG without a picture', plain.subarray(0, 40), 'biometrics.image-kind'],
  ['a GIF', Buffer.concat([Buffer.from('GIF89a'), Buffer.alloc(60)]), 'biometrics.image-kind'],
])('%s is refused', ([, bytes, code]) => {
  expect(() => kindOfImage(bytes)).toThrow(code)
})

test('a JPEG that is cut off has no picture to keep', () => {
  expect(() => withoutNotes(withPlace.subarray(0, 60), 'image/jpeg')).toThrow('biometrics.image-unusable')
})
