export type Language = 'ar' | 'en';
export interface Text {
  readonly ar: string;
  readonly en: string;
}

/** Arabic when the terminal or `--lang` says so. */
export function languageOf(args: readonly string[], environment: NodeJS.ProcessEnv): Language {
  const place = args.findIndex((each) => each === '--lang' || each.startsWith('--lang='));
  const said = args[place]?.includes('=') ? args[place].split('=')[1] : args[place + 1];
  const chosen = place === -1 ? (environment['TADAMON_LANG'] ?? environment['LANG'] ?? '') : (said ?? '');
  return chosen.toLowerCase().startsWith('ar') ? 'ar' : 'en';
}

/** What the command line says of itself. */
export const HELP = {
  program: {
    en: 'Works with the graph from the command line. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 refused (also: rows of a file), 4 not allowed or not signed in, 5 not reachable.',
    ar: 'العمل مع المنظومة من سطر الأوامر. رموز الخروج: 0 تم، 1 فشل، 2 استخدام خاطئ، 3 رُفض الطلب (أو رُفضت صفوف من ملف)، 4 غير مسموح أو بلا دخول، 5 تعذر الوصول.',
  },
  gateway: { en: 'The address of the gateway; or GATEWAY', ar: 'عنوان البوابة؛ أو المتغير GATEWAY' },
  client: {
    en: 'Who you are to the identity provider; or CLIENT_ID. Left out: anyone. The secret stands in CLIENT_SECRET; the demonstration’s clients need none said.',
    ar: 'هويتك لدى مزود الهوية؛ أو المتغير CLIENT_ID. بدونه: أي شخص. السر في المتغير CLIENT_SECRET، ولا يلزم لعملاء العرض.',
  },
  tokenUrl: { en: 'Where tokens come from; or TOKEN_URL', ar: 'مصدر رموز الدخول؛ أو المتغير TOKEN_URL' },
  lang: { en: 'The language of messages: ar or en', ar: 'لغة الرسائل: ar أو en' },
  help: { en: 'Shows this help', ar: 'يعرض هذه المساعدة' },
  token: { en: 'Prints an access token', ar: 'يطبع رمز دخول' },
  query: {
    en: 'Asks the graph and prints the data as JSON',
    ar: 'يسأل المنظومة ويطبع البيانات بصيغة JSON',
  },
  queryText: {
    en: 'the operation, a file with it, or - for standard input',
    ar: 'العملية نفسها أو ملف فيه العملية أو - للقراءة من الدخل القياسي',
  },
  variables: { en: 'The variables as a JSON object', ar: 'المتغيرات ككائن JSON' },
  import: {
    en: 'Sends a spreadsheet in, shows the report, and commits it if asked to',
    ar: 'يرسل جدول بيانات ويعرض تقرير فحصه ويعتمده إن طُلب',
  },
  kind: { en: 'what the list holds, such as households', ar: 'نوع القائمة مثل households' },
  file: { en: 'a CSV or XLSX file', ar: 'ملف CSV أو XLSX' },
  source: { en: 'The id of the NGO whose list it is', ar: 'معرّف الجمعية صاحبة القائمة' },
  commit: {
    en: 'Commit after the check: all (all rows or none) or rows (the accepted ones)',
    ar: 'اعتماد القائمة بعد الفحص: all (كل الصفوف أو لا شيء) أو rows (المقبولة منها)',
  },
  errors: {
    en: 'Where to write the refused rows, to mend and send again',
    ar: 'أين تُكتب الصفوف المرفوضة لتصحيحها وإرسالها من جديد',
  },
  template: { en: 'Writes the template of a kind of list', ar: 'يكتب نموذج نوع من القوائم' },
  format: { en: 'The form of the file', ar: 'صيغة الملف' },
  out: { en: 'Where to write; standard output when left out', ar: 'أين يُكتب؛ وإلا فإلى الخرج القياسي' },
  export: {
    en: 'Writes a list of the graph to a file, as you may see it',
    ar: 'يكتب قائمة من المنظومة في ملف بحسب ما يحق لك الاطلاع عليه',
  },
  events: { en: 'What happened', ar: 'ما حدث' },
  tail: {
    en: 'Prints events as JSON lines, one after the other as they come',
    ar: 'يطبع الأحداث سطرًا سطرًا بصيغة JSON عند وقوعها',
  },
  types: { en: 'Only these kinds, with commas between', ar: 'هذه الأنواع فقط، مفصولة بفواصل' },
  subject: { en: 'Only about this id', ar: 'ما يخص هذا المعرّف فقط' },
  cursor: {
    en: 'A file that keeps how far you have come; goes on from there',
    ar: 'ملف يحفظ الموضع الذي وصلت إليه ليستأنف منه',
  },
  once: { en: 'End when there is nothing new', ar: 'التوقف عندما لا يوجد جديد' },
  audit: { en: 'The audit trail of this machine’s system', ar: 'سجل المراجعة للنظام على هذا الجهاز' },
  verify: {
    en: 'Recomputes the chain of every service; fails at the first entry that does not fit',
    ar: 'يعيد حساب السلسلة في كل خدمة ويفشل عند أول قيد لا يطابق',
  },
  projections: {
    en: 'What services keep of each other’s facts, on this machine',
    ar: 'ما تحفظه كل خدمة من وقائع غيرها على هذا الجهاز',
  },
  rebuild: {
    en: 'Makes them anew from the feeds of the others',
    ar: 'يبنيها من جديد من أحداث الخدمات الأخرى',
  },
  service: { en: 'only this service', ar: 'هذه الخدمة فقط' },
} as const satisfies Record<string, Text>;

