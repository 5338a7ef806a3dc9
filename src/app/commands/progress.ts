/** Tells on standard error how far a long command is: on a terminal in one line that changes, elsewhere one line for each phase. */
export function makeProgress(words: Readonly<Record<string, string>>): { show: (phase: string, done: number, total: number) => void; end: () => void } {
  let phase = ''
  let shown = 0
  return {
    show(now, done, total) {
      if (process.stderr.isTTY && (Date.now() - shown > 200 || done === total)) {
        process.stderr.write(`\r\u001b[K${words[now] ?? now} ${total === 0 ? 100 : Math.min(100, Math.floor((done / total) * 100))} %`)
        shown = Date.now()
      } else if (!process.stderr.isTTY && now !== phase) process.stderr.write(`${words[now] ?? now} …\n`)
      phase = now
    },
    end() {
      if (process.stderr.isTTY && phase !== '') process.stderr.write('\r\u001b[K')
    },
  }
}

/** '1.4 GB', '12.0 MB'. */
export function inBytes(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e6).toFixed(1)} MB`
}

/** '12.3 s, 41 s/GB' */
export function inTime(seconds: number, bytes: number): string {
  return `${seconds.toFixed(1)} s, ${((seconds / Math.max(bytes, 1)) * 1e9).toFixed(0)} s for each GB`
}
