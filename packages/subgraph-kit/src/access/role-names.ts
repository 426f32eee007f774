import type { MessageTexts } from '../errors/text';
import type { Role } from './caller';

/** Each role as it is called within a sentence. */
export const ROLE_TEXTS = {
  ministry_admin: { en: 'the ministry’s administration', ar: 'إدارة الوزارة' },
  analyst: { en: 'an analyst', ar: 'محلل بيانات' },
  auditor: { en: 'an auditor', ar: 'مراجع' },
  case_worker: { en: 'a case worker', ar: 'أخصائي اجتماعي' },
  finance_officer: { en: 'a finance officer', ar: 'مسؤول مالي' },
  inspector: { en: 'an inspector', ar: 'مفتش' },
  child_protection_officer: { en: 'a child protection officer', ar: 'مسؤول حماية الطفل' },
  ngo_partner: { en: 'the NGO', ar: 'الجمعية' },
  care_home_staff: { en: 'the care home', ar: 'دار الرعاية' },
  lender_officer: { en: 'the lender', ar: 'جهة التمويل' },
  marketplace: { en: 'the marketplace', ar: 'منصة التسويق' },
  registry_feed: { en: 'the registry that sends the list', ar: 'السجل الذي يرسل القائمة' },
  citizen: { en: 'the family', ar: 'الأسرة' },
  public: { en: 'anyone', ar: 'أي شخص' },
  system: { en: 'the system', ar: 'النظام' },
} as const satisfies Record<Role, MessageTexts>;
