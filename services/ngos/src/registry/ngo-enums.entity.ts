import { registerEnumType } from 'type-graphql';
import {
  FieldOfWork,
  NgoBoardOffice,
  NgoDocumentKind,
  NgoKind,
  NgoLicenceKind,
  NgoMeasureKind,
  NgoStandingState,
  NgoStatus,
} from './ngo';

/** The words of the register as enums of the graph. Import them from here where a field names them. */
registerEnumType(NgoKind, {
  name: 'NgoKind',
  description: 'What an NGO is by law (Law 149/2019).',
  valuesConfig: {
    ASSOCIATION: { description: 'An association of members (جمعية).' },
    FOUNDATION: { description: 'A foundation, to which money is dedicated (مؤسسة أهلية).' },
    UNION: { description: 'A union of NGOs (اتحاد).' },
    FOREIGN_BRANCH: { description: 'The branch of a foreign organisation (فرع منظمة أجنبية).' },
  },
});

registerEnumType(FieldOfWork, {
  name: 'NgoFieldOfWork',
  description: 'What an NGO works for (ميدان العمل).',
  valuesConfig: {
    COMMUNITY_DEVELOPMENT: { description: 'The development of a community (تنمية المجتمع).' },
    CHILD_AND_FAMILY: { description: 'Care for children and families (رعاية الأسرة والطفولة).' },
    SOCIAL_ASSISTANCE: { description: 'Help for people in need (المساعدات الاجتماعية).' },
    OLDER_PEOPLE: { description: 'Care for older people (رعاية المسنين).' },
    DISABILITY: { description: 'Persons with disabilities (رعاية ذوي الإعاقة).' },
    HEALTH: { description: 'Health services (الخدمات الصحية).' },
    EDUCATION: { description: 'Education and training (التعليم والتدريب).' },
    WOMEN: { description: 'The advancement of women (تنمية المرأة).' },
    MICROFINANCE: { description: 'Loans and small enterprises (المشروعات الصغيرة والتمويل).' },
    ENVIRONMENT: { description: 'The protection of the environment (حماية البيئة).' },
    YOUTH: { description: 'Youth and sports (الشباب والرياضة).' },
    CULTURE: { description: 'Culture, arts and heritage (الثقافة والفنون والتراث).' },
    RELIEF: { description: 'Relief in emergencies (الإغاثة).' },
    HUMAN_RIGHTS: { description: 'Human rights and the protection of consumers (حقوق الإنسان).' },
  },
});

registerEnumType(NgoStatus, {
  name: 'NgoStatus',
  description: 'Where an NGO stands in its life with the register.',
  valuesConfig: {
    SUBMITTED: { description: 'Its notification has come in and is not complete.' },
    COMPLETE: {
      description: 'Its notification is complete: it has legal personality, and the ministry may object.',
    },
    OBJECTED: { description: 'The ministry has objected; the NGO can mend what was objected to.' },
    MENDED: {
      description: 'It has mended what was objected to; the ministry has to confirm that it is complete.',
    },
    REGISTERED: { description: 'It is registered, by the ministry or by law.' },
    WARNED: { description: 'It is registered and was warned; it has to mend what was found.' },
    SUSPENDED: { description: 'Its activity is suspended.' },
    DISSOLVED: { description: 'A court has dissolved it.' },
  },
});

registerEnumType(NgoStandingState, {
  name: 'NgoStandingState',
  description: 'Whether an NGO may act.',
  valuesConfig: {
    NOT_REGISTERED: { description: 'It is not registered.' },
    GOOD: { description: 'It is registered, its licence is valid and nothing is held against it.' },
    WARNED: { description: 'It may act, and has to mend what it was warned of.' },
    SUSPENDED: { description: 'It may not act for the time being.' },
    EXPIRED: { description: 'It may not act: its licence has ended.' },
    DISSOLVED: { description: 'It exists no longer.' },
  },
});

registerEnumType(NgoDocumentKind, {
  name: 'NgoDocumentKind',
  description: "A paper of an NGO's file.",
  valuesConfig: {
    STATUTE: { description: 'The statute (لائحة النظام الأساسي).' },
    FOUNDERS_LIST: { description: 'The list of founders (كشف المؤسسين).' },
    FOUNDING_MINUTES: { description: 'The minutes of the founding meeting (محضر اجتماع المؤسسين).' },
    SEAT_PROOF: { description: 'Ownership or lease of the seat (سند المقر).' },
    CRIMINAL_RECORDS: { description: 'Criminal records of the founders (صحف الحالة الجنائية).' },
    CAPITAL_PROOF: { description: 'The proof that the capital was paid (إثبات رأس المال).' },
    MEMBERS_DECISIONS: { description: 'Decisions of the NGOs that form a union (قرارات الأعضاء).' },
    FOREIGN_PERMIT: { description: 'The permit for a foreign organisation (تصريح المنظمة الأجنبية).' },
    OTHER: { description: 'Another paper.' },
  },
});

registerEnumType(NgoLicenceKind, {
  name: 'NgoLicenceKind',
  description: 'By what a licence was given.',
  valuesConfig: {
    EARLIER_LAW: { description: 'By an earlier law, until the last day on which the NGO could regularise.' },
    FIRST: { description: 'By the registration.' },
    REGULARISATION: { description: 'By the regularisation of an NGO older than the law (توفيق الأوضاع).' },
    RENEWAL: { description: 'By a renewal.' },
  },
});

registerEnumType(NgoMeasureKind, {
  name: 'NgoMeasureKind',
  description: 'What the ministry or a court holds against an NGO.',
  valuesConfig: {
    OBJECTION: { description: 'An objection to its notification (اعتراض).' },
    WARNING: { description: 'A warning with time to mend (إنذار).' },
    SUSPENSION: { description: 'A suspension of its activity (وقف النشاط).' },
    DISSOLUTION: { description: 'A judgment of dissolution (حكم بالحل).' },
  },
});

registerEnumType(NgoBoardOffice, {
  name: 'NgoBoardOffice',
  description: "What somebody is on an NGO's board.",
  valuesConfig: {
    CHAIR: { description: 'The chair (رئيس مجلس الإدارة).' },
    DEPUTY_CHAIR: { description: 'The deputy of the chair (نائب الرئيس).' },
    SECRETARY: { description: 'The secretary general (الأمين العام).' },
    TREASURER: { description: 'The treasurer (أمين الصندوق).' },
    MEMBER: { description: 'A member without an office (عضو).' },
  },
});

export {
  FieldOfWork,
  NgoBoardOffice,
  NgoDocumentKind,
  NgoKind,
  NgoLicenceKind,
  NgoMeasureKind,
  NgoStandingState,
  NgoStatus,
};
