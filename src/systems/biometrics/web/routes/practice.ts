import { IconSchool } from '@tabler/icons-react'
import type { SystemWeb } from '#kernel/web/system.ts'

export const menu: SystemWeb['menu'] = [
  { path: '/biometrics/practice', label: { ar: 'التدريب على البصمات', ckb: 'ڕاهێنان لەسەر پەنجەمۆر', en: 'Fingerprint practice' }, icon: IconSchool, may: 'biometrics.practise', order: 47 },
]
export const routes: SystemWeb['routes'] = [
  { path: '/biometrics/practice', may: 'biometrics.practise', lazy: () => import('../upkeep/PracticePage.tsx') },
  { path: '/biometrics/practice/:id', may: 'biometrics.practise', lazy: () => import('../upkeep/ExercisePage.tsx') },
  { path: '/biometrics/training', may: 'biometrics.read-training', lazy: () => import('../upkeep/TrainingPage.tsx') },
]
