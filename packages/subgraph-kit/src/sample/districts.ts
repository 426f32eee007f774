import type { Governorate } from '../values/governorate';

/** Whether people of a district live in town or in villages. */
export type Settlement = 'TOWN' | 'COUNTRY';

export interface SampleDistrict {
  readonly ar: string;
  readonly en: string;
  /** Degrees, of its centre, to about a kilometre. */
  readonly latitude: number;
  readonly longitude: number;
  readonly settlement: Settlement;
}

/**
 * Well-known districts (مركز/قسم) of each governorate, as a sample: the names are real, the list is not complete and
 * its numbering is ours. Arabic | English | latitude | longitude | T for town, C for country.
 */
const TABLE: Readonly<Record<Governorate, string>> = {
  EG_C: `
    مدينة نصر|Nasr City|30.06|31.33|T
    مصر الجديدة|Heliopolis|30.09|31.33|T
    شبرا|Shubra|30.08|31.25|T
    عين شمس|Ain Shams|30.13|31.33|T
    المطرية|El Matareya|30.12|31.31|T
    الزاوية الحمراء|El Zawya El Hamra|30.10|31.27|T
    السلام|El Salam|30.17|31.41|T
    السيدة زينب|El Sayeda Zeinab|30.03|31.24|T
    الدرب الأحمر|El Darb El Ahmar|30.04|31.26|T
    دار السلام|Dar El Salam|29.99|31.24|T
    المعادي|Maadi|29.96|31.26|T
    حلوان|Helwan|29.85|31.33|T`,
  EG_ALX: `
    المنتزه|El Montaza|31.27|30.01|T
    الرمل|El Raml|31.24|29.97|T
    سيدي جابر|Sidi Gaber|31.22|29.94|T
    محرم بك|Moharram Bek|31.19|29.92|T
    كرموز|Karmouz|31.18|29.90|T
    مينا البصل|Mina El Basal|31.18|29.88|T
    الجمرك|El Gomrok|31.20|29.88|T
    الدخيلة|El Dekheila|31.13|29.81|T
    العامرية|El Amreya|31.01|29.81|C
    برج العرب|Borg El Arab|30.92|29.55|C`,
  EG_PTS: `
    الشرق|El Sharq|31.26|32.31|T
    العرب|El Arab|31.26|32.30|T
    المناخ|El Manakh|31.26|32.28|T
    الزهور|El Zohour|31.25|32.27|T
    الضواحي|El Dawahi|31.24|32.28|T
    بورفؤاد|Port Fouad|31.25|32.32|T
    الجنوب|El Ganoub|31.13|32.29|C`,
  EG_SUZ: `
    السويس|Suez|29.97|32.54|T
    الأربعين|El Arbaeen|29.98|32.53|T
    فيصل|Faisal|29.99|32.51|T
    عتاقة|Ataqa|29.93|32.47|T
    الجناين|El Ganayen|30.03|32.57|C`,
  EG_DT: `
    دمياط|Damietta|31.42|31.81|C
    فارسكور|Faraskur|31.33|31.71|C
    كفر سعد|Kafr Saad|31.36|31.69|C
    الزرقا|El Zarqa|31.21|31.63|C
    كفر البطيخ|Kafr El Batikh|31.40|31.74|C
    دمياط الجديدة|New Damietta|31.44|31.68|T`,
  EG_DK: `
    المنصورة|El Mansoura|31.04|31.38|C
    طلخا|Talkha|31.05|31.37|C
    ميت غمر|Mit Ghamr|30.72|31.26|C
    دكرنس|Dekernes|31.09|31.60|C
    أجا|Aga|30.94|31.29|C
    السنبلاوين|El Senbellawein|30.88|31.46|C
    المنزلة|El Manzala|31.16|31.94|C
    بلقاس|Belqas|31.21|31.36|C
    شربين|Sherbin|31.19|31.52|C
    منية النصر|Minyet El Nasr|31.13|31.64|C
    تمي الأمديد|Temi El Amdid|30.95|31.53|C
    المطرية|El Matareya|31.18|32.03|T`,
  EG_SHR: `
    الزقازيق|Zagazig|30.59|31.50|C
    بلبيس|Belbeis|30.42|31.56|C
    منيا القمح|Minya El Qamh|30.52|31.35|C
    أبو حماد|Abu Hammad|30.54|31.67|C
    فاقوس|Faqous|30.73|31.80|C
    الحسينية|El Husseiniya|30.86|31.92|C
    ههيا|Hehia|30.67|31.59|C
    أبو كبير|Abu Kabir|30.73|31.67|C
    ديرب نجم|Diarb Negm|30.75|31.44|C
    كفر صقر|Kafr Saqr|30.79|31.63|C
    مشتول السوق|Mashtoul El Souq|30.36|31.38|C
    العاشر من رمضان|10th of Ramadan|30.30|31.75|T`,
  EG_KB: `
    بنها|Benha|30.46|31.18|C
    قليوب|Qalyub|30.18|31.21|C
    شبرا الخيمة|Shubra El Kheima|30.13|31.25|T
    طوخ|Tukh|30.35|31.20|C
    القناطر الخيرية|El Qanater El Khayreya|30.19|31.13|C
    كفر شكر|Kafr Shukr|30.55|31.26|C
    شبين القناطر|Shibin El Qanater|30.31|31.32|C
    الخانكة|El Khanka|30.22|31.37|C
    الخصوص|El Khusus|30.17|31.32|T
    قها|Qaha|30.28|31.21|T`,
  EG_KFS: `
    كفر الشيخ|Kafr El Sheikh|31.11|30.94|C
    دسوق|Desouk|31.13|30.65|C
    فوه|Fuwwah|31.20|30.55|C
    مطوبس|Metoubes|31.29|30.52|C
    بيلا|Biyala|31.17|31.22|C
    الحامول|El Hamoul|31.31|31.15|C
    سيدي سالم|Sidi Salem|31.27|30.79|C
    قلين|Qallin|31.05|30.85|C
    الرياض|El Reyad|31.24|30.94|C
    البرلس|El Burullus|31.56|31.09|C`,
  EG_GH: `
    طنطا|Tanta|30.79|31.00|C
    المحلة الكبرى|El Mahalla El Kubra|30.97|31.17|C
    كفر الزيات|Kafr El Zayat|30.82|30.81|C
    زفتى|Zifta|30.71|31.24|C
    السنطة|El Santa|30.75|31.13|C
    سمنود|Samannoud|30.96|31.24|C
    بسيون|Basyoun|30.94|30.81|C
    قطور|Qutour|30.97|30.95|C`,
  EG_MNF: `
    شبين الكوم|Shibin El Kom|30.55|31.01|C
    منوف|Menouf|30.47|30.93|C
    أشمون|Ashmoun|30.30|30.98|C
    قويسنا|Quesna|30.55|31.14|C
    بركة السبع|Berket El Sabaa|30.63|31.08|C
    تلا|Tala|30.68|30.94|C
    الباجور|El Bagour|30.43|31.04|C
    الشهداء|El Shohada|30.60|30.90|C
    مدينة السادات|Sadat City|30.37|30.52|T`,
  EG_BH: `
    دمنهور|Damanhour|31.03|30.47|C
    كفر الدوار|Kafr El Dawwar|31.13|30.13|C
    رشيد|Rosetta|31.40|30.42|C
    إدكو|Edku|31.31|30.30|C
    إيتاي البارود|Itay El Barud|30.89|30.67|C
    أبو حمص|Abu Hummus|31.10|30.31|C
    كوم حمادة|Kom Hamada|30.76|30.70|C
    الدلنجات|El Delengat|30.82|30.53|C
    المحمودية|El Mahmoudiya|31.18|30.53|C
    شبراخيت|Shubrakhit|31.03|30.71|C
    أبو المطامير|Abu El Matamir|30.91|30.17|C
    وادي النطرون|Wadi El Natrun|30.39|30.35|C`,
  EG_IS: `
    الإسماعيلية|Ismailia|30.60|32.27|T
    التل الكبير|El Tal El Kebir|30.56|31.79|C
    القصاصين|El Qassasin|30.56|31.93|C
    أبو صوير|Abu Suwir|30.56|32.11|C
    فايد|Fayed|30.33|32.30|C
    القنطرة غرب|El Qantara West|30.85|32.31|C
    القنطرة شرق|El Qantara East|30.86|32.33|C`,
  EG_GZ: `
    إمبابة|Imbaba|30.08|31.21|T
    بولاق الدكرور|Boulaq El Dakrour|30.04|31.18|T
    العمرانية|El Omraniya|30.01|31.19|T
    الهرم|El Haram|29.99|31.15|T
    السادس من أكتوبر|6th of October|29.94|30.92|T
    كرداسة|Kerdasa|30.03|31.11|C
    أوسيم|Ausim|30.12|31.13|C
    أبو النمرس|Abu El Numrus|29.95|31.21|C
    البدرشين|El Badrashein|29.85|31.27|C
    العياط|El Ayyat|29.62|31.26|C
    الصف|El Saff|29.57|31.29|C
    أطفيح|Atfih|29.41|31.25|C`,
  EG_BNS: `
    بني سويف|Beni Suef|29.07|31.10|C
    الواسطى|El Wasta|29.34|31.21|C
    ناصر|Nasser|29.14|31.12|C
    ببا|Beba|28.92|30.98|C
    الفشن|El Fashn|28.82|30.90|C
    سمسطا|Sumusta|28.91|30.85|C
    إهناسيا|Ihnasya|29.09|30.93|C`,
  EG_FYM: `
    الفيوم|Fayoum|29.31|30.84|C
    سنورس|Sinnuris|29.41|30.87|C
    إطسا|Itsa|29.24|30.79|C
    طامية|Tamiya|29.48|30.96|C
    إبشواي|Ibsheway|29.36|30.68|C
    يوسف الصديق|Youssef El Seddik|29.38|30.62|C`,
  EG_MN: `
    المنيا|Minya|28.11|30.75|C
    مغاغة|Maghagha|28.65|30.84|C
    بني مزار|Beni Mazar|28.50|30.81|C
    مطاي|Matay|28.42|30.78|C
    سمالوط|Samalut|28.31|30.71|C
    أبو قرقاص|Abu Qurqas|27.93|30.84|C
    ملوي|Mallawi|27.73|30.84|C
    دير مواس|Deir Mawas|27.64|30.85|C
    العدوة|El Idwa|28.69|30.79|C`,
  EG_AST: `
    أسيوط|Asyut|27.18|31.18|C
    ديروط|Dairut|27.56|30.81|C
    القوصية|El Qusiya|27.44|30.82|C
    منفلوط|Manfalut|27.31|30.97|C
    أبنوب|Abnub|27.27|31.15|C
    أبو تيج|Abu Tig|27.04|31.32|C
    الغنايم|El Ghanayem|26.93|31.32|C
    ساحل سليم|Sahel Selim|27.05|31.36|C
    البداري|El Badari|26.99|31.42|C
    صدفا|Sidfa|26.97|31.38|C
    الفتح|El Fath|27.20|31.22|C`,
  EG_SHG: `
    سوهاج|Sohag|26.56|31.69|C
    أخميم|Akhmim|26.56|31.75|C
    جرجا|Girga|26.34|31.89|C
    طهطا|Tahta|26.77|31.50|C
    طما|Tima|26.91|31.44|C
    المراغة|El Maragha|26.70|31.60|C
    جهينة|Juhayna|26.67|31.49|C
    ساقلتة|Saqulta|26.66|31.68|C
    المنشأة|El Munshaa|26.48|31.80|C
    البلينا|El Balyana|26.23|32.00|C
    دار السلام|Dar El Salam|26.28|32.05|C`,
  EG_KN: `
    قنا|Qena|26.16|32.72|C
    نجع حمادي|Nag Hammadi|26.05|32.24|C
    قوص|Qus|25.91|32.76|C
    دشنا|Dishna|26.12|32.47|C
    نقادة|Naqada|25.90|32.72|C
    قفط|Qift|26.00|32.81|C
    أبو تشت|Abu Tesht|26.12|32.10|C
    فرشوط|Farshut|26.05|32.16|C
    الوقف|El Waqf|26.09|32.45|C`,
  EG_ASN: `
    أسوان|Aswan|24.09|32.90|C
    كوم أمبو|Kom Ombo|24.48|32.95|C
    إدفو|Edfu|24.98|32.88|C
    دراو|Daraw|24.41|32.93|C
    نصر النوبة|Nasr El Nuba|24.53|33.02|C
    أبو سمبل|Abu Simbel|22.37|31.61|C`,
  EG_LX: `
    الأقصر|Luxor|25.69|32.64|T
    إسنا|Esna|25.29|32.55|C
    أرمنت|Armant|25.62|32.53|C
    القرنة|El Qurna|25.72|32.61|C
    الطود|El Tud|25.58|32.56|C
    البياضية|El Bayadiya|25.65|32.64|C
    الزينية|El Zeiniya|25.75|32.69|C`,
  EG_BA: `
    الغردقة|Hurghada|27.26|33.81|T
    سفاجا|Safaga|26.74|33.94|T
    القصير|El Quseir|26.10|34.28|T
    رأس غارب|Ras Gharib|28.36|33.08|T
    مرسى علم|Marsa Alam|25.07|34.90|C
    شلاتين|Shalatin|23.13|35.58|C`,
  EG_WAD: `
    الخارجة|El Kharga|25.45|30.55|C
    الداخلة|El Dakhla|25.49|28.98|C
    الفرافرة|El Farafra|27.06|27.97|C
    باريس|Paris|24.67|30.60|C
    بلاط|Balat|25.56|29.26|C`,
  EG_MT: `
    مرسى مطروح|Marsa Matrouh|31.35|27.24|T
    الحمام|El Hamam|30.83|29.39|C
    العلمين|El Alamein|30.83|28.95|C
    الضبعة|El Dabaa|31.03|28.44|C
    النجيلة|El Negaila|31.45|26.61|C
    سيدي براني|Sidi Barrani|31.61|25.92|C
    السلوم|Sallum|31.55|25.16|C
    سيوة|Siwa|29.20|25.52|C`,
  EG_SIN: `
    العريش|El Arish|31.13|33.80|T
    بئر العبد|Bir El Abd|31.02|33.01|C
    الشيخ زويد|Sheikh Zuweid|31.21|34.11|C
    رفح|Rafah|31.28|34.24|C
    الحسنة|El Hasana|30.47|33.78|C
    نخل|Nakhl|29.91|33.74|C`,
  EG_JS: `
    الطور|El Tor|28.24|33.62|T
    شرم الشيخ|Sharm El Sheikh|27.91|34.33|T
    دهب|Dahab|28.51|34.51|T
    نويبع|Nuweiba|29.02|34.66|C
    سانت كاترين|Saint Catherine|28.56|33.95|C
    أبو رديس|Abu Rudeis|28.90|33.18|C
    رأس سدر|Ras Sedr|29.59|32.71|C`,
};

/** The sample's districts of a governorate, in the order of their numbers. */
export function districtsIn(governorate: Governorate): readonly SampleDistrict[] {
  return TABLE[governorate].trim().split('\n').map(readDistrict);
}

function readDistrict(line: string): SampleDistrict {
  const [ar, en, latitude, longitude, settlement] = line.trim().split('|');
  if (!ar || !en || !latitude || !longitude || !settlement) {
    throw new RangeError('A district of the sample has five columns.');
  }
  return {
    ar,
    en,
    latitude: Number(latitude),
    longitude: Number(longitude),
    settlement: settlement === 'T' ? 'TOWN' : 'COUNTRY',
  };
}
