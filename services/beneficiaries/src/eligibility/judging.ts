/**
 * A household under the rules of a programme: what SQL has found is told as a decision with its reasons. Whoever is
 * refused learns every rule that was not met, in words and not in points.
 */
import {
  decide,
  defineReasons,
  type DecisionOf,
  type DecisionReason,
} from '@solidarity/subgraph-kit/records/decision';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { factKind } from './fact-kinds';
import { categoryOf, factsAsked, judgingOf, scoredSql } from './judging-sql';
import type { Condition, EligibilityRules } from './rules';

export type EligibilityOutcome = 'ELIGIBLE' | 'NEAR_MISS' | 'NOT_ELIGIBLE';

/** A member whom the programme is for, eldest first. */
export interface EntitledPerson {
  readonly personId: string;
  /** By the rules, such as OLDER_PERSON, DISABILITY or ORPHAN. */
  readonly category: string;
}

/** Points that a fact has added to the score. */
export interface ScorePart {
  readonly fact: string;
  /** As text; null when it was not known. */
  readonly value: string | null;
  /** A decimal as text; below zero where it tells of poverty. */
  readonly points: string;
}

/** What SQL finds of one household. */
export interface Found {
  readonly outcome: EligibilityOutcome;
  /** A decimal as text. */
  readonly score: string;
  readonly points: readonly string[];
  readonly meets: readonly boolean[];
  readonly excluded: readonly boolean[];
  readonly entitled: readonly EntitledPerson[];
  /** The facts asked for, by their names. */
  readonly facts: Readonly<Record<string, string | null>>;
  /** The kinds of facts that need somebody to look. */
  readonly disputed: readonly string[];
}

type Query = <Row extends object>(sql: string, values: readonly unknown[]) => Promise<Row[]>;

/** What the rules come to for one household on a day; null when it is not there or nobody lives in it. */
export async function findOut(
  query: Query,
  rules: EligibilityRules,
  householdId: string,
  onDate: PlainDate,
): Promise<Found | null> {
  const { points, meetsRequirements, isExcluded, outcome } = judgingOf(rules);
  const category = categoryOf(rules);
  const looked = {
    ...{ households: 'household.id = $1', day: '$2::date' },
    gathered: `, coalesce(jsonb_agg(jsonb_build_object('personId', person.id, 'category', ${category})
                   order by person.birth_date, person.id)
                   filter (where ${category} is not null and person.died_on is null), '[]') as entitled,
      jsonb_agg(to_jsonb(person.disputed || case when person.facts ? 'died_on' and person.died_on is null
                   then array['died_on'] else '{}'::text[] end)) as members_disputed`,
  };
  const facts = factsAsked(rules);
  const [row] = await query<Omit<Found, 'disputed'> & { disputed: string[]; membersDisputed: string[][] }>(
    `select ${outcome} as outcome, now_score::text as score, ${list('jsonb', points, '::text')} as points,
            ${list('jsonb', meetsRequirements)} as meets, ${list('jsonb', isExcluded)} as excluded,
            entitled, members_disputed as "membersDisputed", to_jsonb(disputed) as disputed,
            jsonb_build_object(${facts.map((name) => `'${name}', profile.f_${name}::text`).join(', ')}) as facts
       from (${scoredSql({ now: rules }, looked)}) as profile`,
    [householdId, onDate],
  );
  if (!row) return null;
  const { disputed, membersDisputed, ...found } = row;
  return { ...found, disputed: [...new Set([...disputed, ...membersDisputed.flat()])].sort() };
}

const list = (type: 'jsonb', values: readonly string[], cast = ''): string =>
  `${type}_build_array(${values.map((value) => `(${value})${cast}`).join(', ')})`;

const because = defineReasons({
  NO_RULES: {
    ar: 'لا توجد قواعد استحقاق لهذا البرنامج سارية في {fact}.',
    en: 'No rules of eligibility hold for this programme on {fact}.',
  },
  NOBODY_LIVES_HERE: {
    ar: 'لا ينتمي أحد إلى الأسرة في {fact}.',
    en: 'Nobody belongs to the household on {fact}.',
  },
  SCORE_NEAR_THRESHOLD: {
    ar: 'ظروف الأسرة في مجموعها أعلى قليلًا من حد البرنامج؛ ويمكن عرض التمكين الاقتصادي عليها.',
    en: 'The circumstances of the household, taken together, are a little above the limit of the programme; economic empowerment can be offered to it.',
  },
  SCORE_ABOVE_THRESHOLD: {
    ar: 'ظروف الأسرة في مجموعها أعلى من حد البرنامج.',
    en: 'The circumstances of the household, taken together, are above the limit of the programme.',
  },
});

/** The decision where nothing could be looked at: no rules hold on the day, or nobody lives in the household. */
export function decideOnNothing(
  why: 'NO_RULES' | 'NOBODY_LIVES_HERE',
  rulesVersion: string,
  circumstances: Readonly<Record<string, string>>,
  onDate: PlainDate,
): DecisionOf<EligibilityOutcome> {
  return decide(rulesVersion, circumstances)
    .check(false, because(why, onDate))
    .outcomeBy(() => 'NOT_ELIGIBLE');
}

/** The decision that what was found comes to, with a reason for each rule that was not met. */
export function decideOn(
  rules: EligibilityRules,
  rulesVersion: string,
  found: Found,
  circumstances: Readonly<Record<string, string>>,
): DecisionOf<EligibilityOutcome> {
  const { facts, meets, excluded, entitled, score } = found;
  const draft = decide(rulesVersion, { ...circumstances, ...facts });
  for (const name of rules.needed) draft.check((facts[name] ?? null) !== null, notKnown(name));
  rules.requirements.forEach((rule, index) => draft.check(meets[index] === true, reasonOf(rule, facts)));
  rules.exclusions.forEach((rule, index) => draft.check(excluded[index] !== true, reasonOf(rule, facts)));
  draft.check(entitled.length > 0, {
    ...{ code: 'NO_ENTITLED_PERSON', message: rules.persons.message, fact: null, limit: null },
  });
  const [over, near] = [Number(score) - Number(rules.threshold), Number(rules.nearMissMargin)];
  draft.check(over <= 0, because(over <= near ? 'SCORE_NEAR_THRESHOLD' : 'SCORE_ABOVE_THRESHOLD'));
  return draft.outcomeBy(() => found.outcome);
}

function notKnown(fact: string): DecisionReason {
  const name = factKind(fact)?.name ?? { ar: fact, en: fact };
  const message = { ar: `لم يُسجل بعد: ${name.ar}.`, en: `Not recorded yet: ${name.en}.` };
  return { code: 'FACT_NOT_KNOWN', message, fact, limit: null };
}

/** The reason that stands in the rules, about the first of its tests. */
function reasonOf({ code, message, tests }: Condition, facts: Found['facts']): DecisionReason {
  const [{ fact: name, from, below } = { fact: '' }] = tests;
  const [fact, limit] = [facts[name] ?? null, from ?? below ?? null];
  const fill = (text: string): string => text.replace('{fact}', fact ?? '–').replace('{limit}', limit ?? '–');
  return { code, message: { ar: fill(message.ar), en: fill(message.en) }, fact, limit };
}

/** The breakdown of the score by fact, in the order of the rules. */
export function breakdownOf({ weights }: EligibilityRules, { points, facts }: Found): ScorePart[] {
  return weights.map(({ fact }, index) => ({
    ...{ fact, value: facts[fact] ?? null },
    points: points[index] ?? '0',
  }));
}
