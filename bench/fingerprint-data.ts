// The FVC sets that the fingerprint benchmarks are measured on, and the figures of their protocol.
// MIZAN_FINGERPRINT_DATA names the folder; files are called fvc2002-DB1_B-101_1.png and so on (set, finger, impression).
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { extract } from '#systems/biometrics/engine/extract/extract.ts'
import { readImage } from '#systems/biometrics/engine/image/read.ts'
import { encodeTemplate } from '#systems/biometrics/engine/template/encode.ts'
import type { Prepared } from '#systems/biometrics/engine/match/prepare.ts'
import { prepare } from '#systems/biometrics/engine/match/prepare.ts'

export const folder = process.env['MIZAN_FINGERPRINT_DATA'] ?? join(import.meta.dirname, '../../shared/data/fingerprints')

export interface Impression { readonly set: string; readonly finger: number; readonly impression: number; readonly file: string }
export interface Sample extends Impression { readonly prepared: Prepared; readonly bytes: number; readonly template: Uint8Array }
export interface Compared { readonly a: number; readonly b: number; readonly same: boolean; readonly score: number }

/** All images of the folder, by set; empty when it is not there. */
export function findSets(): Map<string, Impression[]> {
  const sets = new Map<string, Impression[]>()
  if (!existsSync(folder)) return sets
  for (const name of readdirSync(folder).sort()) {
    const parts = /^fvc(\d{4}-DB\d)_B-(\d+)_(\d+)\.(png|bmp)$/.exec(name)
    if (parts) sets.set(parts[1]!, [...sets.get(parts[1]!) ?? [], { set: parts[1]!, finger: Number(parts[2]), impression: Number(parts[3]), file: join(folder, name) }])
  }
  return sets
}

/** Extracts a set; `ms` is CPU time for one image. */
export async function extractSet(list: readonly Impression[]): Promise<{ samples: Sample[]; ms: number }> {
  const samples: Sample[] = []
  let spent = 0
  for (const one of list) {
    const image = await readImage(one.file)
    const began = process.cpuUsage()
    const { template } = extract(image)
    spent += cpuMs(began)
    const bytes = encodeTemplate(template)
    samples.push({ ...one, prepared: prepare(template), bytes: bytes.length, template: bytes })
  }
  return { samples, ms: spent / Math.max(1, list.length) }
}

export function cpuMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1000
}

export interface Figures { readonly eer: number; readonly at1: number; readonly at01: number; readonly zero: number; readonly rank1: number }

/** EER, FNMR at a false-match rate of at most 1 %, 0.1 % and none, rank-1 of the other impressions against each finger's first. In percent. */
export function figuresOf(pairs: readonly Compared[], samples: readonly Impression[]): Figures {
  const genuine = pairs.filter((p) => p.same).map((p) => p.score).sort((x, y) => x - y), impostor = pairs.filter((p) => !p.same).map((p) => p.score).sort((x, y) => y - x)
  const missed = (threshold: number) => genuine.filter((score) => score <= threshold).length / genuine.length
  const at = (rate: number) => 100 * missed(impostor[Math.floor(rate * impostor.length)]!)
  let eer = 1, gap = Infinity
  for (const [k, threshold] of impostor.entries()) {
    const fnmr = missed(threshold), fmr = k / impostor.length
    if (Math.abs(fnmr - fmr) < gap) { gap = Math.abs(fnmr - fmr); eer = (fnmr + fmr) / 2 }
    if (fmr > 0.5) break
  }
  return { eer: 100 * eer, at1: at(0.01), at01: at(0.001), zero: at(0), rank1: 100 * rankOne(pairs, samples) }
}

function rankOne(pairs: readonly Compared[], samples: readonly Impression[]): number {
  const score = new Map(pairs.map((p) => [`${Math.min(p.a, p.b)} ${Math.max(p.a, p.b)}`, p.score]))
  const gallery = samples.flatMap((s, i) => (s.impression === 1 ? [i] : []))
  const probes = samples.flatMap((s, i) => (s.impression === 1 ? [] : [i]))
  const right = probes.filter((probe) => {
    const best = gallery.reduce((top, g) => ((score.get(`${Math.min(g, probe)} ${Math.max(g, probe)}`) ?? -1) > (score.get(`${Math.min(top, probe)} ${Math.max(top, probe)}`) ?? -1) ? g : top))
    return samples[best]!.finger === samples[probe]!.finger
  })
  return right.length / probes.length
}

/** A DET picture: false non-matches (up) over false matches, both on scales of powers of ten. One line for each set of pairs. */
export function detPicture(curves: readonly { readonly name: string; readonly pairs: readonly Compared[] }[]): string {
  const width = 640, height = 480, left = 60, bottom = 44, decades = 4
  const x = (rate: number) => left + ((Math.log10(Math.max(rate, 10 ** -decades)) + decades) / decades) * (width - left - 12)
  const y = (rate: number) => 12 + (-Math.log10(Math.max(rate, 10 ** -3)) / 3) * (height - bottom - 12)
  const colours = ['#d62728', '#1f77b4', '#2ca02c', '#9467bd', '#ff7f0e', '#8c564b', '#17becf', '#7f7f7f']
  const grid = [0, 1, 2, 3, 4].map((d) => `<line x1="${x(10 ** -d).toFixed(1)}" y1="12" x2="${x(10 ** -d).toFixed(1)}" y2="${height - bottom}" stroke="#ddd"/><text x="${x(10 ** -d).toFixed(1)}" y="${height - bottom + 16}" text-anchor="middle">${10 ** -d * 100} %</text>`)
  const rows = [0, 1, 2, 3].map((d) => `<line x1="${left}" y1="${y(10 ** -d).toFixed(1)}" x2="${width - 12}" y2="${y(10 ** -d).toFixed(1)}" stroke="#ddd"/><text x="${left - 6}" y="${(y(10 ** -d) + 4).toFixed(1)}" text-anchor="end">${10 ** -d * 100} %</text>`)
  const lines = curves.map(({ name, pairs }, n) => {
    const genuine = pairs.filter((p) => p.same).map((p) => p.score), impostor = pairs.filter((p) => !p.same).map((p) => p.score).sort((a, b) => b - a)
    const points = Array.from({ length: 81 }, (_, k) => {
      const at = Math.min(impostor.length - 1, Math.floor(10 ** (-decades * (1 - k / 80)) * impostor.length)), threshold = impostor[at]!
      return `${x((at + 1) / impostor.length).toFixed(1)},${y(genuine.filter((s) => s <= threshold).length / genuine.length).toFixed(1)}`
    })
    return `<polyline fill="none" stroke="${colours[n % colours.length]}" stroke-width="1.6" points="${points.join(' ')}"/><text x="${width - 20}" y="${30 + 16 * n}" text-anchor="end" fill="${colours[n % colours.length]}">${name}</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11"><rect width="100%" height="100%" fill="#fff"/>${grid.join('')}${rows.join('')}${lines.join('\n')}<text x="${width / 2}" y="${height - 8}" text-anchor="middle">false matches</text><text transform="translate(14 ${height / 2}) rotate(-90)" text-anchor="middle">false non-matches</text></svg>\n`
}
