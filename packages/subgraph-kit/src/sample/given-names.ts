import type { Sex } from '../values/national-id';
import { textsOf, type SampleText } from './text';

/** A family's religion: its names go by it, and a foster child lives with a family of its own (Child Law by-laws). */
export type Religion = 'MUSLIM' | 'CHRISTIAN';

const SHARED_MALE = textsOf(`
  إبراهيم|Ibrahim
  إسماعيل|Ismail
  يوسف|Youssef
  سمير|Samir
  نبيل|Nabil
  عادل|Adel
  عماد|Emad
  أشرف|Ashraf
  شريف|Sherif
  هاني|Hany
  رامي|Ramy
  كريم|Karim
  فادي|Fady
  ماجد|Maged
  مجدي|Magdy
  وجيه|Wagih
  فؤاد|Fouad
  سامي|Samy
  رأفت|Raafat
  منير|Mounir
  نادر|Nader
  أمير|Amir`);

const MUSLIM_MALE = textsOf(`
  محمد|Mohamed
  أحمد|Ahmed
  محمود|Mahmoud
  مصطفى|Mostafa
  علي|Ali
  حسن|Hassan
  حسين|Hussein
  عمر|Omar
  عبد الله|Abdallah
  عبد الرحمن|Abdelrahman
  عبد العزيز|Abdelaziz
  عبد الحميد|Abdelhamid
  عبد الفتاح|Abdelfattah
  عبد المنعم|Abdelmonem
  عبد الناصر|Abdelnasser
  خالد|Khaled
  طارق|Tarek
  وليد|Walid
  ياسر|Yasser
  أسامة|Osama
  أيمن|Ayman
  إيهاب|Ehab
  حمادة|Hamada
  حمدي|Hamdy
  خليل|Khalil
  رضا|Reda
  رمضان|Ramadan
  زكريا|Zakaria
  سعيد|Said
  سليمان|Soliman
  سيد|Sayed
  شعبان|Shaaban
  صابر|Saber
  صلاح|Salah
  عاطف|Atef
  عصام|Essam
  فتحي|Fathy
  فوزي|Fawzy
  كمال|Kamal
  مدحت|Medhat
  ممدوح|Mamdouh
  هشام|Hesham
  يحيى|Yehia
  ياسين|Yassin
  زياد|Ziad
  أنس|Anas
  حازم|Hazem
  بدر|Badr
  جمال|Gamal
  ربيع|Rabie`);

const CHRISTIAN_MALE = textsOf(`
  مينا|Mina
  جرجس|Girgis
  بيشوي|Bishoy
  كيرلس|Kyrillos
  مرقس|Morcos
  بطرس|Botros
  بولا|Paula
  عزيز|Aziz
  رزق|Rizk
  ملاك|Malak
  عياد|Ayad
  شنودة|Shenouda
  أبانوب|Abanoub
  صموئيل|Samuel
  ميلاد|Milad
  نصيف|Nassif
  صبحي|Sobhy
  فيليب|Philip
  لطفي|Lotfy
  ناجي|Nagy`);

const SHARED_FEMALE = textsOf(`
  مريم|Mariam
  سارة|Sara
  نادية|Nadia
  سامية|Samia
  سميرة|Samira
  منى|Mona
  هدى|Hoda
  أمل|Amal
  إيمان|Iman
  نجوى|Nagwa
  سلوى|Salwa
  ماجدة|Magda
  نوال|Nawal
  عفاف|Afaf
  هالة|Hala
  رانيا|Rania
  دينا|Dina
  رشا|Rasha
  نهى|Noha
  مها|Maha
  ليلى|Laila
  سعاد|Souad
  نبيلة|Nabila
  سناء|Sanaa`);

const MUSLIM_FEMALE = textsOf(`
  فاطمة|Fatma
  عائشة|Aisha
  خديجة|Khadiga
  زينب|Zeinab
  أسماء|Asmaa
  آية|Aya
  آلاء|Alaa
  إسراء|Esraa
  أميرة|Amira
  بسمة|Basma
  جميلة|Gamila
  حنان|Hanan
  خلود|Kholoud
  دعاء|Doaa
  رحاب|Rehab
  رضوى|Radwa
  رقية|Roqaya
  زهرة|Zahra
  سحر|Sahar
  سهير|Soheir
  شيماء|Shaimaa
  صباح|Sabah
  صفاء|Safaa
  عزة|Azza
  علا|Ola
  غادة|Ghada
  فوزية|Fawzia
  كوثر|Kawthar
  مروة|Marwa
  ملك|Malak
  منال|Manal
  ندى|Nada
  نعمة|Neama
  نورهان|Nourhan
  هاجر|Hagar
  هبة|Heba
  وفاء|Wafaa
  ياسمين|Yasmin
  شهد|Shahd
  حبيبة|Habiba
  جنى|Gana
  سعدية|Saadia`);

const CHRISTIAN_FEMALE = textsOf(`
  مارينا|Marina
  إيريني|Irini
  مارتينا|Martina
  تريزة|Treza
  فيبي|Phoebe
  دميانة|Demiana
  كريستين|Christine
  جاكلين|Jacqueline
  مارسيل|Marcelle
  فيرونيكا|Veronica
  إنجي|Engy
  نيفين|Nevine
  نرمين|Nermine
  ميرفت|Mervat
  مادلين|Madeleine
  عايدة|Aida`);

const GIVEN_NAMES: Readonly<Record<Religion, Readonly<Record<Sex, readonly SampleText[]>>>> = {
  // The commonest names come first and again, since they are had by far more people than the others.
  MUSLIM: {
    MALE: [...MUSLIM_MALE.slice(0, 7), ...MUSLIM_MALE.slice(0, 7), ...MUSLIM_MALE, ...SHARED_MALE],
    FEMALE: [...MUSLIM_FEMALE.slice(0, 5), ...MUSLIM_FEMALE, ...SHARED_FEMALE],
  },
  CHRISTIAN: {
    MALE: [...CHRISTIAN_MALE, ...CHRISTIAN_MALE, ...SHARED_MALE],
    FEMALE: [...CHRISTIAN_FEMALE, ...SHARED_FEMALE],
  },
};

/** The names that parents of a religion give, common ones more than once. */
export function givenNamesOf(religion: Religion, sex: Sex): readonly SampleText[] {
  return GIVEN_NAMES[religion][sex];
}
