import type { SystemWeb } from '#kernel/web/system.ts'

export const menu: SystemWeb['menu'] = []
export const routes: SystemWeb['routes'] = []
