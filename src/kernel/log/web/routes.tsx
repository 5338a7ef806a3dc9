import { IconFileCertificate } from '@tabler/icons-react'
import type { SystemWeb } from '#kernel/web/system.ts'

/** The public log. */
export const web: SystemWeb = {
  name: 'log',
  menu: [{ path: '/log', label: { ar: 'السجل العام', ckb: 'تۆماری گشتی', en: 'Public log' }, icon: IconFileCertificate, may: 'log.watch', order: 95 }],
  routes: [{ path: '/log', public: true, lazy: () => import('./LogPage.tsx') }],
  words: () => import('../words.ts'),
}
