/** Names of places for the demonstration country: quarters of the larger towns, Kurdish spellings, prisons. */
import type { Text } from '#kernel/words/text.ts'

/** Quarters after which a larger town's stations are named; by district code, `Arabic=English`, the district's own station first. */
const quarterTable: Record<string, string> = {
  'IQ-BG/2301': 'الكرادة=Karrada,السعدون=Saadoun,باب الشيخ=Bab al-Sheikh,الزعفرانية=Zafaraniya,بغداد الجديدة=New Baghdad,المسبح=Masbah,البتاوين=Bataween,الرشاد=Rashad,البلديات=Baladiyat,الكرادة الشرقية=East Karrada',
  'IQ-BG/2305': 'المنصور=Mansour,اليرموك=Yarmouk,البياع=Bayaa,الدورة=Dora,العامل=Amil,السيدية=Saidiya,الصالحية=Salhiya,العامرية=Amiriya,الغزالية=Ghazaliya,حي الجهاد=Jihad Quarter',
  'IQ-BG/2302': 'الوزيرية=Waziriya,القاهرة=Qahira,سبع أبكار=Saba Abkar,الصليخ=Sulaikh,راغبة خاتون=Raghiba Khatun,الأعظمية=Adhamiya',
  'IQ-BG/2306': 'الحرية=Hurriya,العطيفية=Utaifiya,الكاظمية=Kadhimiya,الرحمانية=Rahmaniya,العدل=Adil',
  'IQ-BG/2303': 'القناة=Qanat,الكيارة=Kayara,الحبيبية=Habibiya,الأورفلي=Urfali,الشركة=Sharika,الفلاح=Fallah',
  'IQ-NI/1201': 'الميدان=Maidan,النبي يونس=Nabi Yunus,الزهور=Zuhur,الرسالة=Risala,الكرامة=Karama,الحدباء=Hadba,المثنى=Muthanna,وادي حجر=Wadi Hajar,القدس=Quds,الصديق=Siddiq,تموز=Tammuz,الشفاء=Shifa',
  'IQ-BA/3501': 'العشار=Ashar,المعقل=Maqal,الجمهورية=Jumhuriya,القبلة=Qibla,الحيانية=Hayaniya,العزيزية=Aziziya,الموفقية=Muwafaqiya,الخليج=Khalij,الأصمعي=Asmai,البراضعية=Baradhiya',
  'IQ-KI/1401': 'العروبة=Uruba,رحيم آوه=Rahimawa,الشورجة=Shorja,القادسية=Qadisiya,تسعين=Tisin,إمام قاسم=Imam Qasim,دوميز=Domiz',
  'IQ-AR/1501': 'عنكاوا=Ankawa,تيراوه=Tairawa,سيداوه=Saidawa,نوروز=Nawroz,شورش=Shorish,كوران=Kuran,روزهلات=Rojhalat',
  'IQ-SU/1301': 'سرجنار=Sarchinar,آزادي=Azadi,بختياري=Bakhtiari,رابرين=Raparin,ملكندي=Malkandi,إبراهيم باشا=Ibrahim Pasha,توي ملك=Tui Malik',
  'IQ-DA/1101': 'نوهدرا=Nuhadra,مالطا=Malta,شيندوخا=Shindokha,كري باصي=Gre Basi,زركا=Zirka',
  'IQ-NA/2801': 'المدينة القديمة=Old City,الأمير=Amir,الجديدة=Jadida,الغري=Ghari,العدالة=Adala,النداء=Nida',
  'IQ-KA/2501': 'باب بغداد=Bab Baghdad,العباسية=Abbasiya,الحسين=Hussein,الموظفين=Muwadhafin,الحر الكبير=Great Hurr',
  'IQ-DQ/3301': 'الشامية=Shamiya,الإدارة المحلية=Local Administration,أريدو=Eridu,سومر=Sumer,المنصورية=Mansuriya',
  'IQ-BB/2401': 'بابل=Babil,الكرامة=Karama,نادر=Nadir,الجامعين=Jamiain,البكرلي=Bakarli',
  'IQ-AN/2201': 'الملعب=Malab,التأميم=Tamim,الصوفية=Sufiya,الحوز=Hawz',
  'IQ-AN/2203': 'الجولان=Jolan,نزال=Nazzal,الضباط=Dubbat',
  'IQ-DI/2101': 'التحرير=Tahrir,المفرق=Mafraq,كاطون الرازي=Katoon al-Razi,بهرز=Buhriz',
  'IQ-SD/2701': 'القادسية=Qadisiya,الزهور=Zuhur,الأربعين=Arbain',
  'IQ-SD/2703': 'المعتصم=Mutasim,الضباط=Dubbat,القلعة=Qala',
  'IQ-WA/2601': 'الزهراء=Zahra,الكرامة=Karama,الجهاد=Jihad,الداموك=Damuk',
  'IQ-MA/3401': 'الماجدية=Majidiya,الحسين القديم=Old Hussein,المعلمين=Mualimin,الشبانة=Shabana',
  'IQ-QA/3101': 'الجديدة=Jadida,الفرات=Furat,العروبة=Uruba,الجزائر=Jazair',
  'IQ-MU/3201': 'القشلة=Qishla,الغربي=Western,الصدر=Sadr',
  'IQ-BA/3503': 'الشهداء=Shuhada,المربد=Mirbad,الحوطة=Hawta',
}

