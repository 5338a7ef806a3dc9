import type { SystemWeb } from '#kernel/web/system.ts'

export const menu: SystemWeb['menu'] = []
export const routes: SystemWeb['routes'] = [
  { path: '/biometrics/marks', may: 'biometrics.read-marks', lazy: () => import('../search/MarksPage.tsx') },
  { path: '/biometrics/mark/new', may: 'biometrics.enter-mark', lazy: () => import('../search/EnterMarkPage.tsx') },
  { path: '/biometrics/mark/:id', may: 'biometrics.read-marks', lazy: () => import('../search/MarkPage.tsx') },
]
