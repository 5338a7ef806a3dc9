/** A node in a process of its own, that is asked what to do. */
import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'

export interface Running { readonly child: ChildProcess; /** The process of its PostgreSQL. */ readonly postgres: number; ask<T>(order: string, ...args: unknown[]): Promise<T> }

/** Starts node-server.ts over a data folder; `within` is the command that it is started by (`ip netns exec …`). */
export function startNode(name: string, folder: string, env: Readonly<Record<string, string>>, within: readonly string[] = []): Promise<Running> {
  chmodSync(folder, 0o711)   // PostgreSQL's own user must be able to pass
  const command = [...within, process.execPath, join(import.meta.dirname, 'node-server.ts'), folder, name]
  const child = spawn(command[0]!, command.slice(1), { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], env: { ...process.env, MIZAN_DATA: folder, ...env } })
  let said = ''
  child.stderr!.on('data', (chunk: Buffer) => { said += chunk.toString() })
  const waitingFor = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>()
  let next = 0
  return new Promise((resolve, reject) => {
    child.on('message', (message: { ready?: number; id?: number; result?: never; error?: string }) => {
      if (message.ready !== undefined) {
        resolve({ child, postgres: message.ready, ask: (order, ...args) => new Promise((done, fail) => {
          waitingFor.set(next, { resolve: done as (result: never) => void, reject: fail })
          child.send({ id: next++, order, args }, (error) => { if (error) fail(error) })
        }) })
        return
      }
      const asked = waitingFor.get(message.id!)
      if (!asked) return
      waitingFor.delete(message.id!)
      if (message.error) asked.reject(new Error(`${name}: ${message.error}`))
      else asked.resolve(message.result!)
    })
    child.once('exit', (code) => {
      const error = new Error(`${name} ended with ${code}: ${said}`)
      reject(error)
      for (const asked of waitingFor.values()) asked.reject(error)
    })
  })
}

/** Ends a node as an operator would, and after 20 seconds by force. */
export async function endNode(node: Running): Promise<void> {
  if (node.child.exitCode !== null || node.child.signalCode !== null) return
  const gone = new Promise((resolve) => { node.child.once('exit', resolve) })
  node.child.send({ id: -1, order: 'stop', args: [] }, () => {})
  await Promise.race([gone, new Promise((resolve) => { setTimeout(resolve, 20_000) })])
  node.child.kill('SIGKILL')
}