export interface Place { readonly ar: string; readonly en: string }

/** The quarters of a district that have a station of their own beside the district's; none for most. */
export function quartersOf(district: string): Place[] {
  return (quarterTable[district] ?? '').split(',').filter(Boolean).map((entry) => {
    const [ar, en] = entry.split('=') as [string, string]
    return { ar, en }
  })
}

const kurdishNames: Record<string, string> = Object.fromEntries(
  ('دهوك=دهۆک,العمادية=ئامێدی,زاخو=زاخۆ,سميل=سێمێل,بردرش=بەردەڕەش,عقرة=ئاکرێ,السليمانية=سلێمانی,بشدر=پشدەر,رانية=ڕانیە,دوكان=دوکان,دربندخان=دەربەندیخان,جمجمال=چەمچەماڵ,كلار=کەلار,قره داغ=قەرەداغ,'
    + 'شارباريز=شارباژێڕ,ماوت=ماوەت,حلبجة=هەڵەبجە,شاره زور=شارەزوور,سيد صادق=سەیدسادق,بنجوين=پێنجوێن,أربيل=هەولێر,شقلاوة=شەقڵاوە,بنصلاوة=بنەسڵاوە,سوران=سۆران,جومان=چۆمان,كويسنجق=کۆیە,ميركسور=مێرگەسوور,'
    + 'خبات=خەبات,كركوك=کەرکووک,خانقين=خانەقین,كفري=کفری,مخمور=مەخموور,سنجار=شنگال,عنكاوا=عەنکاوە,تيراوه=تەیراوە,سيداوه=سەیداوە,نوروز=نەورۆز,شورش=شۆڕش,كوران=کوران,روزهلات=ڕۆژهەڵات,سرجنار=سەرچنار,آزادي=ئازادی,'
    + 'بختياري=بەختیاری,رابرين=ڕاپەڕین,ملكندي=مەڵکەندی,إبراهيم باشا=ئیبراهیم پاشا,توي ملك=تووی مەلیک,رحيم آوه=ڕەحیماوە,بغداد=بەغدا,البصرة=بەسرە,الموصل=مووسڵ,نينوى=نەینەوا,كربلاء=کەربەلا,النجف=نەجەف,'
    + 'الجديدة=نوێ,المركزي=ناوەندی,الأول=یەکەم,الثاني=دووەم,الثالث=سێیەم,النساء=ژنان,للكبار=بۆ گەورەکان,للنساء=بۆ ژنان,للأحداث=بۆ نەوجەوانان,الصبيان=کوڕان,الفتيان=لاوان,الفتيات=کچان,العدالة=دادپەروەری').split(',').map((pair) => pair.split('=') as [string, string]),
)

const kurdishLetters: Record<string, string> = { ي: 'ی', ى: 'ا', ك: 'ک', ة: 'ە', ث: 'س', ذ: 'ز', ص: 'س', ض: 'ز', ظ: 'ز', ط: 'ت', أ: 'ئ', إ: 'ئی', آ: 'ئا', ؤ: 'و', ء: '' }

/** A place's Kurdish name where it is known, else its Arabic name in Kurdish letters: good enough for a demonstration only. */
export function toKurdish(ar: string): string {
  const known = kurdishNames[ar]
  if (known) return known
  return ar.split(' ').map((word) => kurdishNames[word] ?? [...word.replace(/^ال(?=.{3})/u, '')].map((letter) => kurdishLetters[letter] ?? letter).join('')).join(' ')
}

export interface DemoPrison extends Place { readonly governorate: string; readonly capacity: number }

function prison(governorate: string, capacity: number, ar: string, en: string): DemoPrison {
  return { governorate, capacity, ar, en }
}

