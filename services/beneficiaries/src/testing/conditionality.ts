import { randomUUID } from 'node:crypto';
import { SYSTEM_CALLER } from '@solidarity/subgraph-kit/access/roles';
import { inTransaction } from '@solidarity/subgraph-kit/database/transaction';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { addMonths, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { evaluateNoted } from '../conditionality/evaluation';
import { rangeOf } from '../enrolment/ranges';
import { aHousehold, aMember, aNationalId, TODAY } from './registry';

/** The ministries of education and health, as their systems sign in. */
export const educationFeed = aCaller('registry_feed', {}, 'feed-education');
export const healthFeed = aCaller('registry_feed', {}, 'feed-health');

/** A family that a programme supports. */
export interface SupportedFamily {
  readonly householdId: string;
  readonly enrolmentId: string;
  readonly motherId: string;
  readonly motherNationalId: string;
  readonly children: readonly { readonly id: string; readonly nationalId: string }[];
}

/** A mother in Giza with children of these birthdays, enrolled since January 2025. */
export async function aSupportedFamily(
  service: TestService,
  childrenBorn: readonly string[] = ['2015-05-10'],
  { programme = 'TAKAFUL', from = '2025-01-01' }: { programme?: string; from?: string } = {},
): Promise<SupportedFamily> {
  const mother = aNationalId({ born: '1988-03-01', sex: 'FEMALE' });
  const ids = childrenBorn.map((born) => aNationalId({ born }));
  const members = [
    aMember('HEAD', 'فاطمة محمود علي', { nationalId: mother }),
    ...ids.map((nationalId) => aMember('CHILD', 'سعيد حسن محمد', { nationalId })),
  ];
  const { id, people } = await aHousehold(service, members, { formedOn: '2020-01-01' });
  const [motherId = '', ...childIds] = people;
  return {
    ...{ householdId: id, motherId, motherNationalId: mother },
    enrolmentId: await enrol(service, { householdId: id, payeeId: motherId, programme, from }),
    children: ids.map((nationalId, index) => ({ id: childIds[index] ?? '', nationalId })),
  };
}

/** So many of them, one after the other. */
export async function supportedFamilies(
  service: TestService,
  count: number,
  childrenBorn?: readonly string[],
): Promise<SupportedFamily[]> {
  const families: SupportedFamily[] = [];
  while (families.length < count) families.push(await aSupportedFamily(service, childrenBorn));
  return families;
}

async function enrol(
  { database }: TestService,
  given: { householdId: string; payeeId: string; programme: string; from: string },
): Promise<string> {
  const id = randomUUID();
  await database.owner(
    `insert into enrolment (id, programme_id, household_id, payee_id, channel, state, entitled_from, recertify_by,
                            enrolled_on, enrolled_by)
     values ($1, $2, $3, $4, 'SMART_CARD', 'ACTIVE', $5, '2030-01-01', $5, 'someone')`,
    [id, given.programme, given.householdId, given.payeeId, given.from],
  );
  return id;
}

/** Reports as the import would, as a further version: so many of the open days, 30 unless it is said. */
export async function report(
  { database }: TestService,
  personId: string,
  month: string,
  [daysPresent, daysOpen = 30]: readonly [number, number?],
): Promise<void> {
  await database.owner(
    `insert into attendance_record (person_id, month, version, days_open, days_present, school, import_id, recorded_by, recorded_on)
     select $1, $2, coalesce(max(version), 0) + 1, $3, $4, '1', $5, 'feed-education', $6
       from attendance_record where person_id = $1 and month = $2`,
    [personId, month, daysOpen, daysPresent, randomUUID(), TODAY],
  );
}

/** The same for a visit; `null` says that it did not take place. */
export async function reportVisit(
  { database }: TestService,
  personId: string,
  kind: 'CHILD' | 'MOTHER',
  month: string,
  visitedOn: string | null,
): Promise<void> {
  await database.owner(
    `insert into health_visit (person_id, kind, month, version, visited_on, import_id, recorded_by, recorded_on)
     select $1, $2, $3, coalesce(max(version), 0) + 1, $4, $5, 'feed-health', $6
       from health_visit where person_id = $1 and kind = $2 and month = $3`,
    [personId, kind, month, visitedOn, randomUUID(), TODAY],
  );
}

/** The same for the school year that began in a year. */
export async function reportYear(
  { database }: TestService,
  personId: string,
  schoolYear: number,
  result: 'PASSED' | 'NOT_PASSED',
): Promise<void> {
  await database.owner(
    `insert into school_year_result (person_id, school_year, version, result, school, import_id, recorded_by, recorded_on)
     select $1, $2, coalesce(max(version), 0) + 1, $3, '1', $4, 'feed-education', $5
       from school_year_result where person_id = $1 and school_year = $2`,
    [personId, schoolYear, result, randomUUID(), TODAY],
  );
}

/** Evaluates a month as the system does after an import: today, or on the first of one that is to come. */
export async function evaluate(
  service: TestService,
  month: string,
  ...enrolmentIds: string[]
): Promise<void> {
  const { dataSource, owner } = service.database;
  const today = (month > TODAY ? month : TODAY) as PlainDate;
  await owner(
    "insert into noted_month (enrolment_id, month, noted_by) select unnest($1::uuid[]), $2, 'feed-education'",
    [enrolmentIds, month],
  );
  await inTransaction(dataSource, SYSTEM_CALLER, (manager) =>
    evaluateNoted(
      {
        ...{ manager, caller: { ...SYSTEM_CALLER, subject: 'feed-education' }, today },
        ...{ requestId: null, operationName: null, purpose: null },
      },
      rangeOf(''),
    ),
  );
}

export interface TestOutcome {
  readonly month: string;
  readonly outcome: string;
  readonly step: number;
}

/** What the months of an enrolment came to, oldest first. */
export function outcomesOf({ database }: TestService, enrolmentId: string): Promise<TestOutcome[]> {
  return database.owner(
    'select month::text, outcome, step from compliance_outcome where enrolment_id = $1 order by month',
    [enrolmentId],
  );
}

/** What is withheld by now, as month and per cent. */
export async function withheldOf(
  { database }: TestService,
  enrolmentId: string,
): Promise<Record<string, number>> {
  const rows = await database.owner<{ month: string; percent: number }>(
    `select to_char(month, 'YYYY-MM') as month, percent::float as percent from withholding
      where enrolment_id = $1 and annulled_on is null order by month`,
    [enrolmentId],
  );
  return Object.fromEntries(rows.map(({ month, percent }) => [month, percent]));
}

/** Has a family breach (B), keep (C) or not have reported (-) the conditions of one month after the other. */
export async function liveThrough(
  service: TestService,
  { enrolmentId, children: [child] }: SupportedFamily,
  months: string,
  from = '2025-09-01',
): Promise<void> {
  for (const [index, kind] of [...months].entries()) {
    const month = addMonths(from as PlainDate, index);
    if (kind === 'B' || kind === 'C') await report(service, child?.id ?? '', month, [kind === 'B' ? 10 : 30]);
    await evaluate(service, month, enrolmentId);
  }
}

/** The cycle of a month, calculated by somebody. */
export async function calculatedCycle({ database }: TestService, month: string): Promise<void> {
  await database.owner(
    `insert into payment_cycle (programme_id, month, state, opened_by, calculated_by)
     values ('TAKAFUL', $1, 'CALCULATED', 'one', 'one') on conflict do nothing`,
    [month],
  );
}
