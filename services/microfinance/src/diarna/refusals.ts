import { defineRefusals } from '@solidarity/subgraph-kit/errors/refusal';

/** Why a command of Diarna does nothing. */
export const refusals = defineRefusals({
  TEXT_MISSING: { en: 'Write something here.', ar: 'اكتب نصًا هنا.' },
  TEXT_TOO_LONG: { en: 'Write at most {most} characters.', ar: 'اكتب {most} حرفًا على الأكثر.' },
  GOVERNORATE_MISSING: { en: 'Name at least one governorate.', ar: 'اذكر محافظة واحدة على الأقل.' },
  CRAFT_NAME_TAKEN: { en: 'A craft of this name is known already.', ar: 'توجد حرفة بهذا الاسم من قبل.' },
  CRAFT_NOT_FOUND: { en: 'There is no such craft.', ar: 'لا توجد حرفة بهذا المعرّف.' },
  PERSON_AND_KIND_DIFFER: {
    en: 'Give the national ID of the person, or of the head of the family; of a cooperative give none.',
    ar: 'اذكر الرقم القومي للفرد أو لرب الأسرة، ولا تذكره للتعاونيات.',
  },
  PERSON_PRODUCES_ALREADY: { en: 'This person is a producer already.', ar: 'هذا الشخص مسجل منتجًا من قبل.' },
  PRODUCER_NOT_FOUND: { en: 'There is no such producer.', ar: 'لا يوجد منتج بهذا المعرّف.' },
  PRICE_NOT_POSITIVE: { en: 'Give a price above zero.', ar: 'اكتب سعرًا أكبر من صفر.' },
  PICTURE_ADDRESS_WRONG: {
    en: 'Give at most {most} addresses of pictures, each beginning with https://.',
    ar: 'اكتب {most} عناوين صور على الأكثر، يبدأ كل منها بـ https://.',
  },
  PRODUCT_NOT_FOUND: { en: 'There is no such product.', ar: 'لا توجد سلعة بهذا المعرّف.' },
  STEP_NOT_POSSIBLE: {
    en: 'This cannot be done as it stands now. {next}',
    ar: 'لا يمكن القيام بهذا في الوضع الحالي. {next}',
  },
  STOCK_NOT_ENOUGH: { en: 'Only {stock} pieces are there.', ar: 'المتوفر {stock} قطعة فقط.' },
  STOCK_TOO_MANY: { en: 'There can be {most} pieces at most.', ar: 'لا يزيد المخزون على {most} قطعة.' },
  STOCK_WRONG_DIRECTION: {
    en: 'What is made or comes back adds pieces; what is sold or spoilt takes pieces away.',
    ar: 'الإنتاج والمرتجع يضيفان قطعًا؛ والبيع والتلف ينقصانها.',
  },
});
