import { IconArrowsExchange2, IconCalendarEvent, IconListNumbers } from '@tabler/icons-react'
import { registerRecordPanel } from '#kernel/web/RecordPanels.tsx'
import type { SystemWeb } from '#kernel/web/system.ts'

/** Hearings, judgments and challenges. */
export const web: SystemWeb = {
  name: 'courts',
  menu: [
    { path: '/courts', label: { ar: 'الجلسات', ckb: 'دانیشتنەکان', en: 'Hearings' }, icon: IconCalendarEvent, may: 'courts.read', order: 30 },
    { path: '/court-register', label: { ar: 'سجل الأساس', ckb: 'تۆماری بنەڕەت', en: 'Court register' }, icon: IconListNumbers, may: 'courts.schedule', order: 31 },
    { path: '/challenges', label: { ar: 'الطعون', ckb: 'تانەکان', en: 'Challenges' }, icon: IconArrowsExchange2, may: 'courts.read', order: 32 },
  ],
  routes: [
    { path: '/courts', may: 'courts.read', lazy: () => import('./HearingsPage.tsx') },
    { path: '/court-register', may: 'courts.read', lazy: () => import('./RegisterPage.tsx') },
    { path: '/courts/rooms', may: 'courts.manage-rooms', lazy: () => import('./RoomsPage.tsx') },
    { path: '/challenges', may: 'courts.read', lazy: () => import('./ChallengesPage.tsx') },
    { path: '/courts/hearings/:id', may: 'courts.read', lazy: () => import('./HearingPage.tsx') },
    { path: '/courts/hearings/:id/open', may: 'courts.open-hearing', lazy: () => import('./OpenPage.tsx') },
    { path: '/courts/hearings/:id/minutes', may: 'courts.write-minutes', lazy: () => import('./MinutesPage.tsx') },
    { path: '/courts/hearings/:id/notice', may: 'courts.issue-notice', lazy: () => import('./NoticePage.tsx') },
    { path: '/courts/hearings/:id/served/:noticeId', may: 'courts.record-service', lazy: () => import('./ServicePage.tsx') },
    { path: '/courts/hearings/:id/adjourn', may: 'courts.adjourn', lazy: () => import('./AdjournPage.tsx') },
    { path: '/courts/cases/:id/schedule', may: 'courts.schedule', lazy: () => import('./SchedulePage.tsx') },
    { path: '/courts/cases/:id/publication', may: 'courts.record-service', lazy: () => import('./PublicationPage.tsx') },
    { path: '/courts/cases/:id/charge/:personId', may: 'courts.draw-up-charge', lazy: () => import('./ChargePage.tsx') },
    { path: '/courts/cases/:id/judge/:personId', may: 'courts.judge', lazy: () => import('./JudgmentPage.tsx') },
    { path: '/courts/cases/:id/challenge/:judgmentId', may: 'courts.file-challenge', lazy: () => import('./FileChallengePage.tsx') },
    { path: '/courts/cases/:id/decide/:challengeId', may: 'courts.decide-challenge', lazy: () => import('./DecideChallengePage.tsx') },
    { path: '/courts/cases/:id/death/:judgmentId', may: 'courts.read-death-file', lazy: () => import('./DeathFilePage.tsx') },
  ],
  words: () => import('../words.ts'),
}

registerRecordPanel('case', 'courts.read', async () => ({ default: (await import('./public.tsx')).CourtPanel }))
