/** What other systems may call of biometrics. */
export { words } from './words.ts'
