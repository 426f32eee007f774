/**
 * Other rules over the whole registry, a region a step, since each step looks through all memberships once: both
 * versions judge each household in one pass. What a
 * household would be paid is the scale of the day: an amount with so many children at most, the eldest first, or an
 * amount for each person whom the rules find, up to so many.
 */
import type { BatchContext, BatchKind } from '@solidarity/subgraph-kit/batches/batch-kind';
import { GOVERNORATES } from '@solidarity/subgraph-kit/values/governorate';
import { parseMoney } from '@solidarity/subgraph-kit/values/money';
import type { ProgrammePays } from '../programmes/programme';
import { judgingOf, scoredSql, type Prefix } from './judging-sql';
import { eligibilityRules, type EligibilityRules } from './rules';
import { EligibilityWhatIf } from './what-if.entity';

export const whatIfBatch: BatchKind = {
  name: 'eligibility-what-if',
  atOnce: 2,
  steps: async () => [...new Set(GOVERNORATES.map(({ region }) => region))],
  run: runRegion,
};

/** What a programme pays, as SQL over `profile`. */
interface Due {
  /** What is gathered over the members for it. */
  readonly gathered: string;
  readonly monthly: (prefix: Prefix) => string;
}

async function runRegion(region: string, { manager, batch }: BatchContext): Promise<void> {
  const whatIf = await manager.findOneByOrFail(EligibilityWhatIf, { id: batch.subjectId });
  const { programmeId, onDate, rules } = whatIf;
  // By its number: a version that begins on this very day may have been added since it was asked.
  const [now] = await manager.query<[{ value: unknown }]>('select value from rule_version where id = $1', [
    Number(whatIf.comparedWith.split('#')[1]),
  ]);
  const due = await dueOf({ manager }, programmeId, onDate);
  await manager.query(
    whatIfSql({ now: eligibilityRules.parse(now.value), then: eligibilityRules.parse(rules) }, due),
    [GOVERNORATES.filter((each) => each.region === region).map(({ code }) => code), onDate, whatIf.id],
  );
}

function whatIfSql(versions: Readonly<Record<Prefix, EligibilityRules>>, due: Due): string {
  const looked = {
    ...{
      households: 'household.governorate = any ($1::text[]) and household.dissolved_on is null',
      day: '$2::date',
    },
    gathered: due.gathered,
  };
  const outcome = (prefix: Prefix) => judgingOf(versions[prefix], prefix).outcome;
  const eligible = (prefix: Prefix) => `${prefix}_outcome = 'ELIGIBLE'`;
  const count = (condition: string) => `count(*) filter (where ${condition})`;
  const cost = (prefix: Prefix) => `coalesce(sum(${prefix}_due) filter (where ${eligible(prefix)}), 0) * 12`;
  return `
    with judged as materialized (
      select id, governorate, ${outcome('now')} as now_outcome, ${outcome('then')} as then_outcome,
             ${due.monthly('now')} as now_due, ${due.monthly('then')} as then_due
        from (${scoredSql(versions, looked)}) as profile),
    changed as (
      insert into eligibility_what_if_household (what_if_id, household_id, change)
        select $3::uuid, id, case when ${eligible('then')} then 'GAINS' else 'LOSES' end
          from judged where (${eligible('now')}) <> (${eligible('then')}) order by id)
    insert into eligibility_what_if_area
      select $3::uuid, governorate, count(*), ${count(eligible('now'))}, ${count(eligible('then'))},
             ${count(`not ${eligible('now')} and ${eligible('then')}`)},
             ${count(`${eligible('now')} and not ${eligible('then')}`)},
             ${count(`now_outcome = 'NEAR_MISS'`)}, ${count(`then_outcome = 'NEAR_MISS'`)},
             ${cost('now')}, ${cost('then')}
        from judged group by governorate`;
}

interface ScaleRow {
  readonly pays: ProgrammePays;
  readonly household: string;
  readonly mostChildren: number;
  readonly person: string;
  readonly mostPersons: number;
  readonly stages: readonly { from: number; to: number; amount: string }[];
}

/** What the scale of the day pays; nothing before the first one. */
async function dueOf(
  { manager }: Pick<BatchContext, 'manager'>,
  programmeId: string,
  onDate: string,
): Promise<Due> {
  const [scale] = await manager.query<ScaleRow[]>(
    `select pays, household_amount as household, most_children as "mostChildren", person_amount as person,
            most_persons as "mostPersons", coalesce((
              select jsonb_agg(jsonb_build_object('from', from_age, 'to', to_age, 'amount', amount::text))
                from benefit_scale_child where scale_id = scale.id), '[]') as stages
       from benefit_scale_period as scale join programme on programme.id = programme_id
      where programme_id = $1 and effective_from <= $2 and (effective_to is null or $2 < effective_to)`,
    [programmeId, onDate],
  );
  if (!scale) return { gathered: '', monthly: () => '0' };
  const { pays, household, mostChildren, person, mostPersons, stages } = scale;
  if (pays === 'PERSON')
    return {
      gathered: '',
      monthly: (prefix) => `${parseMoney(person)} * least(profile.${prefix}_persons, ${Number(mostPersons)})`,
    };
  if (stages.length === 0) return { gathered: '', monthly: () => parseMoney(household) };
  const cases = stages.map(
    ({ from, to, amount }) =>
      `when person.age >= ${Number(from)} and person.age < ${Number(to)} then ${parseMoney(amount)}`,
  );
  const ofChild = `case when person.relationship in ('HEAD', 'SPOUSE') then null ${cases.join(' ')} end`;
  return {
    gathered: `, (array_agg(${ofChild} order by person.birth_date, person.id)
        filter (where ${ofChild} is not null))[1:${Number(mostChildren)}] as child_amounts`,
    monthly: () =>
      `${parseMoney(household)} + (select coalesce(sum(amount), 0) from unnest(profile.child_amounts) as amount)`,
  };
}
