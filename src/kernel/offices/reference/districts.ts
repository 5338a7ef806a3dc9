/**
 * Districts (أقضية). Secondary sources only (P): lists overlap and their number is disputed (101 in the 2019 boundary file,
 * 190 elsewhere), so this is a starting point that an administrator edits, and no rule of law may rest on it.
 */
export interface District {
  /** `<governorate>/<four-digit statistical code, else the English name in small letters>`. */
  readonly code: string
  readonly governorate: string
  readonly ar: string
  readonly en: string
  /** 'base': in the older numbered list; 'newer': only in newer lists. */
  readonly list: 'base' | 'newer'
  readonly confidence: 'P'
  /** Another entry that is the same place under another name or governorate. */
  readonly sameAs?: string
}

/** `code name-ar = name-en` by commas; entries without a code are of the newer lists. `~` is followed by the entry it repeats. */
const table: Record<string, string> = {
  'IQ-DA': '1101 دهوك=Duhok,1102 العمادية=Amedi,1103 زاخو=Zakho,1104 سميل=Sumel,بردرش=Bardarash,عقرة=Akre',
  'IQ-NI': '1201 الموصل=Mosul,1203 الحمدانية=Hamdaniya,1204 تلكيف=Tel Kaif,1205 سنجار=Sinjar,1206 تلعفر=Tal Afar,1207 الشيخان=Shekhan,1208 الحضر=Hatra,1209 البعاج=Baaj,1210 عقرة=Akre~IQ-DA/akre,مخمور=Makhmur',
  'IQ-SU': '1301 السليمانية=Sulaymaniyah,1303 حلبجة=Halabja~IQ-HA/halabja,1305 بشدر=Pshdar,1306 رانية=Ranya,1307 دوكان=Dukan,1308 دربندخان=Darbandikhan,1309 جمجمال=Chamchamal,1310 كلار=Kalar,قره داغ=Qaradagh,شارباريز=Sharbazher,ماوت=Mawat',
  'IQ-HA': 'حلبجة=Halabja,شاره زور=Sharazoor,سيد صادق=Said Sadiq,بنجوين=Penjwen',
  'IQ-KI': '1401 كركوك=Kirkuk,1402 الحويجة=Hawija,1403 داقوق=Daquq,1404 دبس=Dibis',
  'IQ-AR': '1501 أربيل=Erbil,1502 مخمور=Makhmur~IQ-NI/makhmur,1504 الصديق=Siddiq~IQ-AR/soran,1506 شقلاوة=Shaqlawa,بنصلاوة=Binaslawa,سوران=Soran,جومان=Choman,كويسنجق=Koya,ميركسور=Mergasor,خبات=Khabat',
  'IQ-DI': '2101 بعقوبة=Baqubah,2102 المقدادية=Muqdadiya,2103 الخالص=Khalis,2104 خانقين=Khanaqin,2105 بلدروز=Baladruz,2106 كفري=Kifri,خان بني سعد=Khan Bani Saad',
  'IQ-AN': '2201 الرمادي=Ramadi,2202 هيت=Hit,2203 الفلوجة=Fallujah,2204 عنه=Anah,2205 حديثة=Haditha,2206 الرطبة=Rutba,2207 القائم=Al-Qaim,2208 راوة=Rawa,الخالدية=Khalidiya,العامرية=Amiriya,الكرمة=Karma',
  'IQ-BG': '2301 الرصافة=Rusafa,2302 الأعظمية=Adhamiya,2303 الصدر=Sadr City,2305 الكرخ=Karkh,2306 الكاظمية=Kadhimiya,2307 المحمودية=Mahmudiya,2308 أبي غريب=Abu Ghraib,2309 الطارمية=Tarmiya,2310 المدائن=Madain,الشعب=Shaab,الصدر الأول=First Sadr,الصدر الثاني=Second Sadr,الحسينية=Husseiniya,المعامل=Maamil,الشعلة=Shula,التاجي=Taji',
  'IQ-BB': '2401 الحلة=Hilla,2402 المحاويل=Mahawil,2403 الهاشمية=Hashimiya,2405 المسيب=Musayyib,الحمزة الغربي=Western Hamza,القاسم=Qasim,كوثى=Kutha,الإسكندرية=Iskandariya,النيل=Nil,الكفل=Kifl',
  'IQ-KA': '2501 كربلاء=Karbala,2502 عين التمر=Ain al-Tamr,2503 الهندية=Hindiya,الحر=Hurr',
  'IQ-WA': '2601 الكوت=Kut,2602 النعمانية=Numaniya,2603 الحي=Hay,2604 بدرة=Badra,2605 الصويرة=Suwaira,2606 العزيزية=Aziziya',
  'IQ-SD': '2701 تكريت=Tikrit,2702 طوز خورماتو=Tuz Khurmatu,2703 سامراء=Samarra,2704 بلد=Balad,2705 بيجي=Baiji,2706 الدور=Dour,2707 الشرقاط=Shirqat,2708 الفارس=Faris~IQ-SD/dujail,2709 الثرثار=Tharthar,الدجيل=Dujail,آمرلي=Amerli',
  'IQ-NA': '2801 النجف=Najaf,2802 الكوفة=Kufa,2803 المناذرة=Manathera,المشخاب=Mishkhab,الحيدرية=Haidariya,الحيرة=Hira',
  'IQ-QA': '3101 الديوانية=Diwaniyah,3102 عفك=Afak,3104 الشامية=Shamiya,3105 الحمزة=Hamza,البدير=Budair,سومر=Sumer,الدغارة=Daghara,نفر=Nuffar,السنية=Saniya,الشافعية=Shafiya',
  'IQ-MU': '3201 السماوة=Samawah,3202 الرميثة=Rumaitha,3203 السلمان=Salman,3204 الخضر=Khidhir,الوركاء=Warka',
  'IQ-DQ': '3301 الناصرية=Nasiriyah,3302 الرفاعي=Rifai,3303 سوق الشيوخ=Suq al-Shuyukh,3304 الجبايش=Chibayish,3305 الشطرة=Shatra,الدواية=Dawaya,الفهود=Fuhud,الفجر=Fajr,النصر=Nasr,الغراف=Gharraf,قلعة سكر=Qalat Sukkar',
  'IQ-MA': '3401 العمارة=Amarah,3402 علي الغربي=Ali al-Gharbi,3403 الميمونة=Maimuna,3404 قلعة صالح=Qalat Salih,3405 المجر الكبير=Majar al-Kabir,3406 الكحلاء=Kahla',
  'IQ-BA': '3501 البصرة=Basra,3502 أبي الخصيب=Abu al-Khasib,3503 الزبير=Zubair,3504 القرنة=Qurna,3505 الفاو=Faw,3506 شط العرب=Shatt al-Arab,3507 المدينة=Madina,الدير=Dair',
}

function readEntry(governorate: string, entry: string): District {
  const [names, sameAs] = entry.split('~') as [string, string?]
  const [left, en] = names.split('=') as [string, string]
  const number = /^\d{4}/.exec(left)?.[0]
  return {
    code: `${governorate}/${number ?? en.toLowerCase().replaceAll(' ', '-')}`,
    governorate, en, ar: left.replace(/^\d{4} /, ''), list: number ? 'base' : 'newer', confidence: 'P',
    ...(sameAs ? { sameAs } : {}),
  }
}

export const districts: readonly District[] = Object.entries(table).flatMap(([code, entries]) => entries.split(',').map((entry) => readEntry(code, entry)))

/** The districts of a governorate, each place once; the seat's first. */
export function districtsOf(governorate: string): District[] {
  return districts.filter((district) => district.governorate === governorate && !district.sameAs)
}
