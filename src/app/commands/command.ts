/** One command of `./mizan`. `run` gives the exit code. */
export interface Command {
  readonly name: string
  readonly summary: string
  readonly usage: string
  /** It only reads and writes the files it is told, by paths from where it was called, and nothing of the installation. */
  readonly whereCalled?: true
  readonly run: (args: string[]) => Promise<number>
}

/** The command was called wrongly: exit code 2, and the message says how it is meant. */
export class UsageError extends Error {}
