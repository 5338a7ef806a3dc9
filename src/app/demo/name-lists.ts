/**
 * Names as borne in Iraq, made up into people by names.ts. One line: Arabic | Kurdish | Latin spellings | weight.
 * The weights are a guess at how common a name is, so that a demonstration has its thousand Mohammed Alis.
 */
export interface ListedName {
  readonly ar: string
  readonly ckb: string
  readonly latn: readonly string[]
  readonly weight: number
}

function readList(text: string): ListedName[] {
  return text.trim().split('\n').map((line) => {
    const [ar, ckb, latn, weight] = line.trim().split('|') as [string, string, string, string]
    return { ar, ckb, latn: latn.split(','), weight: Number(weight) }
  })
}

export const arabMen = readList(`
محمد|محەمەد|Mohammed,Muhammad,Mohamed,Mohammad|90
علي|عەلی|Ali,Aly|75
حسين|حسێن|Hussein,Hussain,Husain|60
أحمد|ئەحمەد|Ahmed,Ahmad|55
حسن|حەسەن|Hassan,Hasan|45
عباس|عەباس|Abbas|26
مصطفى|مستەفا|Mustafa,Mostafa|24
كريم|کەریم|Karim,Kareem|22
جاسم|جاسم|Jasim,Jassim|22
كاظم|کازم|Kadhim,Kazim|20
عبد الله|عەبدوڵڵا|Abdullah,Abdallah|20
محمود|مەحموود|Mahmoud,Mahmood|18
إبراهيم|ئیبراهیم|Ibrahim,Ebrahim|18
عمر|عومەر|Omar,Omer|16
حيدر|حەیدەر|Haider,Haidar,Hayder|18
خالد|خالید|Khalid,Khaled|14
سعد|سەعد|Saad|13
جواد|جەواد|Jawad|12
صالح|ساڵح|Salih,Saleh|13
عبد الرحمن|عەبدولڕەحمان|Abdulrahman,Abdul Rahman|12
يوسف|یووسف|Yousif,Yusuf,Yousef|13
سلمان|سەلمان|Salman|11
ماجد|ماجید|Majid,Majed|10
رعد|ڕەعد|Raad|10
حميد|حەمید|Hamid,Hameed|12
طارق|تاریق|Tariq,Tareq|8
عادل|عادڵ|Adil,Adel|10
فاضل|فازڵ|Fadhil,Fadil|10
رضا|ڕەزا|Ridha,Redha,Reza|9
جعفر|جەعفەر|Jaafar,Jafar|10
قاسم|قاسم|Qasim,Qassim|12
هاشم|هاشم|Hashim|9
هادي|هادی|Hadi|9
مهدي|مەهدی|Mahdi,Mehdi|12
صباح|سەباح|Sabah|9
سامي|سامی|Sami|7
نوري|نووری|Nouri,Noori|6
ناصر|ناسر|Nasir,Nasser|8
عبد الكريم|عەبدولکەریم|Abdulkarim,Abdul Kareem|8
عبد الحسين|عەبدولحسێن|Abdul Hussein,Abdulhussain|7
عبد الأمير|عەبدولئەمیر|Abdulamir,Abdul Ameer|6
عبد الزهرة|عەبدولزەهرە|Abdulzahra,Abdul Zahra|5
عبد الواحد|عەبدولواحید|Abdulwahid|4
عبد القادر|عەبدولقادر|Abdulqadir,Abdul Qader|5
عبد الجبار|عەبدولجەبار|Abduljabbar|5
عبد العزيز|عەبدولعەزیز|Abdulaziz|4
عبد الستار|عەبدولستار|Abdulsattar|4
عبد علي|عەبد عەلی|Abd Ali|3
موسى|مووسا|Musa,Mousa|8
عيسى|عیسا|Issa,Isa|7
إسماعيل|ئیسماعیل|Ismail,Ismael|8
خليل|خەلیل|Khalil,Khaleel|9
رحيم|ڕەحیم|Rahim,Raheem|9
سعيد|سەعید|Saeed,Said|9
سالم|سالم|Salim,Salem|8
عثمان|عوسمان|Othman,Uthman|6
ياسر|یاسر|Yasir,Yasser|8
ياسين|یاسین|Yaseen,Yassin|6
زيد|زەید|Zaid,Zayd|8
ليث|لەیس|Laith|7
مازن|مازن|Mazin|5
مؤيد|موئەیەد|Muayad|4
فلاح|فەلاح|Falah|6
نجم|نەجم|Najm|5
عدنان|عەدنان|Adnan|7
قيس|قەیس|Qais|5
وليد|وەلید|Walid,Waleed|7
هيثم|هەیسەم|Haitham|5
ضياء|زیا|Dhiaa,Diaa|5
علاء|عەلا|Alaa|8
عماد|عیماد|Imad,Emad|6
رياض|ڕیاز|Riyadh,Riad|6
جبار|جەبار|Jabbar|7
ستار|ستار|Sattar|6
خضير|خزێر|Khudhair,Khudair|5
حمزة|حەمزە|Hamza|8
منتظر|مونتەزەر|Muntadhar|6
مرتضى|مورتەزا|Murtadha,Murtada|7
سجاد|سەجاد|Sajjad|8
كرار|کەڕار|Karrar|9
أمير|ئەمیر|Amir,Ameer|8
باقر|باقر|Baqir|5
صادق|سادق|Sadiq|5
أيمن|ئەیمەن|Ayman|4
أنس|ئەنەس|Anas|4
بلال|بیلال|Bilal|4
سيف|سەیف|Saif|6
نور الدين|نوورەدین|Nouraldin,Nooruddin|2
صلاح الدين|سەڵاحەددین|Salahaddin|2
علاء الدين|عەلائەدین|Alauddin|2
شاكر|شاکر|Shakir|5
عبود|عەبوود|Abboud|4
حمود|حەموود|Hamoud|3
مطر|مەتەر|Matar|3
لفتة|لەفتە|Lafta|3
ثامر|سامر|Thamir|4
عواد|عەواد|Awad,Awwad|4
فرحان|فەرحان|Farhan|3
حاتم|حاتەم|Hatim,Hatem|4
نبيل|نەبیل|Nabil|4
بهاء|بەها|Bahaa|4
أبو بكر|ئەبوبەکر|Abu Bakr|1
`)

