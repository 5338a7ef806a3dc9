/** The roles of posts. Each policy names them; a post has exactly one. */
export const roles = [
  'station-officer', 'station-commander', 'investigator', 'juvenile-officer', 'investigative-judge', 'court-clerk', 'trial-judge',
  'cassation-judge', 'prosecutor', 'prison-reception', 'prison-director', 'prison-doctor', 'fingerprint-examiner', 'inspector', 'administrator',
] as const
export type Role = (typeof roles)[number]
