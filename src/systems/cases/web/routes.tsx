import { IconBook2, IconFolders, IconInbox } from '@tabler/icons-react'
import { addPersonSlot } from '#kernel/people/web/slots.ts'
import type { SystemWeb } from '#kernel/web/system.ts'

addPersonSlot({ name: 'cases', title: { ar: 'دعاواه', ckb: 'کەیسەکانی', en: 'Cases' }, may: 'cases.read', order: 30, lazy: () => import('./PersonCases.tsx') })

/** Criminal cases, the station diary, and what an office was told. */
export const web: SystemWeb = {
  name: 'cases',
  menu: [
    { path: '/cases', label: { ar: 'الدعاوى', ckb: 'کەیسەکان', en: 'Cases' }, icon: IconFolders, may: 'cases.read', order: 20 },
    { path: '/diary', label: { ar: 'دفتر المركز', ckb: 'دەفتەری بنکە', en: 'Station diary' }, icon: IconBook2, may: 'cases.read-diary', order: 22 },
    { path: '/notices', label: { ar: 'ما أُخبرنا به', ckb: 'ئەوەی پێمان ڕاگەیەنرا', en: 'What we were told' }, icon: IconInbox, may: 'cases.acknowledge', order: 24 },
  ],
  routes: [
    { path: '/cases', may: 'cases.read', lazy: () => import('./CasesPage.tsx') },
    { path: '/cases/new', may: 'cases.open', lazy: () => import('./OpenCasePage.tsx') },
    { path: '/notices', may: 'cases.acknowledge', lazy: () => import('./NoticesPage.tsx') },
    { path: '/cases/:id', may: 'cases.read', lazy: () => import('./CasePage.tsx') },
    { path: '/cases/:id/statement', may: 'cases.take-statement', lazy: () => import('./StatementPage.tsx') },
    { path: '/cases/:id/question', may: 'cases.question-accused', lazy: () => import('./QuestionPage.tsx') },
    { path: '/cases/:id/search-record', may: 'cases.record-search', lazy: () => import('./SearchRecordPage.tsx') },
    { path: '/cases/:id/scene-record', may: 'cases.record-scene', lazy: () => import('./SceneRecordPage.tsx') },
    { path: '/cases/:id/party', may: 'cases.change-parties', lazy: () => import('./PartyPage.tsx') },
    { path: '/cases/:id/accused', may: 'cases.add-accused', lazy: () => import('./AccusedPage.tsx') },
    { path: '/cases/:id/requalify/:chargeId', may: 'cases.requalify', lazy: () => import('./RequalifyPage.tsx') },
    { path: '/cases/:id/decide', may: 'cases.decide', lazy: () => import('./DecidePage.tsx') },
    { path: '/cases/:id/join', may: 'cases.join', lazy: () => import('./JoinPage.tsx') },
    { path: '/cases/:id/split', may: 'cases.split', lazy: () => import('./SplitPage.tsx') },
    { path: '/cases/:id/transfer', may: 'cases.transfer', lazy: () => import('./TransferPage.tsx') },
    { path: '/cases/:id/reopen', may: 'cases.reopen', lazy: () => import('./ReopenPage.tsx') },
    { path: '/cases/:id/settlement', may: 'cases.record-settlement', lazy: () => import('./SettlementPage.tsx') },
    { path: '/diary', may: 'cases.read-diary', lazy: () => import('./DiaryPage.tsx') },
    { path: '/diary/new', may: 'cases.write-diary', lazy: () => import('./DiaryEntryPage.tsx') },
  ],
  words: () => import('../words.ts'),
}
