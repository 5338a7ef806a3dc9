import type { System } from '#kernel/http/system.ts'

/** The only list of systems. The order is that of the menu and of the README's table. */
export const systems: readonly System[] = []
