/**
 * Whom a checkpoint must have been shown to before it is believed: C2SP tlog-policy. A text of lines
 * `log <vkey> [<url>]`, `witness <name> <vkey> [<url>]`, `group <name> all|any|<k> <member>…`, `quorum <name>|none`.
 * Pure text: no signature is looked at here (see check-policy.ts), so that this runs in a browser as well.
 */

const MOST_LINES = 1000
const NO_WITNESS = 'none'

/** A policy that can't be read. `line` counts from 1; 0: the text as a whole. */
export class PolicyError extends Error {
  override name = 'PolicyError'
  readonly line: number
  constructor(line: number, message: string) {
    super(line > 0 ? `policy, line ${line}: ${message}` : `policy: ${message}`)
    this.line = line
  }
}

export interface PolicyLog {
  readonly vkey: string
  readonly url?: string
}

export interface PolicyWitness {
  /** What the policy calls it; has no meaning outside. */
  readonly name: string
  readonly vkey: string
  /** Where it takes checkpoints (tlog-witness: its submission prefix). */
  readonly url?: string
}

export interface PolicyGroup {
  readonly name: string
  readonly threshold: number
  /** Witnesses and groups named on earlier lines. */
  readonly members: readonly string[]
}

export interface Policy {
  readonly text: string
  readonly logs: readonly PolicyLog[]
  readonly witnesses: readonly PolicyWitness[]
  readonly groups: readonly PolicyGroup[]
  /** The witness or group that must have cosigned; `none`: nobody. */
  readonly quorum: string
}

/** The policy that asks for nobody's cosignature. */
export const openPolicy: Policy = { text: 'quorum none\n', logs: [], witnesses: [], groups: [], quorum: NO_WITNESS }

/** Reads a policy. Throws PolicyError: an unknown word, a name used before it is defined or twice, a key given twice, none or two quorum lines. */
export function parsePolicy(text: string): Policy {
  const draft: Draft = { logs: [], witnesses: [], groups: [], defined: new Set([NO_WITNESS]), members: new Set(), keys: new Set() }
  if (hasForbidden(text)) throw new PolicyError(0, 'control characters other than tab and newline')
  const lines = text.split('\n')
  if (lines.length > MOST_LINES) throw new PolicyError(0, `more than ${MOST_LINES} lines`)
  for (const [i, line] of lines.entries()) {
    const words = line.split(/[ \t]+/).filter((word) => word !== '')
    if (words.length > 0 && !words[0]!.startsWith('#')) readLine(draft, words, i + 1)
  }
  if (draft.quorum === undefined) throw new PolicyError(0, 'there is no quorum line')
  return { text, logs: draft.logs, witnesses: draft.witnesses, groups: draft.groups, quorum: draft.quorum }
}

/** Whether the witnesses with these names (of the policy) are enough. */
export function isQuorum(policy: Policy, cosigned: ReadonlySet<string>): boolean {
  return has(policy, policy.quorum, cosigned)
}

/** The witnesses that count towards the quorum, in the policy's order. A witness outside every group on the way is asked, and counts for nothing. */
export function quorumWitnesses(policy: Policy): PolicyWitness[] {
  const reached = new Set<string>()
  const walk = (name: string) => {
    reached.add(name)
    for (const member of policy.groups.find((group) => group.name === name)?.members ?? []) walk(member)
  }
  walk(policy.quorum)
  return policy.witnesses.filter((witness) => reached.has(witness.name))
}

/** How the quorum reads to a person: `2 of 3: judiciary, bar, university`; the empty text for `none`. */
export function describeQuorum(policy: Policy): string {
  const say = (name: string): string => {
    const group = policy.groups.find((one) => one.name === name)
    if (group === undefined) return name
    const members = group.members.map((member) => (policy.groups.some((one) => one.name === member) ? `(${say(member)})` : member))
    return `${group.threshold} of ${members.length}: ${members.join(', ')}`
  }
  return policy.quorum === NO_WITNESS ? '' : say(policy.quorum)
}

