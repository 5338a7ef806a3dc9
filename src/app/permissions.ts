import { registerPolicy, roleMay } from '#kernel/access/policy.ts'
import { roles } from '#kernel/access/roles.ts'
import { kernelHandlers, kernelPolicy } from '#kernel/kernel.ts'
import { systems } from './systems.ts'

/** Role by endpoint, as text: every line an endpoint, every mark a role that may call it for something. */
export function permissionTable(): string {
  registerPolicy([...kernelPolicy, ...systems.flatMap((s) => s.policy)])
  const endpoints = [...kernelHandlers, ...systems.flatMap((s) => s.handlers)].map((h) => h.endpoint).sort((a, b) => (a.name < b.name ? -1 : 1))
  const lines = endpoints.map((e) => {
    const who = e.may === 'public' ? 'everyone' : e.may === 'signed-in' ? 'signed in' : roles.filter((role) => roleMay(role, e.may)).join(' ') || 'NOBODY'
    return `${e.name.padEnd(36)} ${e.method.padEnd(5)}${e.path.padEnd(48)} ${who}`
  })
  return `${lines.join('\n')}\n`
}
