import type { PolicyRule } from './policy.ts'
import { roles } from './roles.ts'

/** The powers that come with having an account, and those over sealed records and broken glass. */
export const accessPolicy: readonly PolicyRule[] = [
  { roles, may: ['access.sign-out', 'access.revoke-session', 'access.choose-post', 'access.set-language', 'access.change-password', 'access.enrol-totp', 'access.remove-totp', 'access.add-passkey', 'access.remove-passkey'], on: 'any',
    because: { ar: 'لكل حساب أن يدير دخوله بنفسه: كلمة مروره وجلساته وعامله الثاني', ckb: 'هەر هەژمارێک خۆی چوونەژوورەوەی خۆی بەڕێوە دەبات: وشەی نهێنی و دانیشتن و هۆکاری دووەم', en: 'Each account manages its own way in: password, sessions and second factor' } },
  { roles, may: ['access.withdraw-approval'], on: 'any',
    because: { ar: 'من طلب موافقة فله أن يسحب طلبه', ckb: 'ئەوەی داوای پەسەندکردنی کردووە دەتوانێت داواکەی بکێشێتەوە', en: 'Whoever asked for an approval may take the request back' } },
  { roles: ['investigative-judge', 'trial-judge', 'cassation-judge'], may: ['access.seal'], on: ['holder', 'judge', 'court', 'cassation'],
    because: { ar: 'لا يختم السجل ولا يرفع ختمه إلا القاضي المختص به', ckb: 'تەنها دادوەری تایبەتمەند دەتوانێت تۆمارێک مۆر بکات یان مۆرەکەی لاببات', en: 'Only the judge of a record seals it or lifts the seal' } },
  { roles: ['station-commander', 'investigator', 'juvenile-officer', 'investigative-judge', 'trial-judge', 'cassation-judge', 'prosecutor', 'prison-director', 'prison-doctor', 'inspector'], may: ['access.break-glass'], on: 'any', article: 'Penal 437',
    because: { ar: 'الاطلاع الاضطراري: بسبب مكتوب، ولساعة واحدة، وبإنذار للتفتيش، ومراجعة من شخص آخر', ckb: 'بینینی ناچاری: بە هۆکاری نووسراو، بۆ یەک کاتژمێر، بە ئاگادارکردنەوەی پشکنین و پێداچوونەوەی کەسێکی تر', en: 'Emergency reading: with a written reason, for one hour, with an alarm to the inspectorate, reviewed by someone else' } },
  { roles: ['inspector'], may: ['access.review-glass'], on: 'any',
    because: { ar: 'يراجع المفتش كل اطلاع اضطراري لم يقم به هو', ckb: 'پشکنەر پێداچوونەوە بە هەموو بینینێکی ناچاریدا دەکات کە خۆی نەیکردووە', en: 'The inspector reviews every emergency reading that is not their own' } },
]
