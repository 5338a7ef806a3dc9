import { IconUsers } from '@tabler/icons-react'
import type { SystemWeb } from '#kernel/web/system.ts'

/** The register of persons. */
export const web: SystemWeb = {
  name: 'people',
  menu: [{ path: '/people', label: { ar: 'الأشخاص', ckb: 'کەسەکان', en: 'People' }, icon: IconUsers, may: 'people.search', order: 60 }],
  routes: [
    { path: '/people', may: 'people.search', lazy: () => import('./SearchPage.tsx') },
    { path: '/people/new', may: 'people.create', lazy: () => import('./NewPersonPage.tsx') },
    { path: '/people/merges', may: 'people.merge.approve', lazy: () => import('./MergesPage.tsx') },
    { path: '/people/doubles', may: 'people.merge.propose', lazy: () => import('./QueuePage.tsx') },
    { path: '/people/:id', may: 'people.search', lazy: () => import('./PersonPage.tsx') },
    { path: '/people/:id/duplicates', may: 'people.search', lazy: () => import('./DuplicatesPage.tsx') },
    { path: '/people/:id/name', may: 'people.correct', lazy: () => import('./NamePage.tsx') },
    { path: '/people/:id/correct', may: 'people.correct', lazy: () => import('./CorrectPage.tsx') },
    { path: '/people/:id/document', may: 'people.correct', lazy: () => import('./DocumentPage.tsx') },
    { path: '/people/:id/not-this-person', may: 'people.not-this-person', lazy: () => import('./NotThisPersonPage.tsx') },
  ],
  words: () => import('../screen-words.ts'),
}
