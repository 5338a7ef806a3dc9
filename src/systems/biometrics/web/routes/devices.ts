import { IconDeviceDesktopCog } from '@tabler/icons-react'
import type { SystemWeb } from '#kernel/web/system.ts'

export const menu: SystemWeb['menu'] = [
  { path: '/biometrics/devices', label: { ar: 'أجهزة البصمات', ckb: 'ئامێرەکانی پەنجەمۆر', en: 'Fingerprint devices' }, icon: IconDeviceDesktopCog, may: 'biometrics.read-devices', order: 46 },
]
export const routes: SystemWeb['routes'] = [
  { path: '/biometrics/devices', may: 'biometrics.read-devices', lazy: () => import('../upkeep/DevicesPage.tsx') },
  { path: '/biometrics/devices/new', may: 'biometrics.manage-devices', lazy: () => import('../upkeep/RegisterPage.tsx') },
  { path: '/biometrics/devices/:id', may: 'biometrics.read-devices', lazy: () => import('../upkeep/DevicePage.tsx') },
  { path: '/biometrics/maintenance', may: 'biometrics.read-maintenance', lazy: () => import('../upkeep/MaintenancePage.tsx') },
]
