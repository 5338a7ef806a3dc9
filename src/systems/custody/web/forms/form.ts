import type { CustodyPage } from '../../contract/custody.ts'

/** What each form on a custody is given. `done` leads back to the custody's page. */
export interface FormProps {
  readonly custody: CustodyPage
  readonly done: () => void
  /** Reads the custody again, after a conflict. */
  readonly again: () => void
}

/** The present instant as a form starts with it. */
export function nowText(): string {
  return new Date(Math.floor(Date.now() / 60_000) * 60_000).toISOString()
}
