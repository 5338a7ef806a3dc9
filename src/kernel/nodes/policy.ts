import type { PolicyRule } from '#kernel/access/policy.ts'

export const nodesPolicy: readonly PolicyRule[] = [
  { roles: ['administrator', 'inspector'], may: ['nodes.read'], on: 'any',
    because: { ar: 'من يدير المنصة ومن يفتش عليها يعلمان أي الدوائر انقطع خطها وما ينتظر النقل', ckb: 'ئەوەی سیستەمەکە بەڕێوە دەبات و ئەوەی دەیپشکنێت دەزانن هێڵی کام فەرمانگە پچڕاوە و چی چاوەڕێی گواستنەوەیە', en: 'Whoever runs the platform, and whoever inspects it, knows which offices are cut off and what waits to be carried' } },
]
