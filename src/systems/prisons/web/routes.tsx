import { IconBuildingFortress, IconClipboardCheck, IconDoorEnter, IconDoorExit, IconGavel, IconLayoutGrid, IconAlertOctagon, IconUsers } from '@tabler/icons-react'
import { registerRecordPanel } from '#kernel/web/RecordPanels.tsx'
import type { SystemWeb } from '#kernel/web/system.ts'


/** A facility: who is held, where, until when, and who comes and goes. */
export const web: SystemWeb = {
  name: 'prisons',
  menu: [
    { path: '/prisons', label: { ar: 'السجن', ckb: 'بەندیخانە', en: 'Prison' }, icon: IconBuildingFortress, may: 'prisons.read', order: 50 },
    { path: '/prisons/reception', label: { ar: 'الاستقبال', ckb: 'وەرگرتن', en: 'Reception' }, icon: IconDoorEnter, may: 'prisons.admit', order: 51 },
    { path: '/prisons/inmates', label: { ar: 'النزلاء', ckb: 'بەندکراوان', en: 'Persons held' }, icon: IconUsers, may: 'prisons.read', order: 52 },
    { path: '/prisons/cells', label: { ar: 'مخطط الأماكن', ckb: 'نەخشەی شوێنەکان', en: 'Cell plan' }, icon: IconLayoutGrid, may: 'prisons.read', order: 53 },
    { path: '/prisons/roll', label: { ar: 'العدّ', ckb: 'ژماردن', en: 'Roll count' }, icon: IconClipboardCheck, may: 'prisons.read', order: 54 },
    { path: '/prisons/releases-due', label: { ar: 'مواعيد الإخلاء', ckb: 'کاتەکانی ئازادکردن', en: 'Releases due' }, icon: IconDoorExit, may: 'prisons.read', order: 55 },
    { path: '/prisons/conditional', label: { ar: 'الإفراج الشرطي', ckb: 'ئازادکردنی مەرجدار', en: 'Conditional release' }, icon: IconGavel, may: 'prisons.read-conditional', order: 56 },
    { path: '/prisons/incidents', label: { ar: 'الوقائع', ckb: 'ڕووداوەکان', en: 'Incidents' }, icon: IconAlertOctagon, may: 'prisons.read-incidents', order: 57 },
  ],
  routes: [
    { path: '/prisons', may: 'prisons.read', lazy: () => import('./OverviewPage.tsx') },
    { path: '/prisons/reception', may: 'prisons.admit', lazy: () => import('./ReceptionPage.tsx') },
    { path: '/prisons/reception/:id', may: 'prisons.admit', lazy: () => import('./IntakePage.tsx') },
    { path: '/prisons/inmates', may: 'prisons.read', lazy: () => import('./InmatesPage.tsx') },
    { path: '/prisons/inmates/:id', may: 'prisons.read-inmate', lazy: () => import('./InmatePage.tsx') },
    { path: '/prisons/inmates/:id/:act', may: 'prisons.read-inmate', lazy: () => import('./InmateActPage.tsx') },
    { path: '/prisons/cells', may: 'prisons.read', lazy: () => import('./CellsPage.tsx') },
    { path: '/prisons/cells/new', may: 'prisons.keep-plan', lazy: () => import('./CellFormPage.tsx') },
    { path: '/prisons/roll', may: 'prisons.read', lazy: () => import('./RollPage.tsx') },
    { path: '/prisons/roll/count', may: 'prisons.count', lazy: () => import('./CountPage.tsx') },
    { path: '/prisons/releases-due', may: 'prisons.read', lazy: () => import('./ReleasesDuePage.tsx') },
    { path: '/prisons/sentence/:id', may: 'prisons.read-sentence', lazy: () => import('./SentencePage.tsx') },
    { path: '/prisons/conditional', may: 'prisons.read-conditional', lazy: () => import('./ConditionalPage.tsx') },
    { path: '/prisons/incidents', may: 'prisons.read-incidents', lazy: () => import('./IncidentsPage.tsx') },
    { path: '/prisons/incidents/new', may: 'prisons.report-incident', lazy: () => import('./IncidentFormPage.tsx') },
  ],
  words: () => import('../words.ts'),
}

registerRecordPanel('custody', 'prisons.read-sentence', async () => ({ default: (await import('./public.tsx')).SentencePanel }))
