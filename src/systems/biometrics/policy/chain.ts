import type { PolicyRule } from '#kernel/access/policy.ts'

export const policy: readonly PolicyRule[] = []