export const arabWomen = readList(`
فاطمة|فاتیمە|Fatima,Fatimah|50
زينب|زەینەب|Zainab,Zaynab|48
مريم|مەریەم|Maryam,Mariam|30
زهراء|زەهرا|Zahraa,Zahra|32
نور|نوور|Noor,Nour|20
هدى|هودا|Huda|15
سارة|سارا|Sara,Sarah|16
إيمان|ئیمان|Iman,Eman|12
رقية|ڕوقەیە|Ruqaya,Ruqayya|12
حوراء|حەورا|Hawraa|9
أسماء|ئەسما|Asmaa|9
خديجة|خەدیجە|Khadija|10
عائشة|عائیشە|Aisha|7
سعاد|سوعاد|Suad|8
نادية|نادیە|Nadia|8
ليلى|لەیلا|Layla,Laila|9
سميرة|سەمیرە|Samira|7
أمل|ئەمەل|Amal|8
رنا|ڕەنا|Rana|7
شيماء|شەیما|Shaimaa|9
آلاء|ئالا|Alaa|6
دعاء|دوعا|Duaa|8
هناء|هەنا|Hanaa|6
انتصار|ئینتیسار|Intisar|5
ابتسام|ئیبتیسام|Ibtisam|6
بشرى|بوشرا|Bushra|7
صبيحة|سەبیحە|Sabiha|4
نجاة|نەجات|Najat|4
كريمة|کەریمە|Karima|5
حليمة|حەلیمە|Halima|4
بتول|بەتوول|Batool|7
غفران|غوفران|Ghufran|5
ميس|مەیس|Mays|3
تبارك|تەبارەک|Tabarak|6
رحمة|ڕەحمە|Rahma|5
وفاء|وەفا|Wafaa|5
سهام|سیهام|Siham|5
نوال|نەوال|Nawal|5
أم كلثوم|ئوم کولسوم|Um Kulthum|1
رغد|ڕەغەد|Raghad|5
`)

