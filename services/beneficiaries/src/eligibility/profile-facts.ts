/**
 * What a household and a person are judged by: the facts of the catalogue, and what follows from who belongs to the
 * household. Each says how SQL reads it out of the rows that `judging-sql.ts` lays out: `home` is the household with
 * its profile, `person` a member with theirs, and what is about members is gathered over them.
 */
import { GOVERNORATES } from '@solidarity/subgraph-kit/values/governorate';
import { FACT_KINDS, factKind, type FactKind } from './fact-kinds';

export interface ProfileFact {
  readonly type: 'NUMBER' | 'YES_NO' | 'CHOICE';
  readonly choices?: readonly string[];
  /** Where it is read: of the household's own row, gathered over its members, or of one member. */
  readonly from: 'HOME' | 'MEMBERS' | 'PERSON' | 'BOTH';
  readonly sql: string;
}

const RELATIONSHIPS = [
  ...['HEAD', 'SPOUSE', 'CHILD', 'PARENT', 'SIBLING', 'GRANDCHILD', 'GRANDPARENT'],
  ...['OTHER_RELATIVE', 'NOT_RELATED'],
];
const CASTS = { NUMBER: '::numeric', YES_NO: '::boolean', CHOICE: '' } as const;

const read = (row: string, code: string, type: ProfileFact['type']): string =>
  type === 'CHOICE' ? `${row}.facts ->> '${code}'` : `(${row}.facts ->> '${code}')${CASTS[type]}`;

/** Follows from who belongs to the household. */
const OF_HOUSEHOLD: Readonly<Record<string, ProfileFact>> = {
  governorate: {
    ...{ type: 'CHOICE', from: 'HOME', sql: 'home.governorate' },
    choices: GOVERNORATES.map(({ code }) => code),
  },
  household_size: { type: 'NUMBER', from: 'MEMBERS', sql: 'count(*)::numeric' },
  children: {
    ...{ type: 'NUMBER', from: 'MEMBERS' },
    sql: `count(*) filter (where person.age < 18 and person.relationship not in ('HEAD', 'SPOUSE'))::numeric`,
  },
  older_persons: {
    ...{ type: 'NUMBER', from: 'MEMBERS', sql: 'count(*) filter (where person.age >= 65)::numeric' },
  },
  working_age: {
    ...{ type: 'NUMBER', from: 'MEMBERS' },
    sql: 'count(*) filter (where person.age >= 18 and person.age < 65)::numeric',
  },
  head_age: {
    ...{ type: 'NUMBER', from: 'MEMBERS' },
    sql: `max(person.age) filter (where person.relationship = 'HEAD')::numeric`,
  },
  head_sex: {
    ...{ type: 'CHOICE', choices: ['MALE', 'FEMALE'], from: 'MEMBERS' },
    sql: `max(person.sex) filter (where person.relationship = 'HEAD')`,
  },
  head_schooling: ofHead('schooling', FACT_KINDS.schooling),
  head_work: ofHead('work', FACT_KINDS.work),
  persons_per_room: {
    ...{ type: 'NUMBER', from: 'BOTH' },
    sql: `round(counted.members / nullif((home.facts ->> 'rooms')::numeric, 0), 2)`,
  },
};

function ofHead(code: string, { choices = [] }: FactKind): ProfileFact {
  const sql = `max(person.facts ->> '${code}') filter (where person.relationship = 'HEAD')`;
  return { type: 'CHOICE', choices, from: 'MEMBERS', sql };
}

const OF_PERSON: Readonly<Record<string, ProfileFact>> = {
  age: { type: 'NUMBER', from: 'PERSON', sql: 'person.age' },
  sex: { type: 'CHOICE', choices: ['MALE', 'FEMALE'], from: 'PERSON', sql: 'person.sex' },
  relationship: { type: 'CHOICE', choices: RELATIONSHIPS, from: 'PERSON', sql: 'person.relationship' },
};

/** A fact that households are judged by; undefined when none has this name. */
export function factOfHousehold(name: string): ProfileFact | undefined {
  if (Object.hasOwn(OF_HOUSEHOLD, name)) return OF_HOUSEHOLD[name];
  const kind = factKind(name);
  const type = typeOf(kind);
  if (!kind || type === undefined) return undefined;
  if (kind.about === 'HOUSEHOLD') return { ...kind, type, from: 'HOME', sql: read('home', name, type) };
  if (kind.forHousehold === undefined) return undefined;
  const over = kind.forHousehold === 'ANY' ? 'bool_or' : 'sum';
  return { type, from: 'MEMBERS', sql: `${over}(${read('person', name, type)})` };
}

/** A fact that a member is judged by; undefined when none has this name. */
export function factOfPerson(name: string): ProfileFact | undefined {
  if (Object.hasOwn(OF_PERSON, name)) return OF_PERSON[name];
  const kind = factKind(name);
  const type = typeOf(kind);
  if (!kind || type === undefined || kind.about !== 'PERSON') return undefined;
  return { ...kind, type, from: 'PERSON', sql: read('person', name, type) };
}

/** Nobody is judged by a day. */
function typeOf(kind: FactKind | undefined): ProfileFact['type'] | undefined {
  return kind === undefined || kind.type === 'DATE' ? undefined : kind.type;
}
