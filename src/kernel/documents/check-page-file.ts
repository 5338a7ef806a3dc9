import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Ctx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { loadPolicy } from '#kernel/ledger/cosigned.ts'
import { listLogKeys } from '#kernel/log/store.ts'
import type { CheckerData } from './check-page/checker.ts'
import { forms } from './forms/all.ts'

/** Where the screens' build leaves the page for checking offline; beside the screens, not among them: it is only given out to be saved. */
export const checkPageFile = join(import.meta.dirname, '..', '..', '..', 'dist', 'check-page.html')

/** Whom a checker is to believe, as this installation says. Who saves it should compare the keys with those published elsewhere. */
export async function checkerData(ctx: Ctx): Promise<CheckerData> {
  const keys = (await listLogKeys(ctx.db.appPool)).map((key) => (key.from_size === '0' && key.to_size === null ? key.vkey : `${key.vkey} ${key.from_size}-${key.to_size ?? ''}`))
  return { keys, policy: loadPolicy().text, titles: Object.fromEntries(Object.values(forms).map((form) => [form.id, form.title])), savedAt: ctx.now.toISOString() }
}

/** The page with its keys in it. Refuses with `kernel.check-page-missing` where the screens were not built. */
export function fillCheckPage(data: CheckerData, file = checkPageFile): string {
  let page: string
  try {
    page = readFileSync(file, 'utf8')
  } catch {
    refuse('kernel.check-page-missing', { status: 404 })
  }
  // '<' inside would end the element that holds the data.
  return page.replace('<script type="application/json" id="data">{}</script>', () => `<script type="application/json" id="data">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`)
}
