import type { PolicyRule } from '#kernel/access/policy.ts'

const takers = ['station-officer', 'juvenile-officer', 'prison-reception', 'fingerprint-examiner'] as const
const chiefs = ['station-commander', 'prison-director'] as const

export const policy: readonly PolicyRule[] = [
  { roles: [...takers, ...chiefs, 'inspector', 'administrator'], may: ['biometrics.read-devices'], on: 'any',
    because: { ar: 'من يأخذ الطبعات ومن يسأل عنها يعرف أي جهاز يعمل وأيها لا يعمل', ckb: 'ئەوەی پەنجەمۆر وەردەگرێت و ئەوەی لێی بەرپرسە دەزانێت کام ئامێر کار دەکات و کامیان نا', en: 'Whoever takes prints, or answers for it, knows which device works and which does not' } },
  { roles: [...takers, ...chiefs], may: ['biometrics.check-sensor'], on: 'any',
    because: { ar: 'يفحص الجهاز من يستعمله؛ والصورة تُقاس ولا تُحفظ', ckb: 'ئەوەی ئامێرەکە بەکاردەهێنێت دەیپشکنێت؛ وێنەکە دەپێورێت و هەڵناگیرێت', en: 'A device is checked by whoever uses it; the image is measured and not kept' } },
  { roles: [...takers, ...chiefs, 'administrator'], may: ['biometrics.report-device'], on: 'any',
    because: { ar: 'من رأى الجهاز معطلًا يقول ذلك', ckb: 'ئەوەی ئامێرەکەی بە خراپی بینی دەیڵێت', en: 'Whoever finds a device broken says so' } },
  { roles: [...chiefs, 'fingerprint-examiner', 'administrator'], may: ['biometrics.manage-devices'], on: 'any',
    because: { ar: 'أجهزة الدائرة يسجلها ويعيدها إلى الخدمة وينهيها من يديرها، ومدير النظام', ckb: 'ئامێرەکانی فەرمانگە لەلایەن بەڕێوەبەرەکەی و بەڕێوەبەری سیستەمەوە تۆمار دەکرێن، دەگەڕێنرێنەوە کار و کۆتاییان پێدەهێنرێت', en: 'An office’s devices are registered, brought back and retired by whoever runs it, and by the administrator' } },
  { roles: [...chiefs, 'fingerprint-examiner', 'inspector', 'administrator'], may: ['biometrics.read-maintenance'], on: 'any',
    because: { ar: 'من يدير الأخذ أو يراقبه يرى جودته وما لم يُنجز، أرقامًا بلا صور', ckb: 'ئەوەی وەرگرتنەکە بەڕێوە دەبات یان چاودێری دەکات جۆرایەتی و کارە نەکراوەکان دەبینێت، بە ژمارە و بێ وێنە', en: 'Whoever runs or oversees the taking sees its quality and what is left undone: figures, no images' } },
]
