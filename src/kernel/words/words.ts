/** The kernel's own words: the frame, buttons, forms, errors and the names that every system shares. */
import { accessWords } from '#kernel/access/words.ts'
import { componentWords } from './components.ts'
import { nodeHeaderWords } from '#kernel/nodes/header-words.ts'
import { documentWords } from '#kernel/documents/words.ts'
import { errorWords } from './errors.ts'
import { fieldWords } from './fields.ts'
import { nameWords } from './names.ts'
import { refusalWords } from './refusals.ts'
import { shellWords } from './shell.ts'
import type { Words } from './text.ts'

export const words: Words = { ...shellWords, ...accessWords, ...componentWords, ...errorWords, ...refusalWords, ...fieldWords, ...nameWords, ...documentWords, ...nodeHeaderWords }
