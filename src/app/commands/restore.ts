import type { Command } from './command.ts'
export const restore: Command = { name: 'restore', summary: '', usage: '', run: async () => 1 }
