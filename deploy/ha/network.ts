/**
 * Machines that are network namespaces of this one, with two networks between them as a server room has: `cluster` for the databases among
 * themselves, `service` for who works with them. No address exists outside the namespaces.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'

export type Wire = 'cluster' | 'service'

/** A machine, and its address on each network that it is on. */
export interface Machine { readonly name: string; readonly cluster?: string; readonly service?: string }

export const networks: Readonly<Record<Wire, string>> = { cluster: '10.77.1.0/24', service: '10.77.2.0/24' }

const wires: readonly Wire[] = ['cluster', 'service']

function ip(...args: string[]): string {
  return execFileSync('ip', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

/** The namespace of a machine, as `ip netns exec` wants it. */
export function namespaceOf(prefix: string, machine: string): string {
  return `${prefix}-${machine}`
}

/** Makes a namespace for each machine, and one that holds the two switches. */
export function makeNetwork(prefix: string, machines: readonly Machine[]): void {
  const hub = namespaceOf(prefix, 'switch')
  ip('netns', 'add', hub)
  for (const wire of wires) ip('-n', hub, 'link', 'add', wire, 'up', 'type', 'bridge')
  for (const machine of machines) {
    const own = namespaceOf(prefix, machine.name)
    ip('netns', 'add', own)
    ip('-n', own, 'link', 'set', 'lo', 'up')
    for (const wire of wires) {
      const address = machine[wire]
      if (!address) continue
      ip('-n', hub, 'link', 'add', plugOf(machine.name, wire), 'type', 'veth', 'peer', 'name', wire, 'netns', own)
      ip('-n', hub, 'link', 'set', plugOf(machine.name, wire), 'master', wire, 'up')
      ip('-n', own, 'address', 'add', `${address}/24`, 'dev', wire)
      ip('-n', own, 'link', 'set', wire, 'up')
    }
  }
}

function plugOf(machine: string, wire: Wire): string {
  return `${wire[0]}-${machine}`
}

/** Pulls the machine's plug out of the switch: nothing arrives, and nobody is told. */
export function cutWire(prefix: string, machine: string, wire: Wire): void {
  ip('-n', namespaceOf(prefix, 'switch'), 'link', 'set', plugOf(machine, wire), 'nomaster')
}

/** Puts the plug back. */
export function mendWire(prefix: string, machine: string, wire: Wire): void {
  ip('-n', namespaceOf(prefix, 'switch'), 'link', 'set', plugOf(machine, wire), 'master', wire)
}

/** The running processes of a machine; with names given, those only. */
export function processesOn(prefix: string, machine: string, names?: readonly string[]): number[] {
  const pids = ip('netns', 'pids', namespaceOf(prefix, machine)).split('\n').filter(Boolean).map(Number)
  return pids.filter((pid) => {
    if (!names) return true
    try { return names.includes(readFileSync(`/proc/${pid}/comm`, 'utf8').trim()) } catch { return false }
  })
}

/** Sends a signal to processes of a machine; to all of them at once, it is the machine that dies or stands still. */
export function signal(prefix: string, machine: string, name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT', names?: readonly string[]): void {
  for (const pid of processesOn(prefix, machine, names)) {
    try { process.kill(pid, name) } catch { /* ended by itself meanwhile */ }
  }
}

/** Ends every process on the machines of this prefix and takes the namespaces away, whoever left them. */
export async function removeNetwork(prefix: string): Promise<void> {
  const folder = '/run/netns'
  const machines = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith(`${prefix}-`)).map((name) => name.slice(prefix.length + 1)) : []
  for (let tries = 0; tries < 100; tries++) {
    const left = machines.filter((machine) => processesOn(prefix, machine).length > 0)
    if (left.length === 0) break
    for (const machine of left) { signal(prefix, machine, 'SIGKILL'); signal(prefix, machine, 'SIGCONT') }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  for (const machine of machines) ip('netns', 'delete', namespaceOf(prefix, machine))
}
