import { IconPlugConnected } from '@tabler/icons-react'
import type { SystemWeb } from '#kernel/web/system.ts'

/** The lines between nodes. */
export const web: SystemWeb = {
  name: 'nodes',
  menu: [{ path: '/nodes', label: { ar: 'العقد والخطوط', ckb: 'گرێ و هێڵەکان', en: 'Nodes and lines' }, icon: IconPlugConnected, may: 'nodes.read', order: 955 }],
  routes: [{ path: '/nodes', may: 'nodes.read', lazy: () => import('./LinesPage.tsx') }],
  words: () => import('../words.ts'),
}
