import { IconAlertTriangle, IconChartBar } from '@tabler/icons-react'
import type { SystemWeb } from '#kernel/web/system.ts'

export const web: SystemWeb = {
  name: 'oversight',
  menu: [
    { path: '/alarms', label: { ar: 'الإنذارات', ckb: 'ئاگادارییەکان', en: 'Alarms' }, icon: IconAlertTriangle, may: 'oversight.read-alarms', order: 10 },
    { path: '/statistics', label: { ar: 'الإحصاءات', ckb: 'ئامارەکان', en: 'Statistics' }, icon: IconChartBar, may: 'oversight.read-statistics', order: 60 },
  ],
  routes: [
    { path: '/alarms', may: 'oversight.read-alarms', lazy: () => import('./AlarmsPage.tsx') },
    { path: '/alarms/:id', may: 'oversight.read-alarms', lazy: () => import('./AlarmPage.tsx') },
    { path: '/statistics', may: 'oversight.read-statistics', lazy: () => import('./StatisticsPage.tsx') },
  ],
  words: () => import('../words.ts'),
}
