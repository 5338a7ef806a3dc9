/** The gates before a death sentence may be executed (CPC 285-293, 273; Penal 79). Every one must be open; none opens by time alone. */
import { addDays, addMonths, baghdadDay, type Day, isWorkingDay, type WorkCalendar } from '#kernel/clock/calendar.ts'
import { against, type Finding } from '#kernel/words/finding.ts'

export interface DeathFile {
  judgmentOn: Day
  ageAtOffence: number
  cassationUpheld: boolean
  generalPanel: boolean
  decreeNumber?: string
  decreeOrders: 'execution' | 'commutation' | 'pardon' | 'none'
  ministerOrderNumber?: string
  retrialRequested: boolean
  pregnant: boolean
  /** Day of birth of a child she bore before or after the order. */
  gaveBirthOn?: Day
  /** After pregnancy or birth a renewed order is needed (CPC 287). */
  renewedOrderNumber?: string
  /** Feast days of the convict's own religion. */
  religiousFeasts: readonly Day[]
  familyTold: boolean
  clergyAsked: boolean
  clergyAdmitted: boolean
  lawyerAsked: boolean
  lawyerAdmitted: boolean
  /** Who will be there (CPC 288). */
  panel: readonly ('judge' | 'prosecutor' | 'interior' | 'director' | 'doctor')[]
}

/** Everything that stands against execution on this instant's day. The prosecutor attends where he can (288), so his absence does not block. */
export function checkExecution(f: DeathFile, at: Date, calendar: WorkCalendar): Finding[] {
  const day = baghdadDay(at)
  const found: Finding[] = []
  const stop = (code: string, article: string, params?: Record<string, string | number>) => found.push(against(code, article, 'T', { params }))
  if (f.ageAtOffence < 20) stop('courts.death-under-twenty', f.ageAtOffence < 18 ? 'Juvenile 77' : 'Penal 79', { age: f.ageAtOffence })
  if (!f.cassationUpheld) stop('courts.execution-no-cassation', 'CPC 286')
  if (f.cassationUpheld && !f.generalPanel) stop('courts.execution-general-panel', 'CPC 257(B)')
  if (f.decreeNumber === undefined || f.decreeNumber.trim() === '' || f.decreeOrders !== 'execution') stop('courts.execution-no-decree', 'CPC 285(B)')
  if (f.ministerOrderNumber === undefined || f.ministerOrderNumber.trim() === '') stop('courts.execution-no-order', 'CPC 286')
  const earliest = addDays(f.judgmentOn, 30)
  if (day < earliest) stop('courts.execution-too-soon', 'CPC 288', { earliest })
  if (f.retrialRequested) stop('courts.execution-retrial', 'CPC 273')
  found.push(...motherhood(f, day))
  if (!isWorkingDay(day, calendar)) stop('courts.execution-holiday', 'CPC 290')
  if (f.religiousFeasts.includes(day)) stop('courts.execution-feast', 'CPC 290')
  if (!f.familyTold) stop('courts.execution-family-untold', 'CPC 291')
  if (f.clergyAsked && !f.clergyAdmitted) stop('courts.execution-clergy', 'CPC 292')
  if (f.lawyerAsked && !f.lawyerAdmitted) stop('courts.execution-lawyer', 'CPC 288')
  const absent = (['judge', 'interior', 'director', 'doctor'] as const).filter((member) => !f.panel.includes(member))
  for (const member of absent) stop('courts.execution-panel', 'CPC 288', { member: `courts.panel.${member}` })
  return found
}

/** A pregnant woman is not executed; four months must have passed since she gave birth, and a renewed order is needed (CPC 287). */
function motherhood(f: DeathFile, day: Day): Finding[] {
  if (f.pregnant) return [against('courts.execution-pregnant', 'CPC 287', 'T')]
  if (f.gaveBirthOn === undefined) return []
  const earliest = addMonths(f.gaveBirthOn, 4)
  if (day <= earliest) return [against('courts.execution-after-birth', 'CPC 287', 'T', { params: { earliest: addDays(earliest, 1) } })]
  return f.renewedOrderNumber === undefined ? [against('courts.execution-renewed-order', 'CPC 287', 'T')] : []
}
