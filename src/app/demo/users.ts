/** The easy log-ins of the demonstration: one for each role, all around one town, so that what one offers the next receives. */
import type { Role } from '#kernel/access/roles.ts'
import type { DemoOffice } from './offices.ts'
import type { DemoPost } from './posts.ts'

export interface DemoUser {
  /** The user name to sign in with. The password is made at first start (oneTimePassword) and kept outside the code. */
  readonly userName: string
  readonly role: Role
  readonly accountId: string
  readonly postId: string
  readonly officeId: string
}

/** User name, role, and the office where the post is. */
const wanted: readonly (readonly [string, Role, string])[] = [
  ['officer', 'station-officer', 'station/iq-bg-karrada'],
  ['commander', 'station-commander', 'station/iq-bg-karrada'],
  ['juvenile', 'juvenile-officer', 'juvenile-police/iq-bg'],
  ['investigator', 'investigator', 'investigation/iq-bg-karrada'],
  ['judge', 'investigative-judge', 'investigation/iq-bg-karrada'],
  ['clerk', 'court-clerk', 'felony/rusafa'],
  ['trial', 'trial-judge', 'felony/rusafa'],
  ['misdemeanour', 'trial-judge', 'misdemeanour/iq-bg-karrada'],
  ['cassation', 'cassation-judge', 'cassation'],
  ['prosecutor', 'prosecutor', 'prosecution/rusafa'],
  ['reception', 'prison-reception', 'prison/baghdad-central-prison'],
  ['director', 'prison-director', 'prison/baghdad-central-prison'],
  ['doctor', 'prison-doctor', 'prison/baghdad-central-prison'],
  ['examiner', 'fingerprint-examiner', 'evidence'],
  ['examiner2', 'fingerprint-examiner', 'evidence'],
  ['inspector', 'inspector', 'inspectorate'],
  ['admin', 'administrator', 'interior'],
  ['erbil', 'station-officer', 'station/iq-ar-ankawa'],
]

/** The posts behind the easy log-ins. Throws when the demonstration country has no such post. */
export function demoUsers(offices: readonly DemoOffice[], posts: readonly DemoPost[]): DemoUser[] {
  const idOf = new Map(offices.map(({ key, id }) => [key, id]))
  const taken = new Set<string>()
  return wanted.map(([userName, role, key]) => {
    const officeId = idOf.get(key)
    const post = posts.find((one) => one.officeId === officeId && one.role === role && !taken.has(one.id))
    if (officeId === undefined || !post) throw new Error(`demo user ${userName}: no ${role} at ${key}`)
    taken.add(post.id)
    return { userName, role, accountId: post.holder.accountId, postId: post.id, officeId }
  })
}
