import type { ComponentType } from 'react'
import type { Text, Words } from '#kernel/words/text.ts'

/** One entry of the side menu. */
export interface MenuEntry {
  readonly path: string
  /** Other paths that belong to it: on pages below them it is the one marked. */
  readonly covers?: readonly string[]
  readonly label: Text
  readonly icon?: ComponentType<{ size?: number | string; stroke?: number | string }>
  /** The permission that shows the entry; 'public' for everybody who is signed in. */
  readonly may: string
  /** Lower comes first; default 100. */
  readonly order?: number
}

/** One page. The module has the page as its default export; `:id` in the path is read with React Router's `useParams`. */
export interface PageRoute {
  readonly path: string
  readonly lazy: () => Promise<{ default: ComponentType }>
  /** Also shown without a session, in the public frame (no menu). */
  readonly public?: boolean
  /** The permission without which the page is not shown; default: anyone signed in. */
  readonly may?: string
}

/** What a system gives the web shell: `web/routes.tsx` exports `web: SystemWeb`. Keep that file light: it is part of the first load. */
export interface SystemWeb {
  readonly name: string
  readonly menu: readonly MenuEntry[]
  readonly routes: readonly PageRoute[]
  /** The system's words, loaded with its first page. The module exports `words`. */
  readonly words: () => Promise<{ words: Words }>
}
