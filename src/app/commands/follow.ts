import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { followLog, type FollowReport } from '#kernel/ledger/follow/follow.ts'
import { LogUnreachable, readLog } from '#kernel/ledger/follow/read-log.ts'
import { describeQuorum, openPolicy, parsePolicy, type Policy } from '#kernel/ledger/policy.ts'
import { UsageError } from './command.ts'

/** What `./mizan verify --log` was called with. */
export interface FollowArguments {
  readonly log?: string
  readonly from?: string
  readonly key?: string[]
  readonly policy?: string
  readonly 'max-age'?: string
  readonly full?: boolean
  readonly json?: boolean
}

/** Follows a log as an outsider. Exit code 0: it is as it says; 3: it isn't, each failure is named; 1: it doesn't answer. */
export async function follow({ log: url, from, key = [], policy: policyFile, 'max-age': maxAge, full = false, json = false }: FollowArguments): Promise<number> {
  if (url === undefined || !URL.canParse(url)) throw new UsageError('--log takes the log’s address, such as https://mizan.example/log')
  const policy: Policy = policyFile === undefined ? openPolicy : parsePolicy(readFileSync(policyFile, 'utf8'))
  const keys = key.flatMap(readKeys)
  if (keys.length + policy.logs.length === 0) throw new UsageError('give the log’s key, from somewhere else than the log: --key VKEY, or --policy FILE with a log line')
  const maxAgeHours = maxAge === undefined ? undefined : Number(maxAge)
  if (maxAgeHours !== undefined && !(maxAgeHours > 0)) throw new UsageError(`--max-age ${maxAge}: a number of hours`)
  const saved = from !== undefined && existsSync(from) ? readFileSync(from, 'utf8') : undefined
  const log = readLog(url)
  const started = performance.now()
  try {
    const report = await followLog(log, {
      keys, policy, full, ...(saved === undefined ? {} : { saved }), ...(maxAgeHours === undefined ? {} : { maxAgeHours }),
      onProgress: (done, total) => { if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${total} leaves   `) },
    })
    if (process.stderr.isTTY) process.stderr.write('\r')
    if (from !== undefined) keep(from, saved, report)
    const seconds = (performance.now() - started) / 1000
    const said = json ? `${JSON.stringify({ ...report, checkpoint: report.checkpoint && { ...report.checkpoint, root: report.checkpoint.root.toString('base64') }, seconds, ...log.traffic }, null, 2)}\n` : tell(report, policy, saved !== undefined, { seconds, ...log.traffic })
    process.stdout.write(said)
    return report.ok ? 0 : 3
  } catch (error) {
    if (!(error instanceof LogUnreachable)) throw error
    process.stderr.write(`NOT CHECKED: the log doesn’t answer: ${error.message}\n`)
    return 1
  }
}

/** A key as text, or a file of keys, one a line. */
export function readKeys(keyOrFile: string): string[] {
  const text = existsSync(keyOrFile) ? readFileSync(keyOrFile, 'utf8') : keyOrFile
  return text.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'))
}

/** The checkpoint for the next visit; where the log contradicts itself, both notes beside each other, as evidence. */
function keep(file: string, saved: string | undefined, report: FollowReport): void {
  if (report.ok) {
    writeFileSync(`${file}.new`, report.note, { flush: true })
    renameSync(`${file}.new`, file)
  } else if (saved !== undefined && report.note !== '') {
    writeFileSync(`${file}.refused`, `at the last visit:\n\n${saved}\nnow:\n\n${report.note}\n${report.problems.map((problem) => `${problem.kind}: ${problem.detail}\n`).join('')}`)
  }
}

function tell(report: FollowReport, policy: Policy, known: boolean, { seconds, bytes }: { seconds: number; bytes: number }): string {
  const { checkpoint, cosigned, problems } = report
  if (problems.length > 0 || checkpoint === undefined) {
    return `FOUND WRONG, ${problems.length} in all:\n${problems.map((problem) => `  ${problem.kind}: ${problem.detail}\n`).join('')}`
  }
  const witnesses = cosigned.map(({ witness, at }) => `  ${witness}, ${at.toISOString()}\n`).join('')
  const since = known ? `All ${report.from > 0 ? `${report.from} leaves` : 'leaves'} of the last visit are still its beginning. ` : ''
  const asked = describeQuorum(policy)
  const quorum = asked === '' ? 'No witnesses are asked for (give a --policy).\n' : `Witnessed (${asked}):\n${witnesses}`
  return `${checkpoint.origin}: ${checkpoint.size} leaves, signed. ${since}${report.entries} entries and ${report.tiles} tiles give the root that was signed.\n${quorum}${(bytes / 1024).toFixed(0)} KB in ${seconds.toFixed(1)} s.\n`
}
