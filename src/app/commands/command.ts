/** One command of `./mizan`. `run` gives the exit code. */
export interface Command {
  readonly name: string
  readonly summary: string
  readonly usage: string
  readonly run: (args: string[]) => Promise<number>
}

/** The command was called wrongly: exit code 2, and the message says how it is meant. */
export class UsageError extends Error {}