/** Headings of commander's help. */
export const TITLES: Readonly<Record<string, string>> = {
  'Usage:': 'الاستخدام:',
  'Arguments:': 'المعطيات:',
  'Options:': 'الخيارات:',
  'Global Options:': 'خيارات عامة:',
  'Commands:': 'الأوامر:',
};

/** What is told while a command works. */
export const TOLD = {
  uploading: { en: 'sending the file', ar: 'إرسال الملف' },
  RECEIVED: { en: 'waiting', ar: 'في الانتظار' },
  CHECKING: { en: 'checking', ar: 'جارٍ الفحص' },
  COMMITTING: { en: 'writing', ar: 'جارٍ الاعتماد' },
  WAITING: { en: 'waiting', ar: 'في الانتظار' },
  RUNNING: { en: 'exporting', ar: 'جارٍ التصدير' },
  rows: { en: '{done} rows · {perSecond} a second', ar: '{done} صف · {perSecond} في الثانية' },
  left: { en: ' · {seconds} s left', ar: ' · بقي {seconds} ث' },
  report: {
    en: 'read {read} · accepted {accepted} · refused {refused} · unchanged {unchanged} · written {written}',
    ar: 'المقروء {read} · المقبول {accepted} · المرفوض {refused} · بلا تغيير {unchanged} · المعتمد {written}',
  },
  line: { en: 'line {line}, {column}: {message}', ar: 'السطر {line}، {column}: {message}' },
  wholeRow: { en: 'the row', ar: 'الصف كله' },
  moreRefused: { en: '… and more: use --errors <file>', ar: '… وغيرها: استخدم ‎--errors‎ مع اسم ملف' },
  written: { en: 'written: {file}', ar: 'كُتب: {file}' },
  exported: { en: '{rows} rows · {bytes} bytes', ar: '{rows} صف · {bytes} بايت' },
  badVariables: { en: 'The variables are no JSON object.', ar: 'المتغيرات ليست كائن JSON.' },
  noFile: { en: 'The file cannot be read: {file}', ar: 'تعذرت قراءة الملف: {file}' },
  noClient: {
    en: 'Say whose token you want: --client <id>, or CLIENT_ID.',
    ar: 'حدد صاحب الرمز: ‎--client‎ مع المعرّف، أو المتغير CLIENT_ID.',
  },
  noSecret: {
    en: 'Put the secret of the client into the variable CLIENT_SECRET.',
    ar: 'ضع سر العميل في المتغير CLIENT_SECRET.',
  },
  notReachable: {
    en: 'The gateway cannot be reached at {gateway}. Is it running? Say another with --gateway.',
    ar: 'تعذر الوصول إلى البوابة على {gateway}. هل هي تعمل؟ حدد غيرها بالخيار ‎--gateway.',
  },
  notSignedIn: {
    en: 'The client or its secret is not accepted. Say who you are with --client and CLIENT_SECRET.',
    ar: 'العميل أو سره غير مقبول. حدد هويتك بالخيار ‎--client‎ والمتغير CLIENT_SECRET.',
  },
} as const satisfies Record<string, Text>;

/** A text in a language with its facts. */
export function say(
  text: Text,
  language: Language,
  facts: Readonly<Record<string, string | number>> = {},
): string {
  return text[language].replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole));
}
