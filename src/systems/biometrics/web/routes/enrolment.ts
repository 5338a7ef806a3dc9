import { IconFingerprint } from '@tabler/icons-react'
import { addPersonSlot } from '#kernel/people/web/slots.ts'
import type { SystemWeb } from '#kernel/web/system.ts'

export const menu: SystemWeb['menu'] = [
  { path: '/biometrics', label: { ar: 'البصمات والصور', ckb: 'پەنجەمۆر و وێنە', en: 'Prints and photographs' }, icon: IconFingerprint, may: 'biometrics.list-enrolments', order: 42 },
]
export const routes: SystemWeb['routes'] = [
  { path: '/biometrics', may: 'biometrics.list-enrolments', lazy: () => import('../EnrolmentsPage.tsx') },
  { path: '/biometrics/enrol', may: 'biometrics.begin-enrolment', lazy: () => import('../BeginPage.tsx') },
  { path: '/biometrics/enrolment/:id', may: 'biometrics.read-enrolment', lazy: () => import('../EnrolmentPage.tsx') },
]

addPersonSlot({ name: 'biometrics', title: { ar: 'البصمات والصور', ckb: 'پەنجەمۆر و وێنە', en: 'Prints and photographs' }, may: 'biometrics.read-enrolment', order: 40, lazy: () => import('../PersonPrints.tsx') })
