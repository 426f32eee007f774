/**
 * NGOs older than Law 149/2019, as the books of the earlier registers have them: a line an NGO with the chair of its
 * board. Each comes in as by `enterEarlierNgo`, with the licence of the earlier law until the last day to regularise: a
 * list cannot say otherwise. Its registration number is the key; what is on the register a list never changes.
 */
import { defineRefusals } from '@solidarity/subgraph-kit/errors/refusal';
import { COMMON_REFUSALS } from '@solidarity/subgraph-kit/imports/common-refusals';
import {
  RowRefusal,
  type CheckRun,
  type ImportKind,
  type ImportRow,
} from '@solidarity/subgraph-kit/imports/import-kind';
import { enterStaged } from './ngo-import.commit';
import { NGO_COLUMNS, NGO_DERIVED } from './ngo-import.columns';
import { refusals } from './refusals';
import { regularisationRulesOn } from './registry-rules';
import { found, LONGEST, refuseText } from './written';

const ngoRefusals = {
  REGISTERED_UNDER_THIS_LAW: refusals.REGISTERED_UNDER_THIS_LAW,
  NUMBER_MALFORMED: refusals.NUMBER_MALFORMED,
  NUMBER_TAKEN: refusals.NUMBER_TAKEN,
  NAME_TAKEN: refusals.NAME_TAKEN,
  TEXT_MISSING: refusals.TEXT_MISSING,
  TEXT_UNREADABLE: refusals.TEXT_UNREADABLE,
  AREA_UNKNOWN: refusals.AREA_UNKNOWN,
  ...defineRefusals({
    NAME_IN_FILE: {
      en: 'Line {line} has the same name in the same governorate. Choose a name that tells them apart.',
      ar: 'للسطر {line} الاسم نفسه في المحافظة نفسها. اختر اسمًا مميزًا.',
    },
    ENTERED_OTHERWISE: {
      en: 'The organisation is on the register with other facts. A list does not change them.',
      ar: 'المنظمة مقيدة في السجل ببيانات أخرى. ولا تغيّرها القائمة.',
    },
  }),
};

export const NGOS: ImportKind = {
  name: 'ngos',
  title: { ar: 'المنظمات المقيدة قبل القانون', en: 'NGOs registered before the law' },
  description: {
    ar: 'الجمعيات والمؤسسات المقيدة قبل اللائحة التنفيذية للقانون 149 لسنة 2019، لنقلها إلى السجل.',
    en: 'Associations and foundations registered before the by-laws of Law 149/2019, to be taken over.',
  },
  roles: ['ministry_admin', 'inspector'],
  source: 'NONE',
  columns: NGO_COLUMNS,
  derived: NGO_DERIVED,
  stagingIndexes: [
    ['registrationNumber', 'line'],
    ['sortName', 'seatGovernorate', 'line'],
  ],
  refusals: ngoRefusals,
  checkRow: refuseTexts,
  check,
  commit: enterStaged,
};

function refuseTexts(row: ImportRow): readonly RowRefusal[] {
  const written = ['nameAr', 'nameEn', 'chairName', 'chairNameEn'].filter((name) => row[name] !== null);
  return found(...written.map((name) => refuseText(String(row[name]), LONGEST.name, name))).map(
    ({ code, facts, field }) => new RowRefusal(code, facts, field),
  );
}

/** What makes a line and an NGO of the register the same: nothing that happens to an NGO later changes it. */
const SAYS_THE_SAME = `ngo.name_en is not distinct from staged.name_en and ngo.name_ar = staged.name_ar
  and ngo.kind = staged.kind and ngo.seat_area_id = staged.seat_area_id and ngo.is_older_than_law
  and ngo.legal_personality_from = staged.registered_on
  and ngo.fields_of_work = string_to_array(staged.fields_of_work, ',')
  and ngo.governorates = string_to_array(staged.all_governorates, ',')
  and exists (select from ngo_board_member seat where seat.ngo_id = ngo.id and seat.office = 'CHAIR'
    and seat.person_id = staged.chair_person_id and seat.since = staged.chair_since
    and seat.name_ar = staged.chair_name and seat.name_en is not distinct from staged.chair_name_en)`;

async function check(run: CheckRun): Promise<void> {
  const { rows, allRows } = run;
  const lawFrom = (await regularisationRulesOn(run.manager, run.today)).value.registeredBefore;
  await run.refuse(
    refusals.REGISTERED_UNDER_THIS_LAW,
    'registeredOn',
    `select line, jsonb_build_object('lawFrom', $1::text) as facts
       from ${rows} as staged where registered_on >= $1::date`,
    [lawFrom],
  );
  await run.refuse(
    COMMON_REFUSALS.DUPLICATE_IN_FILE,
    'registrationNumber',
    `select staged.line, jsonb_build_object('line', min(other.line)) as facts
       from ${rows} as staged join ${allRows} as other
         on other.registration_number = staged.registration_number and other.line < staged.line
      group by staged.line`,
  );
  await run.refuse(
    ngoRefusals.NAME_IN_FILE,
    'nameAr',
    `select staged.line, jsonb_build_object('line', min(other.line)) as facts
       from ${rows} as staged join ${allRows} as other
         on other.sort_name = staged.sort_name and other.seat_governorate = staged.seat_governorate
        and other.registration_number <> staged.registration_number and other.line < staged.line
      group by staged.line`,
  );
  await run.refuse(
    refusals.NAME_TAKEN,
    'nameAr',
    `select staged.line from ${rows} as staged join ngo
         on ngo.sort_name = fold_arabic(staged.name_ar) and ngo.seat_governorate = staged.seat_governorate
        and ngo.status <> 'DISSOLVED' and ngo.registration_number is distinct from staged.registration_number`,
  );
  await run.refuse(
    refusals.NUMBER_TAKEN,
    'registrationNumber',
    `select staged.line, jsonb_build_object('number', staged.registration_number) as facts
       from ${rows} as staged join ngo on ngo.registration_number = staged.registration_number
      where ngo.sort_name <> fold_arabic(staged.name_ar)`,
  );
  await run.refuse(
    ngoRefusals.ENTERED_OTHERWISE,
    null,
    `select staged.line from ${rows} as staged join ngo on ngo.registration_number = staged.registration_number
      where ngo.sort_name = fold_arabic(staged.name_ar) and not (${SAYS_THE_SAME})`,
  );
  await run.leaveUnchanged(
    `select staged.line from ${rows} as staged join ngo on ngo.registration_number = staged.registration_number
      where ${SAYS_THE_SAME}`,
  );
}