export const kurdMen = readList(`
شيركو|شێرکۆ|Sherko|10
آزاد|ئازاد|Azad|16
هيوا|هیوا|Hiwa|12
كاروان|کاروان|Karwan|12
ريبين|ڕێبین|Rebin|9
دلير|دلێر|Diler,Dler|9
رزكار|ڕزگار|Rizgar|10
سردار|سەردار|Sardar|11
آرام|ئارام|Aram|11
هاوكار|هاوکار|Hawkar|8
نوزاد|نەوزاد|Nawzad|9
كاوه|کاوە|Kawa|9
سيروان|سیروان|Sirwan|9
ره نج|ڕەنج|Ranj|5
بختيار|بەختیار|Bakhtiar,Bakhtyar|8
سامان|سامان|Saman|9
زانا|زانا|Zana|7
لقمان|لوقمان|Luqman|6
هيمن|هێمن|Hemin|9
آسو|ئاسۆ|Aso|8
دلشاد|دڵشاد|Dilshad|9
جوان|جوان|Jwan|4
بيستون|بێستوون|Bestoon|5
ريكار|ڕێکار|Rekar|4
شوان|شوان|Shwan|8
نيجيرفان|نێچیرڤان|Nechirvan|3
بارزان|بارزان|Barzan|6
دلوفان|دلۆڤان|Dilovan|4
عبد الله|عەبدوڵڵا|Abdullah,Abdulla|16
محمد|محەمەد|Mohammed,Muhammad|24
أحمد|ئەحمەد|Ahmed,Ahmad|18
علي|عەلی|Ali|14
حسن|حەسەن|Hassan,Hasan|12
حسين|حسێن|Hussein,Husen|9
عمر|عومەر|Omer,Omar|12
عثمان|عوسمان|Othman,Osman|8
رسول|ڕەسووڵ|Rasul,Rasool|8
قادر|قادر|Qadir,Qader|9
حمه|حەمە|Hama|7
كريم|کەریم|Karim,Kareem|9
صابر|سابیر|Sabir,Saber|6
إسماعيل|ئیسماعیل|Ismail|7
إبراهيم|ئیبراهیم|Ibrahim,Ibraheem|8
خضر|خدر|Khidir,Khdr|5
مصطفى|مستەفا|Mustafa|7
`)

export const kurdWomen = readList(`
شيلان|شیلان|Shilan|8
هيرو|هێرۆ|Hero|6
نازنين|نازەنین|Nazanin|7
شنه|شنە|Shna|5
به ناز|بەناز|Banaz|4
روناك|ڕووناک|Runak|6
تافكه|تاڤگە|Tavga,Tavge|5
چنار|چنار|Chnar|5
لانه|لانە|Lana|7
نرمين|نەرمین|Narmin|6
سروه|سروە|Srwa|5
كولستان|گوڵستان|Gulistan|5
بيريفان|بێریڤان|Berivan|5
آواز|ئاواز|Awaz|6
فاطمة|فاتیمە|Fatima|10
آمنة|ئامینە|Amina|8
خديجة|خەدیجە|Khadija|6
زينب|زەینەب|Zainab|6
عائشة|عائیشە|Aisha|6
مريم|مەریەم|Maryam|6
`)

export const turkmenMen = readList(`
يشار|یەشار|Yashar|6
أرشد|ئەرشەد|Arshad|8
تورهان|تورهان|Turhan|5
أورهان|ئۆرهان|Orhan|5
نجدت|نەجدەت|Najdat|5
جودت|جەودەت|Jawdat|5
فكرت|فیکرەت|Fikrat|4
أيدن|ئایدن|Aydin|5
محمد|محەمەد|Mohammed,Mehmet|14
علي|عەلی|Ali|10
حسين|حسێن|Hussein,Huseyin|8
زين العابدين|زەینولعابدین|Zainalabidin|4
عباس|عەباس|Abbas|6
قاسم|قاسم|Qasim|5
`)

export const turkmenWomen = readList(`
آيتن|ئایتەن|Ayten|5
نرمين|نەرمین|Narmin|5
كلزار|گوڵزار|Gulzar|5
نسرين|نەسرین|Nasrin|6
زينب|زەینەب|Zainab|7
فاطمة|فاتیمە|Fatima|8
`)

