import { Field, ID, ObjectType } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { LocalizedText } from '@solidarity/subgraph-kit/values/localized-text';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar, DateTimeScalar } from '@solidarity/subgraph-kit/values/scalars';
import { FACT_KINDS, FactSource, type FactKind } from './fact-kinds';

/** A kind of the catalogue, for who fills in a form. */
@ObjectType({ description: 'A kind of fact that eligibility is judged by.' })
@Access.everyone()
export class FactKindDescription {
  @Field(() => String, { description: 'Its code, such as `rooms`.' })
  code!: string;

  @Field(() => LocalizedText, { description: 'Its name.' })
  name!: LocalizedText;

  @Field(() => LocalizedText, {
    nullable: true,
    description: 'The unit of a number; null where there is none.',
  })
  unit!: LocalizedText | null;

  @Field(() => Boolean, { description: 'Whether it is about a person; about the household otherwise.' })
  isAboutPerson!: boolean;

  @Field(() => String, { description: 'How its value is written: NUMBER, YES_NO, CHOICE or DATE.' })
  type!: string;

  @Field(() => [String], { description: 'The codes of a CHOICE; empty for the others.' })
  choices!: readonly string[];
}

/** The whole catalogue, in its own order. */
export const FACT_KIND_LIST: readonly FactKindDescription[] = Object.entries<FactKind>(FACT_KINDS).map(
  ([code, kind]) => ({
    ...{ code, name: kind.name, type: kind.type, isAboutPerson: kind.about === 'PERSON' },
    unit: kind.unit === undefined ? null : { ar: kind.unit.ar, en: kind.unit.en },
    choices: kind.choices ?? [],
  }),
);

/** A fact as it holds now. */
@ObjectType({
  description: 'A fact about a household or a member, as it holds now: the source that is believed first.',
})
@Access({ audience: ['partner'], scopes: ['benefits:read'] })
export class KnownFact {
  @Field(() => String, { description: 'The kind, by its code in `factKinds`.' })
  kind!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The id of the member whom it is about; null when it is about the household.',
  })
  personId!: string | null;

  @Field(() => String, { description: 'The value: digits, `true` or `false`, a code of the kind, or a day.' })
  value!: string;

  @Field(() => FactSource, { description: 'Who says so.' })
  source!: FactSource;

  @Field(() => DateScalar, { description: 'The day on which it was so.' })
  observedOn!: PlainDate;

  @Field(() => DateTimeScalar, { description: 'When it was recorded.' })
  recordedAt!: string;

  @Field(() => Boolean, {
    description:
      'Whether a registry says something else than the family has declared and no visit has settled it since, or that a member who lives in the household has died.',
  })
  isDisputed!: boolean;
}

const FACTS = `
select household_id as "householdId", null as "personId", kind, value #>> '{}' as value, source,
       observed_on as "observedOn", recorded_at as "recordedAt", is_disputed as "isDisputed"
  from household_fact_current where household_id = any ($1)
union all
select member.household_id, person_id, kind, value #>> '{}', source, fact.observed_on, fact.recorded_at,
       is_disputed or kind = 'died_on'
  from membership as member
  join lateral (select * from person_fact_current as known where known.person_id = member.person_id offset 0) as fact
       using (person_id)
 where member.household_id = any ($1) and member.left_on is null
 order by 1, 2 nulls first, 3`;

/** The facts of a household and of those who belong to it today; of many households in one statement. */
export function factsOf({ reads }: Pick<ServiceContext, 'reads'>, householdId: string): Promise<KnownFact[]> {
  return reads.batch('facts', householdId, async (ids) => {
    const rows = await reads.rows<KnownFact & { householdId: string }>(FACTS, [ids]);
    const people = rows.flatMap(({ personId }) => (personId === null ? [] : [personId]));
    reads.shown('PersonFact', [...new Set(people)]);
    return ids.map((id) => rows.filter((row) => row.householdId === id));
  });
}
