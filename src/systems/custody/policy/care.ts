import type { PolicyRule } from '#kernel/access/policy.ts'
import { keepers } from './release.ts'

/** Medical examinations, allegations of ill-treatment, property, death and escape. */
export const carePolicy: readonly PolicyRule[] = [
  { roles: ['station-officer', 'station-commander', 'juvenile-officer', 'prison-doctor'], may: ['custody.record-medical'], on: ['holder'], article: 'Mandela 30, 34',
    because: { ar: 'تسجل الجهة الحائزة الفحص الطبي الذي أجراه الطبيب', ckb: 'لایەنی ڕاگر پشکنینی پزیشک تۆمار دەکات', en: 'The place that holds the person records the doctor’s examination' } },
  { roles: ['prosecutor'], may: ['custody.record-medical'], on: ['prosecution'], article: 'Mandela 34, 71',
    because: { ar: 'للادعاء العام أن يعرض المحتجز على طبيب مستقل', ckb: 'داواکاری گشتی دەتوانێت ڕاگیراو بخاتە بەردەم پزیشکێکی سەربەخۆ', en: 'The prosecution may have the person seen by an independent doctor' } },
  { roles: ['prison-doctor', 'investigative-judge', 'trial-judge', 'cassation-judge', 'prosecutor'], may: ['custody.read-medical'], on: 'any', article: 'Mandela 26',
    because: { ar: 'نتائج الفحص سرية: للطبيب والقاضي والادعاء العام', ckb: 'ئەنجامی پشکنین نهێنییە: بۆ پزیشک و دادوەر و داواکاری گشتی', en: 'Medical findings are confidential: for the doctor, the judge and the prosecution' } },
  { roles: [...keepers, 'prison-doctor', 'investigator', 'investigative-judge', 'trial-judge', 'prosecutor', 'inspector'], may: ['custody.allege'], on: 'new', article: 'Const 37(1)(C), CPC 127',
    because: { ar: 'من قيل له ادعاء بسوء المعاملة يرفعه إلى الادعاء العام', ckb: 'ئەوەی بانگەشەی خراپ مامەڵەی پێ دەگوترێت دەیگەیەنێت بە داواکاری گشتی', en: 'Whoever is told of ill-treatment brings it to the prosecution' } },
  { roles: ['prosecutor', 'investigative-judge', 'trial-judge', 'inspector'], may: ['custody.read-allegation'], on: 'any',
    because: { ar: 'يطلع على الادعاءات الادعاء العام والقاضي والتفتيش، لا الجهة المشكو منها', ckb: 'داواکاری گشتی و دادوەر و پشکنین بانگەشەکان دەبینن، نەک لایەنی سکاڵا لێکراو', en: 'Allegations are read by prosecution, judge and inspectorate, not by the office they are about' } },
  { roles: ['prosecutor'], may: ['custody.examine-allegation', 'custody.close-allegation'], on: ['holder'], article: 'Mandela 71',
    because: { ar: 'الادعاء العام وحده يحقق في الادعاء ويختمه', ckb: 'تەنها داواکاری گشتی لێکۆڵینەوە لە بانگەشەکە دەکات و کۆتایی پێدێنێت', en: 'Only the prosecution examines an allegation and closes it' } },
  { roles: keepers, may: ['custody.take-property', 'custody.issue-handover-receipt'], on: ['holder'], article: 'Mandela 7(e), 67',
    because: { ar: 'تحفظ الجهة الحائزة أمانات المحتجز بوصل', ckb: 'لایەنی ڕاگر ئەمانەتی ڕاگیراو بە پسوولە دەپارێزێت', en: 'The place that holds the person keeps the property against a receipt' } },
  { roles: keepers, may: ['custody.issue-intake'], on: ['holder'], article: 'Mandela 7',
    because: { ar: 'تطبع الجهة الحائزة قيد الاستقبال', ckb: 'لایەنی ڕاگر تۆماری وەرگرتن چاپ دەکات', en: 'The place that holds the person prints the intake record' } },
  { roles: keepers, may: ['custody.record-death', 'custody.record-escape', 'custody.record-recapture'], on: ['holder'], article: 'Mandela 8(f), 71; Penal 267',
    because: { ar: 'الوفاة والهرب وإعادة القبض تسجلها الجهة الحائزة حالاً ويُبلغ بها من هو خارجها', ckb: 'مردن و هەڵاتن و گرتنەوە دەستبەجێ لایەنی ڕاگر تۆماری دەکات و دەرەوەی خۆی ئاگادار دەکاتەوە', en: 'Death, escape and recapture are recorded at once by the holder, and told to those outside it' } },
]
