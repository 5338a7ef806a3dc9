import { permissionTable } from '../permissions.ts'
import type { Command } from './command.ts'

export const permissions: Command = {
  name: 'permissions',
  summary: 'Prints which role may call which endpoint (test/permissions/permissions.txt is this, kept and compared).',
  usage: 'permissions > test/permissions/permissions.txt',
  async run() {
    process.stdout.write(permissionTable())
    return 0
  },
}
