import { defineSystem } from '#kernel/http/system.ts'
import { words } from './words.ts'

/** The catalogue of offences. It holds no records of its own: others ask it through public.ts. */
export const system = defineSystem({ name: 'offences', needs: [], handlers: [], policy: [], words })
