import { textsOf } from './text';

/** What NGOs are commonly named after. */
export const NGO_STEMS = textsOf(`
  الأمل|Al Amal
  الإحسان|Al Ehsan
  النور|Al Nour
  الرحمة|Al Rahma
  الهدى|Al Hoda
  البر والتقوى|Al Berr wal Taqwa
  الأصدقاء|Al Asdiqaa
  الوفاء|Al Wafaa
  المستقبل|Al Mostaqbal
  الحياة|Al Hayah
  الإخلاص|Al Ekhlas
  الأيدي البيضاء|White Hands
  التكافل|Al Takaful
  الزهراء|Al Zahraa
  العطاء|Al Ataa
  الإيمان|Al Iman
  بناء|Benaa
  الأسرة السعيدة|Happy Family
  الحنان|Al Hanan
  الرعاية المتكاملة|Integrated Care
  الفجر|Al Fagr
  السلام|Al Salam
  المودة|Al Mawadda
  أولادنا|Awladna
  الشروق|Al Shorouk
  قلوب رحيمة|Merciful Hearts
  الثقة|Al Theqa
  خطوة|Khatwa
  النهضة|Al Nahda
  الكفالة|Al Kafala`);

/** What they say that they are for, by the first of their fields of work. */
export const NGO_PURPOSES = {
  COMMUNITY_DEVELOPMENT: { ar: 'للتنمية المجتمعية', en: 'for Community Development' },
  CHILD_AND_FAMILY: { ar: 'لرعاية الأسرة والطفولة', en: 'for Family and Child Care' },
  SOCIAL_ASSISTANCE: { ar: 'للمساعدات الاجتماعية', en: 'for Social Assistance' },
  OLDER_PEOPLE: { ar: 'لرعاية المسنين', en: 'for the Care of Older People' },
  DISABILITY: { ar: 'لتأهيل ذوي الإعاقة', en: 'for the Rehabilitation of Persons with Disabilities' },
  HEALTH: { ar: 'للخدمات الصحية', en: 'for Health Services' },
  EDUCATION: { ar: 'لدعم التعليم', en: 'for the Support of Education' },
  WOMEN: { ar: 'لتنمية المرأة', en: 'for the Advancement of Women' },
  MICROFINANCE: { ar: 'لتنمية المشروعات الصغيرة', en: 'for Small Enterprise Development' },
  ENVIRONMENT: { ar: 'لحماية البيئة', en: 'for Environmental Protection' },
} as const;

/** A field in which an NGO works. */
export type SampleField = keyof typeof NGO_PURPOSES;
