import type { MessageTexts } from './text';

/** A graph-level error: its texts, and the HTTP status when the whole request fails with it. */
export interface CatalogueEntry extends MessageTexts {
  readonly httpStatus?: number;
}

/**
 * Every code that `errors[].extensions.code` of the graph can carry: access denied, bad input, faults. What a user
 * can cause within a command is no error but a refusal (`refusal.ts`), with codes of its capability. The texts say
 * what to do, and never repeat what was sent.
 */
export const CATALOGUE = {
  UNAUTHENTICATED: {
    en: 'Sign in first: send a valid access token.',
    ar: 'سجّل الدخول أولًا: أرسل رمز دخول صالحًا.',
    httpStatus: 401,
  },
  FORBIDDEN: {
    en: 'You are not allowed to see or do this. Ask the ministry for the permission that it needs.',
    ar: 'غير مسموح لك بالاطلاع على هذا أو القيام به. اطلب من الوزارة الصلاحية اللازمة.',
    httpStatus: 403,
  },
  NOT_FOUND: {
    en: 'There is nothing here for you under this id. Check it, and whether you may see it.',
    ar: 'لا يوجد لك هنا شيء بهذا المعرّف. تحقق منه ومن أن لك حق الاطلاع عليه.',
    httpStatus: 404,
  },
  REQUEST_INVALID: {
    en: 'Send a JSON object with a "query" text and, if needed, a "variables" object.',
    ar: 'أرسل كائن JSON فيه نص "query"، وعند الحاجة كائن "variables".',
    httpStatus: 400,
  },
  GRAPHQL_PARSE_FAILED: {
    en: 'The operation is not valid GraphQL. Correct its syntax.',
    ar: 'صياغة الاستعلام غير صحيحة. صحّح الصياغة.',
    httpStatus: 400,
  },
  GRAPHQL_VALIDATION_FAILED: {
    en: 'The operation does not fit the schema. Compare it with the schema.',
    ar: 'الاستعلام لا يوافق المخطط. قارنه بالمخطط.',
    httpStatus: 400,
  },
  OPERATION_NOT_FOUND: {
    en: 'Name one of the operations of the document in "operationName".',
    ar: 'اذكر في "operationName" اسم إحدى العمليات الواردة في المستند.',
    httpStatus: 400,
  },
  OPERATION_TOO_LARGE: {
    en: 'The operation asks for too much at once. Ask for fewer fields or smaller pages.',
    ar: 'يطلب الاستعلام أكثر مما يمكن دفعة واحدة. اطلب حقولًا أقل أو صفحات أصغر.',
    httpStatus: 400,
  },
  OPERATION_NOT_PLANNABLE: {
    en: 'These fields cannot be answered rightly in one operation. Ask for them in separate operations.',
    ar: 'لا يمكن الرد على هذه الحقول ردًا صحيحًا في استعلام واحد. اطلبها في استعلامات منفصلة.',
    httpStatus: 422,
  },
  EXPORT_QUERY_INVALID: {
    en: 'This query cannot be exported: {reason}.',
    ar: 'لا يمكن تصدير هذا الاستعلام: {reason}.',
    httpStatus: 400,
  },
  EXPORTS_TOO_MANY: {
    en: 'You have {most} exports that wait or run. Cancel one, or wait until one is done.',
    ar: 'لديك {most} عملية تصدير تنتظر أو تعمل. ألغِ واحدة منها أو انتظر حتى تنتهي إحداها.',
    httpStatus: 429,
  },
  EXPORT_NOT_DONE: {
    en: 'There is no file of this export (yet). Ask for its state; if it has failed or was cancelled, start it again.',
    ar: 'لا يوجد ملف لهذا التصدير (بعد). اطلب حالته؛ وإن كان قد فشل أو أُلغي فابدأه من جديد.',
    httpStatus: 409,
  },
  EXPORT_EXPIRED: {
    en: 'The file of this export is no longer kept. Start the export again.',
    ar: 'لم يعد ملف هذا التصدير محفوظًا. ابدأ التصدير من جديد.',
    httpStatus: 410,
  },
  EXPORT_ENDED: {
    en: 'This export has ended already, so it cannot be cancelled.',
    ar: 'انتهى هذا التصدير بالفعل، فلا يمكن إلغاؤه.',
    httpStatus: 409,
  },
  EXPORT_TOO_LARGE: {
    en: 'The list is too large for one file. Export a part of it, or fewer fields; as JSONL or CSV it may be larger than as XLSX.',
    ar: 'القائمة أكبر من أن يسعها ملف واحد. صدّر جزءًا منها أو حقولًا أقل؛ ويسع ملف JSONL أو CSV أكثر مما يسعه XLSX.',
    httpStatus: 413,
  },
  EXPORT_INTERRUPTED: {
    en: 'The export was interrupted several times and was given up. Export a part of the list, or try again later.',
    ar: 'انقطع التصدير عدة مرات فأوقفناه. صدّر جزءًا من القائمة أو حاول لاحقًا.',
    httpStatus: 503,
  },
  RATE_LIMITED: {
    en: 'Too many requests. Wait {seconds} seconds, then try again.',
    ar: 'طلبات أكثر من المسموح. انتظر {seconds} ثانية ثم أعد المحاولة.',
    httpStatus: 429,
  },
  BAD_USER_INPUT: {
    en: 'A value in the input is not valid. Correct it and send it again.',
    ar: 'إحدى القيم المدخلة غير صالحة. صحّحها وأعد الإرسال.',
    httpStatus: 400,
  },
  DATE_INVALID: {
    en: 'Write a day of the calendar as year-month-day, such as 2026-11-22.',
    ar: 'اكتب يومًا موجودًا في التقويم بصيغة سنة-شهر-يوم، مثل 2026-11-22.',
    httpStatus: 400,
  },
  DATE_TIME_INVALID: {
    en: 'Write the date and time with its offset, such as 2026-11-22T02:30:00Z.',
    ar: 'اكتب التاريخ والوقت مع فرق التوقيت، مثل 2026-11-22T02:30:00Z.',
    httpStatus: 400,
  },
  MONEY_INVALID: {
    en: 'Write the amount in Egyptian pounds as a text with at most 16 digits and two decimals, such as "1250.00".',
    ar: 'اكتب المبلغ بالجنيه المصري نصًا من 16 رقمًا على الأكثر وخانتين عشريتين، مثل "1250.00".',
    httpStatus: 400,
  },
  NATIONAL_ID_LENGTH: {
    en: 'A national ID has 14 digits and nothing else.',
    ar: 'الرقم القومي 14 رقمًا لا غير.',
    httpStatus: 400,
  },
  NATIONAL_ID_CENTURY: {
    en: 'A national ID begins with 2 (born in the 1900s) or 3 (born in the 2000s).',
    ar: 'يبدأ الرقم القومي بـ 2 (مواليد القرن العشرين) أو 3 (مواليد القرن الحادي والعشرين).',
    httpStatus: 400,
  },
  NATIONAL_ID_DATE: {
    en: 'Digits 2 to 7 of the national ID are not a day of the calendar.',
    ar: 'الأرقام من الثاني إلى السابع في الرقم القومي ليست تاريخًا صحيحًا.',
    httpStatus: 400,
  },
  NATIONAL_ID_FUTURE: {
    en: 'The birth date in the national ID lies in the future.',
    ar: 'تاريخ الميلاد في الرقم القومي يقع في المستقبل.',
    httpStatus: 400,
  },
  NATIONAL_ID_GOVERNORATE: {
    en: 'Digits 8 and 9 of the national ID are not the code of a governorate.',
    ar: 'الرقمان الثامن والتاسع في الرقم القومي ليسا كود محافظة.',
    httpStatus: 400,
  },
  DOCUMENT_INVALID: {
    en: 'Give the kind of the document, the two-letter code of its country and its number in letters and digits.',
    ar: 'اذكر نوع الوثيقة ورمز بلدها المكوّن من حرفين ورقمها بحروف وأرقام.',
    httpStatus: 400,
  },
  TEXT_BLANK: {
    en: 'Write the text in Arabic; the English one may be left out.',
    ar: 'اكتب النص بالعربية؛ ويمكن ترك النص الإنجليزي.',
    httpStatus: 400,
  },
  PAGE_SIZE_INVALID: {
    en: 'Ask for 1 to {most} items at a time.',
    ar: 'اطلب من 1 إلى {most} عنصر في المرة الواحدة.',
    httpStatus: 400,
  },
  CURSOR_INVALID: {
    en: 'Use a cursor exactly as an earlier page gave it, or leave it out to begin with the first page.',
    ar: 'استخدم المؤشر كما ورد في صفحة سابقة، أو اتركه للبدء من الصفحة الأولى.',
    httpStatus: 400,
  },
  CURSOR_EXPIRED: {
    en: 'What this cursor points at is no longer kept. Begin anew without a cursor, and read the present state first.',
    ar: 'ما يشير إليه هذا المؤشر لم يعد محفوظًا. ابدأ من جديد بلا مؤشر، واقرأ الحالة الحالية أولًا.',
    httpStatus: 410,
  },
  EVENT_TYPE_UNKNOWN: {
    en: 'There are no events of this type. "eventTypes" lists those that there are.',
    ar: 'لا توجد أحداث من هذا النوع. تجد الأنواع الموجودة في "eventTypes".',
    httpStatus: 400,
  },
  IDEMPOTENCY_KEY_INVALID: {
    en: 'Send as idempotency key a text of 8 to 200 characters that is new for each new action.',
    ar: 'أرسل مفتاحًا لمنع التكرار من 8 إلى 200 حرف، جديدًا لكل إجراء جديد.',
    httpStatus: 400,
  },
  IDEMPOTENCY_KEY_REUSED: {
    en: 'This idempotency key was already used with another input. Use a new key for a new action.',
    ar: 'استُخدم مفتاح منع التكرار هذا من قبل مع بيانات أخرى. استخدم مفتاحًا جديدًا للإجراء الجديد.',
    httpStatus: 409,
  },
  WEBHOOK_URL_INVALID: {
    en: 'Nothing can be sent to this address ({reason}). Give an https address on the public internet, without user name and password.',
    ar: 'لا يمكن الإرسال إلى هذا العنوان ({reason}). اذكر عنوان https على الإنترنت العام بلا اسم مستخدم ولا كلمة مرور.',
    httpStatus: 400,
  },
  WEBHOOK_TYPE_UNKNOWN: {
    en: 'These types of events are not for you: {types}. Possible ones are: {possible}.',
    ar: 'أنواع الأحداث هذه ليست متاحة لك: {types}. الأنواع الممكنة: {possible}.',
    httpStatus: 400,
  },
  WEBHOOK_LIMIT: {
    en: 'You have {most} webhooks, and more are not possible. Remove one that you no longer need.',
    ar: 'لديك {most} من عناوين الإشعارات (webhooks) ولا يمكن إضافة المزيد. احذف ما لم تعد تحتاج إليه.',
    httpStatus: 409,
  },
  CONFLICT: {
    en: 'Somebody changed the same record at the same moment. Read it again, then repeat what you did.',
    ar: 'عُدّل السجل نفسه في اللحظة ذاتها. اقرأه من جديد ثم أعد ما قمت به.',
    httpStatus: 409,
  },
  DEADLINE_EXCEEDED: {
    en: 'The answer took too long. Ask for less, or try again later.',
    ar: 'استغرقت الإجابة وقتًا أطول من المسموح. اطلب أقل أو حاول لاحقًا.',
    httpStatus: 504,
  },
  SERVICE_UNAVAILABLE: {
    en: 'This part of the answer is not available at the moment. Try again in a minute.',
    ar: 'هذا الجزء من الإجابة غير متاح الآن. حاول بعد دقيقة.',
    httpStatus: 503,
  },
  IMPORT_TOO_LARGE: {
    en: 'The file is larger than {megabytes} MB. Split it and send the parts one by one.',
    ar: 'حجم الملف أكبر من {megabytes} ميجابايت. قسّمه وأرسل الأجزاء واحدًا بعد الآخر.',
    httpStatus: 413,
  },
  IMPORTS_TOO_MANY: {
    en: 'You have {most} imports that are neither committed nor cancelled. Commit or cancel some of them first.',
    ar: 'لديك {most} عملية استيراد لم تُعتمد ولم تُلغَ. اعتمد بعضها أو ألغه أولًا.',
    httpStatus: 429,
  },
  IMPORT_SOURCE_NEEDED: {
    en: 'Say in "source" the id of the NGO whose list it is.',
    ar: 'اذكر في "source" معرّف الجمعية صاحبة القائمة.',
    httpStatus: 400,
  },
  IMPORT_NOT_CHECKED: {
    en: 'Only a list that has been checked, and is neither committed nor cancelled, can be committed.',
    ar: 'لا تُعتمد إلا قائمة انتهى فحصها ولم تُعتمد أو تُلغَ من قبل.',
    httpStatus: 409,
  },
  IMPORT_TAKES_TWO: {
    en: 'Somebody else than who sent this list has to commit it. Ask a colleague who may.',
    ar: 'يجب أن يعتمد هذه القائمة شخص غير من أرسلها. اطلب ذلك من زميل له الصلاحية.',
    httpStatus: 409,
  },
  IMPORT_ROWS_REFUSED: {
    en: 'Refused rows: {rows}. Mend them and send the list again, or commit row by row.',
    ar: 'عدد الصفوف المرفوضة {rows}. صحّحها وأرسل القائمة من جديد، أو اعتمدها صفًا صفًا.',
    httpStatus: 409,
  },
  IMPORT_OVER: {
    en: 'This import has ended, so it cannot be cancelled any more.',
    ar: 'انتهى هذا الاستيراد، فلم يعد إلغاؤه ممكنًا.',
    httpStatus: 409,
  },
  INTERNAL_ERROR: {
    en: 'Something failed on our side. Try again; if it fails again, report the request id {requestId}.',
    ar: 'حدث خطأ لدينا. أعد المحاولة؛ وإن تكرر فأبلغ عن رقم الطلب {requestId}.',
    httpStatus: 500,
  },
} as const satisfies Record<string, CatalogueEntry>;

export type ErrorCode = keyof typeof CATALOGUE;

/** Whether a text from outside is a code of the catalogue. */
export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(CATALOGUE, code);
}