/** Prisons with plausible names and sizes; together about the capacity that was published, and no statement about any real place. */
export const prisons: readonly DemoPrison[] = [
  prison('IQ-BG', 2500, 'سجن بغداد المركزي', 'Baghdad Central Prison'), prison('IQ-BG', 1200, 'سجن الكرخ المركزي', 'Karkh Central Prison'), prison('IQ-BG', 1400, 'سجن الرصافة الأول', 'First Rusafa Prison'),
  prison('IQ-BG', 1300, 'سجن الرصافة الثاني', 'Second Rusafa Prison'), prison('IQ-BG', 900, 'سجن الرصافة الثالث', 'Third Rusafa Prison'), prison('IQ-BG', 3000, 'سجن التاجي المركزي', 'Taji Central Prison'),
  prison('IQ-BG', 450, 'سجن النساء المركزي', 'Central Women’s Prison'), prison('IQ-BG', 600, 'سجن العدالة', 'Adala Prison'), prison('IQ-DQ', 3200, 'سجن الناصرية المركزي', 'Nasiriyah Central Prison'),
  prison('IQ-DQ', 700, 'سجن الشطرة', 'Shatra Prison'), prison('IQ-BA', 1800, 'سجن البصرة المركزي', 'Basra Central Prison'), prison('IQ-BA', 700, 'سجن الزبير', 'Zubair Prison'),
  prison('IQ-BB', 1500, 'سجن بابل المركزي', 'Babil Central Prison'), prison('IQ-BB', 600, 'سجن الحلة', 'Hilla Prison'), prison('IQ-MA', 1100, 'سجن العمارة المركزي', 'Amarah Central Prison'),
  prison('IQ-NI', 1400, 'سجن بادوش المركزي', 'Badush Central Prison'), prison('IQ-NI', 600, 'سجن تلكيف', 'Tel Kaif Prison'), prison('IQ-AN', 700, 'سجن الأنبار المركزي', 'Anbar Central Prison'),
  prison('IQ-DI', 800, 'سجن بعقوبة المركزي', 'Baqubah Central Prison'), prison('IQ-SD', 650, 'سجن صلاح الدين المركزي', 'Salah al-Din Central Prison'), prison('IQ-KI', 700, 'سجن كركوك المركزي', 'Kirkuk Central Prison'),
  prison('IQ-WA', 750, 'سجن الكوت المركزي', 'Kut Central Prison'), prison('IQ-QA', 700, 'سجن الديوانية المركزي', 'Diwaniyah Central Prison'), prison('IQ-NA', 800, 'سجن النجف المركزي', 'Najaf Central Prison'),
  prison('IQ-KA', 650, 'سجن كربلاء المركزي', 'Karbala Central Prison'), prison('IQ-MU', 600, 'سجن السماوة المركزي', 'Samawah Central Prison'), prison('IQ-AR', 900, 'إصلاحية أربيل للكبار', 'Erbil Adult Reformatory'),
  prison('IQ-AR', 250, 'إصلاحية أربيل للنساء', 'Erbil Women’s Reformatory'), prison('IQ-SU', 950, 'إصلاحية السليمانية للكبار', 'Sulaymaniyah Adult Reformatory'), prison('IQ-SU', 1100, 'سجن جمجمال', 'Chamchamal Prison'),
  prison('IQ-DA', 800, 'إصلاحية دهوك للكبار', 'Duhok Adult Reformatory'),
]

/** Homes for juveniles (Juvenile Welfare Law 76/1983): observation homes and schools of rehabilitation. */
export const juvenileFacilities: readonly DemoPrison[] = [
  prison('IQ-BG', 300, 'دار ملاحظة الأحداث في بغداد', 'Baghdad Observation Home'), prison('IQ-BG', 180, 'مدرسة تأهيل الصبيان', 'School for the Rehabilitation of Boys'),
  prison('IQ-BG', 220, 'مدرسة تأهيل الفتيان', 'School for the Rehabilitation of Youths'), prison('IQ-BG', 60, 'دار تأهيل الفتيات', 'Home for the Rehabilitation of Girls'),
  prison('IQ-BA', 120, 'دار ملاحظة الأحداث في البصرة', 'Basra Observation Home'), prison('IQ-NI', 140, 'دار ملاحظة الأحداث في نينوى', 'Nineveh Observation Home'),
  prison('IQ-KI', 80, 'دار ملاحظة الأحداث في كركوك', 'Kirkuk Observation Home'), prison('IQ-DQ', 80, 'دار ملاحظة الأحداث في ذي قار', 'Dhi Qar Observation Home'),
  prison('IQ-AR', 110, 'إصلاحية أربيل للأحداث', 'Erbil Juvenile Reformatory'), prison('IQ-SU', 90, 'إصلاحية السليمانية للأحداث', 'Sulaymaniyah Juvenile Reformatory'), prison('IQ-DA', 90, 'إصلاحية دهوك للأحداث', 'Duhok Juvenile Reformatory'),
]

/** A text in three languages from an Arabic pattern with a place, e.g. `مركز شرطة {}`. */
export function named(ar: string, ckb: string, en: string, place: Place): Text {
  return { ar: ar.replace('{}', place.ar), ckb: ckb.replace('{}', toKurdish(place.ar)), en: en.replace('{}', place.en) }
}
