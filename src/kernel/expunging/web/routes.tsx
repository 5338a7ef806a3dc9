import { IconEraser } from '@tabler/icons-react'
import type { SystemWeb } from '#kernel/web/system.ts'

/** What was destroyed by order of the law, and the order itself. */
export const web: SystemWeb = {
  name: 'expunging',
  menu: [{ path: '/expunging', label: { ar: 'السجلات المُتلفة', ckb: 'تۆمارە لەناوبراوەکان', en: 'Destroyed records' }, icon: IconEraser, may: 'ledger.read-expunging', order: 92 }],
  routes: [
    { path: '/expunging', may: 'ledger.read-expunging', lazy: () => import('./ExpungingPage.tsx') },
    { path: '/expunging/:id', may: 'ledger.order-expunging', lazy: () => import('./OrderPage.tsx') },
  ],
  words: () => import('../words.ts'),
}
