// Runs the benchmarks one after another and keeps what they print in RESULTS.md. `npm run bench acts` runs one.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const all = ['start', 'acts', 'replication', 'ledger', 'log', 'people', 'names', 'fingerprints', 'gallery', 'board', 'desk', 'catch-up']
const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !all.includes(name))
if (unknown.length > 0) {
  process.stderr.write(`There is no benchmark ${unknown.join(', ')}. There are: ${all.join(', ')}.\n`)
  process.exit(2)
}

const printed = (wanted.length > 0 ? wanted : all).map((name) => {
  process.stderr.write(`${name} …\n`)
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`)], { encoding: 'utf8', maxBuffer: 64 * 2 ** 20 })
  if (status !== 0) process.stderr.write(stderr)
  process.stdout.write(stdout)
  return `## ${name}\n\n\`npm run bench ${name}\`\n\n${status === 0 ? stdout.trim() : 'FAILED'}\n`
})
if (wanted.length === 0) writeFileSync(join(import.meta.dirname, 'RESULTS.md'), `# Results\n\nMedians on a small shared machine; ratios and peers are of the same run.\n\n${printed.join('\n')}`)
