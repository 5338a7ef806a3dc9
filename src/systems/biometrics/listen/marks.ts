import type { Job } from '#kernel/http/system.ts'

export const jobs: readonly Job[] = []

/** Registers what this part does when others act; called once, when the system is loaded. */
export function listen(): void {}
