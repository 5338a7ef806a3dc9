import { IconArrowsExchange, IconHourglassEmpty } from '@tabler/icons-react'
import { registerRecordPanel } from '#kernel/web/RecordPanels.tsx'
import type { SystemWeb } from '#kernel/web/system.ts'

export const menu: SystemWeb['menu'] = [
  { path: '/biometrics/retention', label: { ar: 'بصمات زال سببها', ckb: 'پەنجەمۆری بێ هۆکار', en: 'Prints to decide on' }, icon: IconHourglassEmpty, may: 'biometrics.read-retention', order: 46 },
  { path: '/biometrics/exchange', label: { ar: 'تبادل البصمات', ckb: 'گۆڕینەوەی پەنجەمۆر', en: 'Exchange of prints' }, icon: IconArrowsExchange, may: 'biometrics.read-exchange', order: 47 },
]
export const routes: SystemWeb['routes'] = [
  { path: '/biometrics/retention', may: 'biometrics.read-retention', lazy: () => import('../RetentionPage.tsx') },
  { path: '/biometrics/exchange', may: 'biometrics.read-exchange', lazy: () => import('../ExchangePage.tsx') },
  { path: '/biometrics/exchange/send/:id', may: 'biometrics.send-prints', lazy: () => import('../SendPage.tsx') },
  { path: '/biometrics/exchange/receive', may: 'biometrics.receive-prints', lazy: () => import('../ReceivePage.tsx') },
]

const panels = () => import('../chain/panels.tsx')
registerRecordPanel('custody', 'biometrics.read-prints', async () => ({ default: (await panels()).PrintsPanel }))
registerRecordPanel('custody-booked', 'biometrics.read-prints', async () => ({ default: (await panels()).BookedPanel }))
registerRecordPanel('custody-release', 'biometrics.read-prints', async () => ({ default: (await panels()).ReleasePanel }))
registerRecordPanel('custody-reception', 'biometrics.read-prints', async () => ({ default: (await panels()).ReceptionPanel }))
registerRecordPanel('roll-sheet', 'biometrics.draw-sample', async () => ({ default: (await panels()).RollSheetPanel }))
registerRecordPanel('roll-count', 'biometrics.read-prints', async () => ({ default: (await panels()).CountPanel }))
registerRecordPanel('enrolment', 'biometrics.send-prints', async () => ({ default: (await panels()).SendPanel }))
