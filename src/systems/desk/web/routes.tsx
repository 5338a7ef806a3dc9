import { IconLayoutDashboard } from '@tabler/icons-react'
import type { SystemWeb } from '#kernel/web/system.ts'

export const web: SystemWeb = {
  name: 'desk',
  menu: [{ path: '/', label: { ar: 'مكتبي', ckb: 'مێزەکەم', en: 'My desk' }, icon: IconLayoutDashboard, may: 'desk.read', order: 1 }],
  routes: [{ path: '/', may: 'desk.read', lazy: () => import('./DeskPage.tsx') }],
  words: () => import('../words.ts'),
}
