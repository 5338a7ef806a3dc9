/** Who may be appointed where. These are the platform's own rules of office, drawn from the separation of powers (Constitution 47). */
import type { Role } from '#kernel/access/roles.ts'
import type { OfficeKind } from '#kernel/clock/rule.ts'

export const officeKinds = [
  'ministry', 'police-directorate', 'police-station', 'juvenile-police', 'judicial-council', 'appeal-court', 'cassation-court', 'investigation-court', 'misdemeanour-court',
  'felony-court', 'juvenile-court', 'prosecution-office', 'prison', 'juvenile-facility', 'inspectorate', 'criminal-evidence',
] as const satisfies readonly OfficeKind[]

/** The roles that an office of this kind has posts for. */
export const rolesOfOffice: Readonly<Record<OfficeKind, readonly Role[]>> = {
  'ministry': ['administrator', 'inspector'],
  'police-directorate': ['administrator', 'inspector', 'station-commander'],
  'police-station': ['station-officer', 'station-commander', 'investigator'],
  'juvenile-police': ['juvenile-officer', 'station-commander', 'station-officer'],
  'judicial-council': ['administrator', 'inspector', 'trial-judge', 'cassation-judge'],
  'appeal-court': ['trial-judge', 'court-clerk', 'administrator'],
  'cassation-court': ['cassation-judge', 'court-clerk', 'administrator'],
  'investigation-court': ['investigative-judge', 'investigator', 'court-clerk'],
  'misdemeanour-court': ['trial-judge', 'court-clerk'],
  'felony-court': ['trial-judge', 'court-clerk'],
  'juvenile-court': ['trial-judge', 'investigative-judge', 'court-clerk'],
  'prosecution-office': ['prosecutor', 'court-clerk', 'administrator'],
  'prison': ['prison-reception', 'prison-director', 'prison-doctor', 'prosecutor'],
  'juvenile-facility': ['prison-reception', 'prison-director', 'prison-doctor'],
  'inspectorate': ['inspector', 'administrator'],
  'criminal-evidence': ['fingerprint-examiner', 'administrator'],
}

/** The branches of the chain that one person may not stand in at once: who arrests does not judge, who judges does not prosecute or hold, and who compares the prints does none of it. */
export type Branch = 'police' | 'bench' | 'prosecution' | 'prison' | 'evidence' | 'oversight' | 'administration'

const branches: Readonly<Record<Role, Branch>> = {
  'station-officer': 'police', 'station-commander': 'police', 'juvenile-officer': 'police', 'investigator': 'bench', 'investigative-judge': 'bench', 'court-clerk': 'bench',
  'trial-judge': 'bench', 'cassation-judge': 'bench', 'prosecutor': 'prosecution', 'prison-reception': 'prison', 'prison-director': 'prison', 'prison-doctor': 'prison',
  'fingerprint-examiner': 'evidence', 'inspector': 'oversight', 'administrator': 'administration',
}

export function branchOf(role: Role): Branch {
  return branches[role]
}

/** Offices whose posts may see the whole nation. */
const nationWide: readonly OfficeKind[] = ['ministry', 'judicial-council', 'cassation-court', 'prosecution-office', 'inspectorate', 'criminal-evidence']

/** Why a post may not be made, as a refusal code, or null. */
export function postFault(p: { officeKind: OfficeKind; role: Role; scope: 'office' | 'subtree' | 'nation' }): string | null {
  if (!rolesOfOffice[p.officeKind].includes(p.role)) return 'administration.role-not-here'
  return p.scope === 'nation' && !nationWide.includes(p.officeKind) ? 'administration.scope-too-wide' : null
}

export interface Appointment {
  readonly actor: string
  readonly account: string
  readonly role: Role
  readonly acting: boolean
  readonly from: Date
  readonly until: Date | null
  /** The roles that the account holds at `from`. */
  readonly rolesHeld: readonly Role[]
  /** Whether another account holds the post in full at `from`. */
  readonly postHeld: boolean
}

const longestActingMs = 366 * 86_400_000

/** Why an appointment is refused, or null. */
export function appointmentFault(a: Appointment): string | null {
  if (a.actor === a.account) return 'administration.not-to-yourself'
  if (a.until && a.until <= a.from) return 'administration.ends-before-it-begins'
  if (a.acting && !a.until) return 'administration.acting-needs-end'
  if (a.acting && a.until && a.until.getTime() - a.from.getTime() > longestActingMs) return 'administration.acting-too-long'
  if (!a.acting && a.postHeld) return 'administration.post-held'
  return a.rolesHeld.some((held) => branchOf(held) !== branchOf(a.role)) ? 'administration.two-branches' : null
}

/** Why a day may not be entered as a holiday (or a working day), or null. */
export function holidayFault(h: { kind: string; governorate: string | null; worked: boolean; weekend: boolean }): string | null {
  if (h.kind === 'governorate' && h.governorate === null) return 'administration.governorate-needed'
  return h.worked && !h.weekend ? 'administration.worked-needs-weekend' : null
}
