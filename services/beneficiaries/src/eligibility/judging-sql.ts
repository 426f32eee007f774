/**
 * Rules of eligibility as SQL over a set of households: one or a million are judged by the same statement. The rules
 * were parsed by `rules.ts`, so all that gets into the text is names of the catalogue, codes in capital letters and
 * decimals. `judging.property.test.ts` holds it against a model that knows no SQL.
 */
import { factOfHousehold, factOfPerson, type ProfileFact } from './profile-facts';
import type { Condition, EligibilityRules, Test, Weight } from './rules';

/** What the rules come to for a household, as SQL over the row `profile` of `profilesSql`. */
export interface Judging {
  /** The points of each weight, in the order of the rules. */
  readonly points: readonly string[];
  readonly score: string;
  readonly meetsRequirements: readonly string[];
  readonly isExcluded: readonly string[];
  readonly hasPersons: string;
  /** ELIGIBLE, NEAR_MISS or NOT_ELIGIBLE; asks the score of the column `now_score` or `then_score`. */
  readonly outcome: string;
}

/** Which households are looked at, and on which day; both as SQL. */
export interface Looked {
  /** A condition on `household`. */
  readonly households: string;
  readonly day: string;
  /** More that is gathered over the members, such as `, sum(…) as due`. */
  readonly gathered?: string;
}

export type Prefix = 'now' | 'then';

const column = (fact: string): string => `profile.f_${fact}`;

/** The rules as SQL expressions. The prefix tells two versions apart that are judged side by side. */
export function judgingOf(rules: EligibilityRules, prefix: Prefix = 'now'): Judging {
  const points = rules.weights.map(pointsOf);
  const score = `(${[rules.intercept, ...points].map((each) => `(${each})::numeric`).join(' + ')})`;
  const meetsRequirements = rules.requirements.map(holds);
  const isExcluded = rules.exclusions.map(holds);
  const hasPersons = `profile.${prefix}_persons > 0`;
  const isKnown = rules.needed.map((fact) => `${column(fact)} is not null`);
  const may = [...isKnown, ...meetsRequirements, ...isExcluded.map((each) => `not ${each}`), hasPersons];
  const outcome = `case when not (${may.join(' and ')}) then 'NOT_ELIGIBLE'
    when profile.${prefix}_score <= ${rules.threshold} then 'ELIGIBLE'
    when profile.${prefix}_score <= ${rules.threshold}::numeric + ${rules.nearMissMargin} then 'NEAR_MISS'
    else 'NOT_ELIGIBLE' end`;
  return { points, score, meetsRequirements, isExcluded, hasPersons, outcome };
}

/** The facts of the household that the rules ask for, each once. */
export function factsAsked(...versions: readonly EligibilityRules[]): string[] {
  const asked = versions.flatMap(({ needed, weights, requirements, exclusions }) => [
    ...needed,
    ...weights.map(({ fact }) => fact),
    ...[...requirements, ...exclusions].flatMap(({ tests }) => tests.map(({ fact }) => fact)),
  ]);
  return [...new Set(asked)];
}

/** Whether a member is one whom the programme is for, as SQL over `person`. */
export function isEntitled({ persons }: EligibilityRules): string {
  return `(${persons.categories.map(({ tests }) => meets(tests, ofPerson)).join(' or ')})`;
}

/** The category of a member, the first of the rules that fits; null when none does. */
export function categoryOf({ persons }: EligibilityRules): string {
  const cases = persons.categories.map(
    ({ category, tests }) => `when ${meets(tests, ofPerson)} then '${category}'`,
  );
  return `case ${cases.join(' ')} end`;
}

