import { describeApi } from '#kernel/http/openapi.ts'
import { kernelHandlers } from '#kernel/kernel.ts'
import { systems } from '../systems.ts'
import type { Command } from './command.ts'

export const openapi: Command = {
  name: 'openapi',
  summary: 'Prints the OpenAPI 3.1 description of every endpoint, from the same contracts that the server runs.',
  usage: 'openapi > mizan.openapi.json',
  async run() {
    process.stdout.write(`${JSON.stringify(describeApi([...kernelHandlers, ...systems.flatMap((s) => s.handlers)]), null, 2)}\n`)
    return 0
  },
}
