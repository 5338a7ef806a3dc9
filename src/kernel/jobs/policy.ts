import type { PolicyRule } from '#kernel/access/policy.ts'

export const jobsPolicy: readonly PolicyRule[] = [
  { roles: ['administrator'], may: ['jobs.read-failed'], on: 'any',
    because: { ar: 'من يدير المنصة يعلم بما تعثّر من أعمالها المجدولة', ckb: 'ئەوەی سیستەمەکە بەڕێوە دەبات دەزانێت کام کاری خشتەکراو سەرنەکەوتووە', en: 'Whoever runs the platform knows which of its scheduled work failed' } },
]
