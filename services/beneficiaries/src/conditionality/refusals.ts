import { defineRefusals } from '@solidarity/subgraph-kit/errors/refusal';

/** Why a row of the lists of schools, institutes and health units is not taken. */
export const conditionListRefusals = defineRefusals({
  PERSON_UNKNOWN: {
    en: 'The registry knows no such person.',
    ar: 'لا يوجد هذا الشخص في السجل.',
  },
  PRESENT_BEYOND_OPEN: {
    en: 'The school was open on {daysOpen} days, so nobody was present on more.',
    ar: 'كانت أيام الدراسة {daysOpen}، فلا يمكن أن تزيد أيام الحضور عليها.',
  },
  SCHOOL_YEAR_OUT_OF_RANGE: {
    en: 'Write a school year from {earliest} to {latest}, the last that is over.',
    ar: 'اكتب عامًا دراسيًا من {earliest} إلى {latest}، وهو آخر عام انتهى.',
  },
});