interface Draft {
  logs: PolicyLog[]
  witnesses: PolicyWitness[]
  groups: PolicyGroup[]
  quorum?: string
  /** Names of witnesses and groups; one namespace. */
  defined: Set<string>
  /** Names that are a member of some group already: each counts in one way only. */
  members: Set<string>
  /** Public keys of logs (`l`) and witnesses (`w`). */
  keys: Set<string>
}

function readLine(draft: Draft, [kind, ...rest]: string[], line: number): void {
  const fail = (message: string): never => { throw new PolicyError(line, message) }
  if (kind === 'log') {
    const [vkey = '', url, ...more] = rest
    if (vkey === '' || more.length > 0) fail('log <vkey> [<url>]')
    noteKey(draft, 'l', vkey, line)
    draft.logs.push({ vkey, ...(url === undefined ? {} : { url }) })
  } else if (kind === 'witness') {
    const [name = '', vkey = '', url, ...more] = rest
    if (vkey === '' || more.length > 0) fail('witness <name> <vkey> [<url>]')
    define(draft, name, line)
    noteKey(draft, 'w', vkey, line)
    draft.witnesses.push({ name, vkey, ...(url === undefined ? {} : { url }) })
  } else if (kind === 'group') readGroup(draft, rest, line)
  else if (kind === 'quorum') {
    const [name = '', ...more] = rest
    if (name === '' || more.length > 0) fail('quorum <name>')
    if (draft.quorum !== undefined) fail('a second quorum line')
    if (!draft.defined.has(name)) fail(`${name} is not defined before it is used`)
    draft.quorum = name
  } else fail(`"${kind}" is none of log, witness, group, quorum`)
}

function readGroup(draft: Draft, [name = '', wanted = '', ...members]: string[], line: number): void {
  const fail = (message: string): never => { throw new PolicyError(line, message) }
  if (members.length === 0) fail('group <name> all|any|<k> <member>…')
  for (const member of members) {
    if (member === NO_WITNESS || !draft.defined.has(member)) fail(`${member} is not defined before it is used`)
    if (draft.members.has(member)) fail(`${member} is a member a second time`)
    draft.members.add(member)
  }
  const threshold = wanted === 'all' ? members.length : wanted === 'any' ? 1 : /^[1-9]\d{0,3}$/.test(wanted) ? Number(wanted) : fail(`"${wanted}" is no number, all or any`)
  if (threshold > members.length) fail(`${threshold} of only ${members.length}`)
  define(draft, name, line)
  draft.groups.push({ name, threshold, members })
}

function define(draft: Draft, name: string, line: number): void {
  if (draft.defined.has(name)) throw new PolicyError(line, `${name} is defined already`)
  draft.defined.add(name)
}

/** Two keys are the same when the key material is, whatever they are called. */
function noteKey(draft: Draft, owner: 'l' | 'w', vkey: string, line: number): void {
  const material = /^[^\s+]+\+[0-9a-f]{8}\+([A-Za-z0-9+/]+=*)$/.exec(vkey)?.[1]
  if (material === undefined) throw new PolicyError(line, `not a verifier key: ${vkey}`)
  const type = atob(material).charCodeAt(0)
  if (type !== (owner === 'l' ? 1 : 4)) throw new PolicyError(line, owner === 'l' ? 'a log has a key of type 1 (Ed25519)' : 'a witness has a key of type 4 (cosignature/v1)')
  const key = `${owner}${atob(material).slice(1)}`
  if (draft.keys.has(key)) throw new PolicyError(line, 'this key is there already')
  draft.keys.add(key)
}

function has(policy: Policy, name: string, cosigned: ReadonlySet<string>): boolean {
  if (name === NO_WITNESS) return true
  const group = policy.groups.find((one) => one.name === name)
  return group === undefined ? cosigned.has(name) : group.members.filter((member) => has(policy, member, cosigned)).length >= group.threshold
}

function hasForbidden(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if ((code < 0x20 && code !== 0x09 && code !== 0x0a) || code === 0x7f) return true
  }
  return false
}
