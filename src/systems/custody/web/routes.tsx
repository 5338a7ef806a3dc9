import { IconAlertOctagon, IconDoorExit, IconGavel, IconLayoutList, IconUserPlus } from '@tabler/icons-react'
import type { SystemWeb } from '#kernel/web/system.ts'

export const web: SystemWeb = {
  name: 'custody',
  menu: [
    { path: '/judge', label: { ar: 'طلبات بانتظار القرار', ckb: 'داواکانی چاوەڕێی بڕیار', en: 'Requests to decide' }, icon: IconGavel, may: 'custody.read-requests', order: 15 },
    { path: '/custody', label: { ar: 'لوحة المحتجزين', ckb: 'تابلۆی ڕاگیراوان', en: 'Custody board' }, icon: IconLayoutList, may: 'custody.read-board', order: 20 },
    { path: '/custody/new', label: { ar: 'تسجيل قبض', ckb: 'تۆمارکردنی دەستگیرکردن', en: 'Book an arrest' }, icon: IconUserPlus, may: 'custody.book', order: 21 },
    { path: '/releases', label: { ar: 'أوامر الإخلاء', ckb: 'فەرمانەکانی ئازادکردن', en: 'Releases' }, icon: IconDoorExit, may: 'custody.read-release', order: 25 },
    { path: '/allegations', label: { ar: 'ادعاءات سوء المعاملة', ckb: 'بانگەشەکانی خراپ مامەڵە', en: 'Allegations' }, icon: IconAlertOctagon, may: 'custody.read-allegation', order: 40 },
  ],
  routes: [
    { path: '/custody', may: 'custody.read-board', lazy: () => import('./BoardPage.tsx') },
    { path: '/custody/new', may: 'custody.book', lazy: () => import('./BookingPage.tsx') },
    { path: '/custody/:id', lazy: () => import('./CustodyPage.tsx') },
    { path: '/custody/:id/do/:act', lazy: () => import('./ActPage.tsx') },
    { path: '/judge', may: 'custody.read-requests', lazy: () => import('./JudgePage.tsx') },
    { path: '/releases', may: 'custody.read-release', lazy: () => import('./ReleasesPage.tsx') },
    { path: '/allegations', may: 'custody.read-allegation', lazy: () => import('./AllegationsPage.tsx') },
  ],
  words: () => import('../words.ts'),
}
