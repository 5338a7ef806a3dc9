import { roles } from '#kernel/access/roles.ts'
import type { PolicyRule } from '#kernel/access/policy.ts'

export const policy: readonly PolicyRule[] = [
  { roles, may: ['desk.read'], on: 'any',
    because: { ar: 'لكل منصب مكتبه: ما ينتظره هو، مما يحق له أن يراه', ckb: 'هەر پۆستێک مێزی خۆی هەیە: ئەوەی چاوەڕێی دەکات، لەوەی مافی بینینی هەیە', en: 'Each post has its desk: what waits for it, of what it may see' } },
]