export const southFamilies = readList(`
المالكي|مالیکی|Al-Maliki|14
الساعدي|ساعیدی|Al-Saadi,Al-Saidi|16
الربيعي|ڕوبەیعی|Al-Rubaie|14
اللامي|لامی|Al-Lami|12
الكعبي|کەعبی|Al-Kaabi|14
الموسوي|مووسەوی|Al-Musawi,Al-Moussawi|14
الحسيني|حسێنی|Al-Husseini|8
العبادي|عەبادی|Al-Abadi|8
الخفاجي|خەفاجی|Al-Khafaji|14
الأسدي|ئەسەدی|Al-Asadi|10
الزيدي|زەیدی|Al-Zaidi|10
البهادلي|بەهادلی|Al-Bahadli|6
الغزي|غزی|Al-Ghazi|7
الزركاني|زەرکانی|Al-Zargani|6
السوداني|سوودانی|Al-Sudani|8
البصري|بەسری|Al-Basri|5
التميمي|تەمیمی|Al-Tamimi|14
الحلفي|حەلفی|Al-Hilfi|5
المحمداوي|محەمەداوی|Al-Mohammedawi|7
الياسري|یاسری|Al-Yasiri|8
الجابري|جابری|Al-Jabiri|7
الشمري|شەمەری|Al-Shammari|12
البدري|بەدری|Al-Badri|5
العامري|عامری|Al-Amiri|8
الفتلاوي|فەتلاوی|Al-Fatlawi|9
الجنابي|جەنابی|Al-Janabi|10
العكيلي|عوگەیلی|Al-Ugaili|7
الحجامي|حەجامی|Al-Hajami|4
آل ياسين|ئال یاسین|Al Yaseen|2
`)

export const westFamilies = readList(`
الجبوري|جبووری|Al-Jubouri,Al-Jaburi|20
الدليمي|دولەیمی|Al-Dulaimi|20
العبيدي|عوبەیدی|Al-Obaidi,Al-Ubaidi|16
الشمري|شەمەری|Al-Shammari|14
الجنابي|جەنابی|Al-Janabi|10
العزاوي|عەززاوی|Al-Azzawi|14
السامرائي|سامەڕایی|Al-Samarrai|10
التكريتي|تکریتی|Al-Tikriti|7
الحمداني|حەمدانی|Al-Hamdani|10
الراوي|ڕاوی|Al-Rawi|7
العاني|عانی|Al-Ani|7
الهيتي|هیتی|Al-Hiti|5
الحديثي|حەدیسی|Al-Hadithi|5
الطائي|تائی|Al-Taie,Al-Tai|10
الزوبعي|زۆبعی|Al-Zobaie|7
المشهداني|مەشهەدانی|Al-Mashhadani|10
القيسي|قەیسی|Al-Qaisi|9
الفلوجي|فەلووجی|Al-Falluji|3
الموصلي|مووسڵی|Al-Mosuli|5
النعيمي|نوعەیمی|Al-Nuaimi|9
الحيالي|حەیالی|Al-Hayali|6
اللهيبي|لوهەیبی|Al-Luhaibi|7
البياتي|بەیاتی|Al-Bayati|8
الدوري|دووری|Al-Douri|6
العلواني|عەلوانی|Al-Alwani|5
`)

export const kurdFamilies = readList(`
برزنجي|بەرزنجی|Barzanji|8
بارزاني|بارزانی|Barzani|8
طالباني|تاڵەبانی|Talabani|7
جاف|جاف|Jaf|9
زنكنه|زەنگەنە|Zangana|8
دوسكي|دۆسکی|Doski|7
سورجي|سورچی|Surchi|6
هورامي|هەورامی|Hawrami|7
شواني|شوانی|Shwani|6
زيباري|زێباری|Zebari|7
كوييي|کۆیی|Koyi|3
دزئي|دزەیی|Dizayee|5
خوشناو|خۆشناو|Khoshnaw|7
بشدري|پشدەری|Pishdari|4
`)

export const turkmenFamilies = readList(`
البياتي|بەیاتی|Al-Bayati,Bayatli|14
الصالحي|ساڵحی|Salihi|6
دميرجي|دەمیرچی|Demirchi|5
قصاب أوغلو|قەساب ئۆغڵو|Kassaboglu|4
الآغا|ئاغا|Al-Agha|4
القره غولي|قەرەغوولی|Al-Qaraghuli|7
التلعفري|تەلەعفەری|Al-Talafari|6
`)
