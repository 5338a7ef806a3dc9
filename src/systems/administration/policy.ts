import type { PolicyRule } from '#kernel/access/policy.ts'

export const policy: readonly PolicyRule[] = [
  { roles: ['administrator'], on: 'any',
    may: ['administration.add-office', 'administration.rename-office', 'administration.close-office', 'administration.create-post', 'administration.assign-post', 'administration.end-holding'],
    because: { ar: 'يدير مدير النظام الدوائر والمناصب ضمن نطاقه، ولا يعيّن نفسه', ckb: 'بەڕێوەبەری سیستەم فەرمانگە و پۆستەکانی سنووری خۆی بەڕێوە دەبات، و خۆی دانامەزرێنێت', en: 'The administrator keeps the offices and posts of their scope, and appoints never themselves' } },
  { roles: ['administrator'], on: 'any',
    may: ['administration.open-account', 'administration.reset-password', 'administration.disable-account', 'administration.enable-account', 'administration.reset-second-factor', 'administration.revoke-sessions', 'administration.unlock-account', 'administration.link-identity'],
    because: { ar: 'يفتح مدير النظام الحسابات ويغلقها، ولا يمس حسابه هو ولا يعرف كلمة مرور أحد', ckb: 'بەڕێوەبەری سیستەم هەژمار دەکاتەوە و دایدەخات، دەست لە هەژماری خۆی نادات و وشەی نهێنیی کەس نازانێت', en: 'The administrator opens and closes accounts, never their own, and knows nobody’s password' } },
  { roles: ['administrator'], on: 'new', may: ['administration.enter-holiday'], article: 'Holidays Law 12/2024',
    because: { ar: 'يُدخل مدير النظام العطل المعلنة بسندها', ckb: 'بەڕێوەبەری سیستەم پشووە ڕاگەیێنراوەکان بە بنەماکەیانەوە تۆمار دەکات', en: 'The administrator enters the holidays that were announced, with their source' } },
  { roles: ['administrator'], on: 'any', may: ['administration.withdraw-holiday', 'administration.approve-holiday'], article: 'Holidays Law 12/2024',
    because: { ar: 'لا تسري عطلة مدخلة حتى يقرها مدير نظام آخر', ckb: 'پشووی تۆمارکراو کاری پێناکرێت تا بەڕێوەبەرێکی تری سیستەم پەسەندی نەکات', en: 'An entered holiday counts only after another administrator has approved it' } },
  { roles: ['administrator', 'inspector'], on: 'any', may: ['administration.read', 'administration.read-refusals'],
    because: { ar: 'يطّلع مدير النظام والمفتش على الدوائر والحسابات وما رُفض', ckb: 'بەڕێوەبەری سیستەم و پشکنەر فەرمانگە و هەژمار و ڕەتکراوەکان دەبینن', en: 'The administrator and the inspector read offices, accounts and what was refused' } },
]
