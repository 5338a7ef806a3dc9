import type { Command } from './command.ts'
export const backup: Command = { name: 'backup', summary: '', usage: '', run: async () => 1 }
