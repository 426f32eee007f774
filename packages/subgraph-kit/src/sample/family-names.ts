import type { Religion } from './given-names';
import { textsOf, type SampleText } from './text';

const SHARED = textsOf(`
  المصري|El Masry
  الصعيدي|El Saidi
  البحيري|El Beheiry
  الشرقاوي|El Sharkawy
  الدمياطي|El Domiaty
  الأسيوطي|El Assiouty
  المنياوي|El Menyawy
  السوهاجي|El Sohagy
  الفيومي|El Fayoumy
  البنهاوي|El Banhawy
  الطنطاوي|El Tantawy
  النجار|El Naggar
  الحداد|El Haddad
  العطار|El Attar
  الصباغ|El Sabbagh
  الخياط|El Khayat
  الجوهري|El Gohary
  الصاوي|El Sawy
  النمر|El Nemr
  فرج|Farag
  زكي|Zaki
  غالي|Ghaly
  حبيب|Habib
  منصور|Mansour
  عوض|Awad
  سالم|Salem
  بدوي|Badawy`);

const MUSLIM = textsOf(`
  السيد|El Sayed
  الشافعي|El Shafei
  الحسيني|El Husseini
  الشناوي|El Shenawy
  الدسوقي|El Desouky
  البدري|El Badry
  الأنصاري|El Ansary
  الغندور|El Ghandour
  القاضي|El Kady
  الشيخ|El Sheikh
  العربي|El Araby
  البنا|El Banna
  الجندي|El Gendy
  الشاذلي|El Shazly
  المغربي|El Maghraby
  التهامي|El Tohamy
  الزيات|El Zayat
  الليثي|El Leithy
  السباعي|El Sebaei
  الهواري|El Hawary
  أبو العلا|Abu El Ela
  أبو زيد|Abu Zeid
  أبو طالب|Abu Taleb
  أبو الفتوح|Abu El Fotouh
  شاهين|Shahin
  حجازي|Hegazy
  رضوان|Radwan
  شلبي|Shalaby
  عامر|Amer
  عثمان|Othman
  غنيم|Ghoneim
  قنديل|Kandil
  مرسي|Morsy
  هلال|Helal
  عفيفي|Afify
  سرحان|Sarhan
  خطاب|Khattab
  درويش|Darwish
  حسنين|Hassanein
  طلبة|Tolba
  مبروك|Mabrouk
  نصار|Nassar
  وهبة|Wahba
  يونس|Younes
  زهران|Zahran`);

const CHRISTIAN = textsOf(`
  عبد المسيح|Abdelmessih
  عبد الملاك|Abdelmalak
  إسكندر|Iskander
  بسطا|Basta
  تادرس|Tadros
  جاد|Gad
  حنا|Hanna
  خلة|Khella
  سدراك|Sedrak
  سوريال|Sourial
  شحاتة|Shehata
  عطا الله|Atallah
  فلتس|Feltes
  قلادة|Kelada
  لوقا|Louka
  مسعد|Mosaad
  ميخائيل|Mikhail
  نخلة|Nakhla
  واصف|Wassef
  يعقوب|Yacoub`);

const FAMILY_NAMES: Readonly<Record<Religion, readonly SampleText[]>> = {
  MUSLIM: [...MUSLIM, ...SHARED],
  CHRISTIAN: [...CHRISTIAN, ...CHRISTIAN, ...SHARED],
};

/** The family names that are borne by families of a religion. */
export function familyNamesOf(religion: Religion): readonly SampleText[] {
  return FAMILY_NAMES[religion];
}
