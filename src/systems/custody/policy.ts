import type { PolicyRule } from '#kernel/access/policy.ts'
import { carePolicy } from './policy/care.ts'
import { custodyPolicy } from './policy/custody.ts'
import { releasePolicy } from './policy/release.ts'

export const policy: readonly PolicyRule[] = [...custodyPolicy, ...releasePolicy, ...carePolicy]
