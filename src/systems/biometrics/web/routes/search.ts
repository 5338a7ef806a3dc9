import { IconFingerprint } from '@tabler/icons-react'
import { registerRecordPanel } from '#kernel/web/RecordPanels.tsx'
import type { SystemWeb } from '#kernel/web/system.ts'

export const menu: SystemWeb['menu'] = [
  { path: '/biometrics/searches', covers: ['search', 'candidate', 'links', 'mark', 'marks', 'gallery'].map((page) => `/biometrics/${page}`), label: { ar: 'البحث بالبصمات', ckb: 'گەڕان بە پەنجەمۆر', en: 'Fingerprint searches' }, icon: IconFingerprint, may: 'biometrics.read-searches', order: 43 },
]
export const routes: SystemWeb['routes'] = [
  { path: '/biometrics/searches', may: 'biometrics.read-searches', lazy: () => import('../search/SearchesPage.tsx') },
  { path: '/biometrics/searches/figures', may: 'biometrics.inspect-searches', lazy: () => import('../search/FiguresPage.tsx') },
  { path: '/biometrics/search/new', may: 'biometrics.ask-search', lazy: () => import('../search/AskPage.tsx') },
  { path: '/biometrics/search/:id', may: 'biometrics.read-searches', lazy: () => import('../search/SearchPage.tsx') },
  { path: '/biometrics/candidate/:id', may: 'biometrics.examine', lazy: () => import('../search/CandidatePage.tsx') },
  { path: '/biometrics/links', may: 'biometrics.read-links', lazy: () => import('../search/LinksPage.tsx') },
  { path: '/biometrics/gallery', may: 'biometrics.read-gallery', lazy: () => import('../search/GalleryPage.tsx') },
]

registerRecordPanel('case', 'biometrics.read-searches', async () => ({ default: (await import('../search/panels.tsx')).CasePanel }))
registerRecordPanel('custody', 'biometrics.read-searches', async () => ({ default: (await import('../search/panels.tsx')).CustodyPanel }))
