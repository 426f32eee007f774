import type { TestDatabase } from '@solidarity/subgraph-kit/testing/database';
import type { History } from './payment-histories';
import type { ModelScale } from './payment-model';

export type Owner = Pick<TestDatabase, 'owner'>;

/** Writes rows by one statement: `$1`, `$2` … are their columns as arrays of these types. */
export async function write(
  { owner }: Owner,
  types: string,
  rows: readonly unknown[][],
  sql: (given: string) => string,
) {
  if (rows.length === 0) return;
  const columns = types.split(' ');
  const given = `unnest(${columns.map((type, index) => `$${index + 1}::${type}[]`).join(', ')}) as given (${columns.map((_, index) => `c${index + 1}`).join(', ')})`;
  await owner(
    sql(given),
    columns.map((_, index) => rows.map((row) => row[index])),
  );
}

export const PERSON = (given: string) => `
  insert into person (id, name_ar, birth_date, sex, document_kind, document_country, document_number, registered_at, area_id,
                      search_keys, sort_name)
    select c1, 'س', c2, 'FEMALE', 'OTHER', 'EG', c1::text, now(), 'EG-GZ', '', 'س' from ${given}`;

const MEMBERSHIP = (given: string) => `
  insert into membership (household_id, person_id, relationship, relative_to_id, joined_on)
    select c1, c2, c3, c4, c5 from ${given}`;

/** Programmes with their scales, and families with their enrolments, as if they had been there before. */
export async function writeHistories(
  database: Owner,
  histories: readonly History[],
  scales: readonly ModelScale[],
  programmes: readonly (readonly [id: string, paysHousehold: boolean])[],
): Promise<void> {
  const pounds = (piastres: number) => piastres / 100;
  for (const [id, paysHousehold] of programmes) {
    await database.owner(
      `insert into programme (id, name_ar, name_en, pays, is_conditional, opens_on) values ($1, 'س', 'x', $2, false, '2015-01-01')`,
      [id, paysHousehold ? 'HOUSEHOLD' : 'PERSON'],
    );
    for (const { from, household, mostChildren, person, mostPersons, stages } of scales) {
      await database.owner(
        `with scale as (insert into benefit_scale
           (programme_id, effective_from, household_amount, most_children, person_amount, most_persons, source)
           values ($1, $2, $3, $4, $5, $6, 'test') returning id)
         insert into benefit_scale_child (scale_id, stage, from_age, to_age, amount)
           select id, stage, from_age, to_age, amount from scale,
             jsonb_to_recordset($7) as given (stage text, from_age int, to_age int, amount numeric)`,
        [
          ...[id, from, pounds(household), mostChildren, pounds(person), mostPersons],
          JSON.stringify(
            stages.map(({ fromAge, toAge, amount }, index) => ({
              ...{ stage: ['UNDER_SCHOOL', 'PRIMARY', 'SECONDARY'][index], from_age: fromAge, to_age: toAge },
              amount: pounds(amount),
            })),
          ),
        ],
      );
    }
  }
  const enrolled = histories.filter(({ isEnrolled }) => isEnrolled);
  const people = histories.flatMap((history) => history.people.map((person) => ({ ...person, history })));
  await write(
    database,
    'uuid date',
    people.map(({ id, bornOn }) => [id, bornOn]),
    PERSON,
  );
  await write(
    database,
    'uuid uuid text',
    histories.map(({ householdId, people: [head], areaId }) => [householdId, head?.id, areaId]),
    (given) => `insert into household (id, head_id, area_id, formed_on, registered_at)
      select c1, c2, c3, '2010-01-01', now() from ${given}`,
  );
  await write(
    database,
    'uuid uuid date',
    people
      .filter(({ headships }) => headships.length > 0)
      .map((head) => [head.history.householdId, head.id, head.joinedOn]),
    (given) => `insert into headship (household_id, person_id, since) select c1, c2, c3 from ${given}`,
  );
  await write(
    database,
    'uuid uuid text uuid date',
    people.map(({ id, history, isSpouseOrHeadByRelation, headships, joinedOn }) => {
      const relationship = headships.length > 0 ? 'HEAD' : isSpouseOrHeadByRelation ? 'SPOUSE' : 'CHILD';
      return [history.householdId, id, relationship, history.people[0]?.id, joinedOn];
    }),
    MEMBERSHIP,
  );
  await write(
    database,
    'uuid text uuid uuid date',
    enrolled.map(({ id, paysHousehold, householdId, people: [head], entitledFrom }) => [
      ...[
        id,
        programmes.find(([, pays]) => pays === paysHousehold)?.[0],
        householdId,
        head?.id,
        entitledFrom,
      ],
    ]),
    (
      given,
    ) => `insert into enrolment (id, programme_id, household_id, payee_id, channel, state, entitled_from, recertify_by, enrolled_on, enrolled_by)
      select c1, c2, c3, c4, 'POST_OFFICE', 'ACTIVE', c5, '2030-01-01', '2026-01-01', 'enroller' from ${given}`,
  );
  const entitled = people.flatMap((person) =>
    person.entitled ? [[person.history.id, person.id, person.entitled.from]] : [],
  );
  await write(database, 'uuid uuid date', entitled, ENTITLED);
}

export const ENTITLED = (given: string) => `
  insert into enrolment_person (enrolment_id, person_id, category, entitled_from) select c1, c2, 'ORPHAN', c3 from ${given}`;
