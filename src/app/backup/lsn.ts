/** Places in PostgreSQL's write-ahead log, and the names of its segment files. */

export const segmentBytes = 16 * 2 ** 20
const segmentsPerLog = 2n ** 32n / BigInt(segmentBytes)

/** '16/B374D848' as a number of bytes from the log's beginning. @throws RangeError for any other text */
export function parseLsn(text: string): bigint {
  const [, high, low] = /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/i.exec(text) ?? []
  if (high === undefined || low === undefined) throw new RangeError(`not a place in the write-ahead log: ${text}`)
  return (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`)
}

export function formatLsn(lsn: bigint): string {
  return `${(lsn >> 32n).toString(16).toUpperCase()}/${(lsn & 0xffffffffn).toString(16).toUpperCase()}`
}

/** The number of the segment that holds this byte. */
export function segmentOf(lsn: bigint): bigint {
  return lsn / BigInt(segmentBytes)
}

/** A segment's file name: timeline, log, segment; eight hexadecimal digits each. */
export function segmentName(timeline: number, segment: bigint): string {
  const hex = (n: bigint | number) => n.toString(16).toUpperCase().padStart(8, '0')
  return `${hex(timeline)}${hex(segment / segmentsPerLog)}${hex(segment % segmentsPerLog)}`
}

/** The timeline and number of a segment from its file name; undefined for a file that is none. */
export function parseSegmentName(name: string): { timeline: number; segment: bigint } | undefined {
  const [, timeline, log, segment] = /^([0-9A-F]{8})([0-9A-F]{8})([0-9A-F]{8})$/.exec(name) ?? []
  if (timeline === undefined || log === undefined || segment === undefined) return undefined
  return { timeline: Number.parseInt(timeline, 16), segment: BigInt(`0x${log}`) * segmentsPerLog + BigInt(`0x${segment}`) }
}
