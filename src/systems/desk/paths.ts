/** Where each kind of record has its page, and where each act is done. The only such table. */

const pages: Readonly<Record<string, (id: string) => string>> = {
  custody: (id) => `/custody/${id}`,
  case: (id) => `/cases/${id}`,
  person: (id) => `/people/${id}`,
  office: (id) => `/administration/offices/${id}`,
  allegation: () => '/allegations',
  'detention-request': () => '/judge',
  holiday: () => '/law/holidays',
  incident: () => '/prisons/incidents',
  log: () => '/log',
  'conditional-release': () => '/prisons/conditional',
  'roll-count': () => '/prisons/roll',
  'fingerprint-search': (id) => `/biometrics/search/${id}`,
  mark: (id) => `/biometrics/mark/${id}`,
}

/** The page of a record; the desk itself for a kind that has none. */
export function pathOf(kind: string, id: string): string {
  return pages[kind]?.(id) ?? '/'
}

/** Where an offer is answered: a prison receives a person by its own form (Mandela 7), everybody else on the record's page. */
export function offerPath(kind: string, id: string, may: (verb: string) => boolean): string {
  return kind === 'custody' && may('prisons.admit') ? `/prisons/reception/${id}` : pathOf(kind, id)
}

/** A form on a custody by its address `/custody/<id>/do/<form>`, and the permission that it needs. */
const forms = {
  order: 'custody.order', 'extend-papers': 'custody.extend-papers', bail: 'custody.decide-bail', permission: 'custody.permit', 'ask-felony': 'custody.ask-felony-court', 'court-step': 'custody.write-court-step',
  ask: 'custody.ask-judge', step: 'custody.write-step', medical: 'custody.record-medical', release: 'custody.receive-release',
} as const
type Form = keyof typeof forms

/** What a duty asks for; the first that this post may do is where its row leads. */
const dutyForms: Readonly<Record<string, readonly Form[]>> = {
  'order-or-release': ['order', 'ask'], 'decide-extension': ['order', 'ask'], 'ask-felony-court': ['ask-felony', 'ask'], 'present-papers': ['ask', 'order'], question: ['court-step'],
  'tell-family': ['step'], examine: ['medical'], 'free-at-term': ['release'],
  'release-received': ['release'], 'release-checked': ['release'], 'release-freed': ['release'], 'release-property-returned': ['release'], 'release-slip-given': ['release'],
}

/** What a clock of custody asks for, as a duty. */
const clockDuties: Readonly<Record<string, string>> = { 'CLK-01': 'present-papers', 'CLK-02': 'question', 'CLK-03': 'decide-extension', 'CLK-04': 'ask-felony-court', 'CLK-15': 'free-at-term' }
const clockOfDuty: Readonly<Record<string, string>> = {
  'present-papers': 'CLK-01', 'order-or-release': 'CLK-01', question: 'CLK-02', 'decide-extension': 'CLK-03', 'ask-felony-court': 'CLK-04', 'free-at-term': 'CLK-15',
  'release-received': 'CLK-15', 'release-checked': 'CLK-15', 'release-freed': 'CLK-15',
}

/** The page of the act that a duty on a custody asks of whoever `may`; the custody's page where it asks it of somebody else. */
export function dutyPath(custodyId: string, duty: string, may: (verb: string) => boolean): string {
  const form = dutyForms[duty]?.find((one) => may(forms[one]))
  return form === undefined ? pathOf('custody', custodyId) : `/custody/${custodyId}/do/${form}`
}

/** Where a clock on a record leads. */
export function clockPath(kind: string, id: string, rule: string, may: (verb: string) => boolean): string {
  const duty = clockDuties[rule]
  return kind === 'custody' && duty !== undefined ? dutyPath(id, duty, may) : pathOf(kind, id)
}

/** The clock that counts a duty already, so that it is not told twice. */
export function clockFor(duty: string): string | undefined {
  return clockOfDuty[duty]
}

const requestForms: Readonly<Record<string, Form>> = { 'first-papers': 'order', extension: 'order', 'papers-extension': 'extend-papers', bail: 'bail', 'felony-permission': 'permission' }

/** Where a request is decided. */
export function requestPath(custodyId: string, kind: string, requestId: string): string {
  const form = requestForms[kind]
  return form === undefined ? pathOf('custody', custodyId) : `/custody/${custodyId}/do/${form}?request=${requestId}`
}
