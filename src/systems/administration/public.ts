/** Other systems need nothing of administration: offices, posts and accounts are the kernel's (#kernel/offices), working days too (#kernel/clock/work-calendar.ts). */
export { officeKinds, rolesOfOffice } from './rules.ts'
