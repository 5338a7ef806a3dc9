import { IconUserExclamation } from '@tabler/icons-react'
import { addPersonSlot } from '#kernel/people/web/slots.ts'
import type { SystemWeb } from '#kernel/web/system.ts'

export const web: SystemWeb = {
  name: 'screening',
  menu: [{ path: '/screening', label: { ar: 'مطابقة القوائم', ckb: 'بەراوردی لیستەکان', en: 'Screening' }, icon: IconUserExclamation, may: 'screening.read', order: 65 }],
  routes: [
    { path: '/screening', may: 'screening.read', lazy: () => import('./HitsPage.tsx') },
    { path: '/screening/lists', may: 'screening.read', lazy: () => import('./ListsPage.tsx') },
    { path: '/screening/:id', may: 'screening.read', lazy: () => import('./HitPage.tsx') },
  ],
  words: () => import('../words.ts'),
}

addPersonSlot({ name: 'screening', title: { ar: 'مطابقة القوائم', ckb: 'بەراوردی لیستەکان', en: 'Screening' }, may: 'screening.read', order: 80, lazy: () => import('./PersonHits.tsx') })