/** A query that gives `profile`: a row for each household in which somebody lives, with the facts asked for. */
export function profilesSql(
  versions: Readonly<Partial<Record<Prefix, EligibilityRules>>>,
  { households, day, gathered = '' }: Looked,
): string {
  const rules = Object.entries(versions);
  const asked = factsAsked(...rules.map(([, version]) => version)).map(
    (name) => [name, factFor(factOfHousehold, name)] as const,
  );
  const overMembers = asked
    .filter(([, { from }]) => from === 'MEMBERS')
    .map(([name, { sql }]) => `, ${sql} as f_${name}`);
  const ofRules = rules.map(
    ([prefix, version]) => `, count(*) filter (where ${isEntitled(version)}) as ${prefix}_persons`,
  );
  const ofHome = asked
    .filter(([, { from }]) => from !== 'MEMBERS')
    .map(([name, { sql }]) => `, ${sql} as f_${name}`);
  return `
    select home.id, home.governorate, home.disputed, counted.*${ofHome.join('')}
      from (select household.id, household.governorate, coalesce(known.facts, '{}') as facts,
                   coalesce(known.disputed, '{}') as disputed
              from household left join household_profile known on known.household_id = household.id
             where ${households}) as home
      join (select household_id, count(*) as members
                   ${[...overMembers, ...ofRules].join('\n                   ')}${gathered}
              from ${membersSql({ households, day })} group by household_id) as counted
        on counted.household_id = home.id`;
}

/** A query that gives `profile` with the scores of the versions, each computed once. */
export function scoredSql(
  versions: Readonly<Partial<Record<Prefix, EligibilityRules>>>,
  looked: Looked,
  more: (prefix: Prefix, judging: Judging) => string = () => '',
): string {
  const scores = (Object.entries(versions) as [Prefix, EligibilityRules][]).map(([prefix, rules]) => {
    const judging = judgingOf(rules, prefix);
    return `, ${judging.score} as ${prefix}_score${more(prefix, judging)}`;
  });
  return `select profile.*${scores.join('')} from (${profilesSql(versions, looked)}) as profile offset 0`;
}

/** A query that gives `person`: a row for each living member on the day. */
export function membersSql({ households, day }: Looked): string {
  return `(
      select membership.household_id, one.id, one.birth_date, one.sex, one.died_on,
             extract(year from age(${day}::timestamp, one.birth_date::timestamp))::int as age,
             case when one.id = household.head_id then 'HEAD'
                  when membership.relationship = 'HEAD' then 'OTHER_RELATIVE'
                  else membership.relationship end as relationship,
             coalesce(known.facts, '{}') as facts, coalesce(known.disputed, '{}') as disputed
        from household
        join membership on membership.household_id = household.id and membership.joined_on <= ${day}
                       and (membership.left_on is null or membership.left_on > ${day})
        join person one on one.id = membership.person_id and (one.died_on is null or one.died_on > ${day})
        left join person_profile known on known.person_id = one.id
       where ${households}) as person`;
}

function pointsOf({ fact, missing, bands, yes, no, choices }: Weight): string {
  const value = column(fact);
  const cases = [
    ...(bands ?? []).map(({ below, points }) =>
      below === undefined
        ? `when ${value} is not null then ${points}`
        : `when ${value} < ${below} then ${points}`,
    ),
    ...Object.entries(choices ?? {}).map(([choice, points]) => `when ${value} = '${choice}' then ${points}`),
    ...(yes === undefined ? [] : [`when ${value} then ${yes}`]),
    ...(no === undefined ? [] : [`when not ${value} then ${no}`]),
  ];
  return cases.length === 0 ? missing : `case ${cases.join(' ')} else ${missing} end`;
}

const holds = ({ tests }: Condition): string => meets(tests, column);

const ofPerson = (name: string): string => `(${factFor(factOfPerson, name).sql})`;

/** All tests hold; what is not known meets none. */
function meets(tests: readonly Test[], valueOf: (fact: string) => string): string {
  const parts = tests.map(({ fact, from, below, is }) => {
    const value = valueOf(fact);
    return [
      ...(from === undefined ? [] : [`${value} >= ${from}`]),
      ...(below === undefined ? [] : [`${value} < ${below}`]),
      ...(is === true ? [value] : is === false ? [`not ${value}`] : []),
      ...(Array.isArray(is) ? [`${value} in (${is.map((each) => `'${each}'`).join(', ')})`] : []),
    ].join(' and ');
  });
  return `coalesce(${parts.join(' and ')}, false)`;
}

function factFor(find: (name: string) => ProfileFact | undefined, name: string): ProfileFact {
  const known = find(name);
  if (!known) throw new Error(`Rules name the fact ${name}, which there is not.`);
  return known;
}
