/** Machines in network namespaces, joined by lines that can be cut: only with root and `ip`, and only on this machine. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

function ip(...args: string[]): string {
  return execFileSync('ip', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Why namespaces can't be made here; undefined when they can. */
export function whyNoNamespaces(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'network namespaces are made by root on Linux only'
  try {
    ip('netns', 'add', `mz${process.pid}try`)
    ip('netns', 'delete', `mz${process.pid}try`)
    return undefined
  } catch (error) {
    return `ip netns does not work here: ${String(error).split('\n')[0]}`
  }
}

export interface Machines {
  /** The name of a machine's namespace, for `ip netns exec`. */
  space(machine: string): string
  address(machine: string): string
  /** Cuts a machine off: packets are lost without a word, as on a broken line. */
  cut(machine: string): void
  mend(machine: string): void
  remove(): void
}

/** Machines with an address each (10.77.0.1, …), all on one switch that stands in a namespace of its own. */
export function makeMachines(names: readonly string[]): Machines {
  clearLeftovers()
  const space = (name: string) => `mz${process.pid}${name}`
  const line = space('line')
  ip('netns', 'add', line)
  ip('-n', line, 'link', 'add', 'switch', 'type', 'bridge')
  ip('-n', line, 'link', 'set', 'switch', 'up')
  names.forEach((name, i) => {
    ip('netns', 'add', space(name))
    ip('-n', space(name), 'link', 'set', 'lo', 'up')
    ip('-n', line, 'link', 'add', `to${i}`, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', space(name))
    ip('-n', line, 'link', 'set', `to${i}`, 'master', 'switch', 'up')
    ip('-n', space(name), 'address', 'add', `10.77.0.${i + 1}/24`, 'dev', 'eth0')
    ip('-n', space(name), 'link', 'set', 'eth0', 'up')
  })
  // The port leaves the switch: the machine's own link stays up, and what it sends goes nowhere.
  const port = (name: string) => `to${names.indexOf(name)}`
  return {
    space,
    address: (name) => `10.77.0.${names.indexOf(name) + 1}`,
    cut: (name) => { ip('-n', line, 'link', 'set', port(name), 'nomaster') },
    mend: (name) => { ip('-n', line, 'link', 'set', port(name), 'master', 'switch') },
    remove: () => { for (const name of [...names, 'line']) ip('netns', 'delete', space(name)) },
  }
}

/** Namespaces of runs that were killed. */
function clearLeftovers(): void {
  for (const name of ip('netns', 'list').split('\n').map((line) => line.split(' ')[0]!)) {
    const pid = /^mz(\d+)[a-z]+$/.exec(name)?.[1]
    if (pid && !existsSync(`/proc/${pid}`)) ip('netns', 'delete', name)
  }
}
