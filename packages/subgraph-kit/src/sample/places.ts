import { textsOf, type SampleText } from './text';

/**
 * What villages and neighbourhoods of the sample are called: a word that such names begin with in that part of Egypt
 * and a name. The names are of the usual kind and of no particular place.
 */
export interface PlaceWords {
  readonly beginnings: readonly SampleText[];
  readonly names: readonly SampleText[];
}

/** Neighbourhoods of a town. */
export const TOWN_PLACES: PlaceWords = {
  beginnings: textsOf(`
    حي|Hayy
    مساكن|Masaken
    شياخة|Shiyakhet
    منطقة|Mantiqet`),
  names: textsOf(`
    الزهور|El Zohour
    النصر|El Nasr
    الحرية|El Horreya
    الأمل|El Amal
    الشهداء|El Shohada
    الصفا|El Safa
    المروة|El Marwa
    النور|El Nour
    ناصر|Nasser
    الجلاء|El Galaa
    التحرير|El Tahrir
    الفردوس|El Ferdous
    الروضة|El Rawda
    الكوثر|El Kawthar
    الياسمين|El Yasmin
    المستقبل|El Mostaqbal
    الربيع|El Rabie
    الصفوة|El Safwa
    العبور|El Obour
    الوحدة|El Wehda
    المحطة|El Mahatta
    السوق|El Souq
    الإيمان|El Iman
    الهدى|El Hoda`),
};

/** Villages of the Delta. */
export const DELTA_PLACES: PlaceWords = {
  beginnings: textsOf(`
    كفر|Kafr
    ميت|Mit
    محلة|Mahallet
    منية|Minyet
    شبرا|Shubra
    كوم|Kom
    عزبة|Ezbet
    منشأة|Munshaat`),
  names: textsOf(`
    الشيخ علي|El Sheikh Ali
    أبو زيد|Abu Zeid
    سلامة|Salama
    العرب|El Arab
    عطية|Attia
    الحاج|El Hagg
    بدوي|Badawi
    النخلة|El Nakhla
    غنيم|Ghoneim
    سعدون|Saadoun
    الأشراف|El Ashraf
    يوسف|Youssef
    حجازي|Hegazi
    السواقي|El Sawaqi
    رضوان|Radwan
    عبيد|Ebeid
    القصبي|El Qasabi
    مسعود|Masoud
    خضر|Khedr
    العطار|El Attar
    إبراهيم|Ibrahim
    الجديدة|El Gedida`),
};

/** Villages of Upper Egypt. */
export const VALLEY_PLACES: PlaceWords = {
  beginnings: textsOf(`
    نزلة|Nazlet
    بني|Beni
    نجع|Naga
    كوم|Kom
    أولاد|Awlad
    عزبة|Ezbet
    منشأة|Munshaat
    جزيرة|Geziret`),
  names: textsOf(`
    عامر|Amer
    خليفة|Khalifa
    سالم|Salem
    حسان|Hassan
    عثمان|Othman
    الشيخ حمد|El Sheikh Hamad
    هلال|Helal
    مازن|Mazen
    غالب|Ghaleb
    عبيد|Ebeid
    موسى|Moussa
    رافع|Rafea
    الأمير|El Amir
    جابر|Gaber
    نصير|Noseir
    حماد|Hammad
    العسيرات|El Asirat
    صالح|Saleh
    عمران|Omran
    فزارة|Fezara
    الطيب|El Tayeb
    يحيى|Yehia`),
};

/** Settlements of the deserts, the oases and Sinai. */
export const DESERT_PLACES: PlaceWords = {
  beginnings: textsOf(`
    قرية|Qaryet
    تجمع|Tagamoa
    عين|Ain
    وادي|Wadi
    بئر|Bir
    نجع|Naga`),
  names: textsOf(`
    النخيل|El Nakhil
    السلام|El Salam
    غزالة|Ghazala
    الرملة|El Ramla
    الشيخ مرزوق|El Sheikh Marzouq
    حميد|Hemeid
    الصفراء|El Safra
    الجبل|El Gabal
    سويلم|Sweilem
    الزيتون|El Zeitoun
    البركة|El Baraka
    المنارة|El Manara
    عياد|Ayad
    الوفاء|El Wafaa
    جبارة|Gebara
    الحصان|El Hosan`),
};
