/** Penal Code 440 to 503: property, and the contraventions. */
import { base, days, detention, months, type Offence, penal, when, years } from './offence.ts'

export const propertyOffences: readonly Offence[] = [
  penal('PC-440', '440', ['سرقة مشددة', 'دزیی توندکراو', 'Theft with the whole aggravated set'], [base('life', { or: 'temporary' })], { complaint: 'kin' }),
  penal('PC-441/442', '442', ['السرقة في الطريق وبالإكراه', 'دزی لە ڕێگا و بە زۆر', 'Highway robbery and robbery'], [
    base(years(15)), when('death-results', 'death', { or: 'life' }), when('highway', 'life', { or: 'temporary', article: '441' }), when('highway-torture', 'death', { article: '441' }),
  ], { complaint: 'kin' }),
  penal('PC-443/444', '444', ['السرقة من دار أو من خادم أو بإكراه', 'دزی لە ماڵ یان لەلایەن خزمەتکار یان بە زۆر', 'Theft from a dwelling, by a servant, or with force'], [
    base(years(7), { or: 'detention' }), when('two-circumstances', years(10)), when('force-or-night', years(10), { article: '443' }),
  ], { complaint: 'kin' }),
  penal('PC-446', '446', ['السرقة البسيطة', 'دزیی سادە', 'Simple theft'], [base(detention), when('small-value', 'fine', { fine: 'or' })], { complaint: 'kin' }),
  penal('PC-448', '448', ['تحريض الحدث على السرقة', 'هاندانی نەوجەوان بۆ دزی', 'Inciting minors to steal'], [base(years(3)), when('several-or-guardian', detention)]),
  penal('PC-450', '450', ['اغتيال لقطة', 'دەستگرتن بەسەر ماڵی دۆزراوەدا', 'Taking lost property'], [base(years(1), { fine: 'and-or' })]),
  penal('PC-451/452', '452(1)', ['اغتصاب السندات والأموال', 'سەندنی سەنەد و پارە بە زۆر', 'Extorting a document or money'], [
    base(years(7), { or: 'detention' }), when('force', years(10), { article: '452(2)' }), when('document', years(15), { article: '451' }),
  ], { complaint: 'kin' }),
  penal('PC-453', '453', ['خيانة الأمانة', 'خیانەتی ئەمانەت', 'Breach of trust'], [
    base(detention, { fine: 'or' }), when('professional', detention), when('trustee', years(7), { or: 'detention' }),
  ], { complaint: 'kin' }),
  penal('PC-456/457', '456', ['الاحتيال والتصرف بمال الغير', 'فێڵکردن و مامەڵە بە ماڵی خەڵک', 'Fraud; disposing of another’s property'], [base(detention)], { complaint: 'kin' }),
  penal('PC-459', '459', ['إعطاء صك بدون رصيد', 'دانی چەکی بێ بارمتە', 'Cheque without cover'], [base(detention, { fine: 'and-or' })]),
  penal('PC-460/461', '460', ['حيازة أموال متحصلة من جريمة', 'هەبوونی ماڵی بەدەستهاتوو لە تاوان', 'Receiving the proceeds of crime'], [
    base(years(7)), when('misdemeanour-source', detention), when('should-have-known', years(1), { fine: 'and-or', article: '461' }),
  ], { complaint: 'kin' }),
  penal('PC-477/479/481', '477(1)', ['إتلاف الأموال والزرع وعلامات الحدود', 'لەناوبردنی ماڵ و کشتوکاڵ و نیشانەی سنوور', 'Damage to property, crops or boundary marks'], [
    base(years(2), { fine: 'and-or' }), when('public-service', detention, { article: '477(2)' }), when('death-results', 'temporary', { article: '477(3)' }),
    when('crops', detention, { fine: 'and-or', article: '479(1)' }), when('crops-night-armed', years(7), { or: 'detention', article: '479(2)' }),
    when('boundary', years(2), { fine: 'and-or', article: '481' }), when('boundary-force', detention, { article: '481' }),
  ], { complaint: 'base' }),
  penal('PC-489–503', '489–503', ['المخالفات', 'سەرپێچییەکان', 'Contraventions'], [
    base(months(3), { fine: 'or', article: '496, 498' }), when('road-signs', months(1), { fine: 'or', article: '489–491' }),
    when('careless-riding', days(10), { fine: 'or', article: '493' }), when('littering', days(15), { fine: 'or', article: '497' }),
  ]),
]
