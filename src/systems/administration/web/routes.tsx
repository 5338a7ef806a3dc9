import { IconBuildingCommunity, IconClockX, IconGavel, IconLifebuoy, IconShieldX, IconUsers } from '@tabler/icons-react'
import type { SystemWeb } from '#kernel/web/system.ts'

export const web: SystemWeb = {
  name: 'administration',
  menu: [
    { path: '/law', label: { ar: 'قواعد القانون', ckb: 'بنەماکانی یاسا', en: 'Rules of law' }, icon: IconGavel, may: 'signed-in', order: 900 },
    { path: '/emergency', label: { ar: 'الاطلاع الاضطراري', ckb: 'بینینی ناچاری', en: 'Emergency readings' }, icon: IconLifebuoy, may: 'access.break-glass', order: 910 },
    { path: '/administration/offices', label: { ar: 'الدوائر والمناصب', ckb: 'فەرمانگە و پۆستەکان', en: 'Offices and posts' }, icon: IconBuildingCommunity, may: 'administration.read', order: 920 },
    { path: '/administration/accounts', label: { ar: 'الحسابات', ckb: 'هەژمارەکان', en: 'Accounts' }, icon: IconUsers, may: 'administration.read', order: 930 },
    { path: '/administration/refusals', label: { ar: 'ما رُفض', ckb: 'ڕەتکراوەکان', en: 'Refusals' }, icon: IconShieldX, may: 'administration.read-refusals', order: 940 },
    { path: '/administration/failed-jobs', label: { ar: 'أعمال تعثرت', ckb: 'کارە سەرنەکەوتووەکان', en: 'Failed work' }, icon: IconClockX, may: 'jobs.read-failed', order: 950 },
  ],
  routes: [
    { path: '/law', lazy: () => import('./ClocksPage.tsx') },
    { path: '/law/offences', lazy: () => import('./OffencesPage.tsx') },
    { path: '/law/holidays', lazy: () => import('./HolidaysPage.tsx') },
    { path: '/law/powers', lazy: () => import('./PowersPage.tsx') },
    { path: '/emergency', may: 'access.break-glass', lazy: () => import('./EmergencyPage.tsx') },
    { path: '/administration/offices', may: 'administration.read', lazy: () => import('./OfficesPage.tsx') },
    { path: '/administration/offices/:id', may: 'administration.read', lazy: () => import('./OfficePage.tsx') },
    { path: '/administration/accounts', may: 'administration.read', lazy: () => import('./AccountsPage.tsx') },
    { path: '/administration/accounts/:id', may: 'administration.read', lazy: () => import('./AccountPage.tsx') },
    { path: '/administration/refusals', may: 'administration.read-refusals', lazy: () => import('./RefusalsPage.tsx') },
    { path: '/administration/failed-jobs', may: 'jobs.read-failed', lazy: () => import('./FailedJobsPage.tsx') },
    { path: '/account', lazy: () => import('./MyAccountPage.tsx') },
  ],
  words: () => import('../words.ts'),
}
