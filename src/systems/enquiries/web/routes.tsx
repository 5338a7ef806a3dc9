import type { SystemWeb } from '#kernel/web/system.ts'

export const web: SystemWeb = {
  name: 'enquiries',
  menu: [],
  routes: [
    { path: '/where', public: true, lazy: () => import('./WherePage.tsx') },
    { path: '/check', public: true, lazy: () => import('./CheckPage.tsx') },
    { path: '/check/:code', public: true, lazy: () => import('./CheckPage.tsx') },
    { path: '/open-data', public: true, lazy: () => import('./OpenDataPage.tsx') },
  ],
  words: () => import('../words.ts'),
}
