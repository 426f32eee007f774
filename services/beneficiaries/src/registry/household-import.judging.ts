/**
 * What becomes of a household on a list.
 *
 * A list is a pile of the forms that come to the desk of the registry: a household on it is registered by the same
 * rules, and where the list is an organisation's, its consent is recorded by the same rules. Members who all live
 * together already are that household, whoever registered it: nothing is registered again, and the consent is added
 * if it is not in force; a consent that was withdrawn does not come back with an old list. A reference that stands for one household is never taken for another. An organisation is
 * not told what the registry knows of people (M: support must not overlap, and nobody learns who gets it): of its own
 * list it hears only that a household needs a case worker's look.
 */
import type { KnownStanding } from '@solidarity/subgraph-kit/events/standing';
import { refusal, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { COMMON_REFUSALS } from '@solidarity/subgraph-kit/imports/common-refusals';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { refuseAddress, type Coordinates } from './address';
import { refuseConsent, type ConsentKind } from './consent';
import {
  foundingHead,
  refuseForming,
  refuseNumber,
  repeatedMembers,
  type FoundingMember,
  type HouseholdRules,
} from './household';
import { householdListRefusals } from './household-import.refusals';
import { refusePerson, type Joiner } from './membership';
import { laterOf } from './period';

/** A member as a row of the list has them. */
export interface ListedMember extends FoundingMember {
  readonly line: number;
}

/** What the row of the head says for all; null is blank. */
export interface HeadRow {
  readonly areaId: string | null;
  /** Of the area; null when there is none such. */
  readonly governorate: Governorate | null;
  readonly address: string | null;
  readonly coordinates: Coordinates | null;
  readonly formedOn: PlainDate | null;
  readonly consentKind: ConsentKind | null;
  readonly consentGivenOn: PlainDate | null;
  readonly consentEvidence: string | null;
}

/** The rows of a list that have one reference in common. */
export interface ListedHousehold {
  readonly reference: string;
  /** In the order of the file. */
  readonly members: readonly [ListedMember, ...ListedMember[]];
  /** Null when no row is that of a head. */
  readonly head: HeadRow | null;
}

/** A household of the registry, as far as the caller may see it. */
export interface Home {
  readonly householdId: string;
  readonly headId: string;
  readonly formedOn: PlainDate;
  /** Since when it consents to be served by the organisation whose list it is; null while it does not. */
  readonly servedSince: PlainDate | null;
  /** When it last withdrew such a consent; null when it never did. */
  readonly withdrawnOn: PlainDate | null;
}

/** What the registry knows of the people and references of a list. */
export interface Known {
  /** By person, also those whom the caller cannot see. */
  readonly people: ReadonlyMap<string, Joiner>;
  /** By person, where they live today, if the caller sees it. */
  readonly homes: ReadonlyMap<string, Home>;
  /** References of this sender that stand for a household. */
  readonly references: ReadonlySet<string>;
}

/** What is the same for all households of a list. */
export interface ListCircumstances {
  readonly rules: HouseholdRules;
  readonly today: PlainDate;
  /** The only governorate whose households the caller records; undefined for all. */
  readonly boundTo: Governorate | undefined;
  /** The organisation whose list it is; null for a list of the ministry. */
  readonly source: { readonly ngo: KnownStanding | null } | null;
}

/** A refusal by its line and column. */
export interface Found {
  readonly line: number;
  /** Null for the whole row. */
  readonly column: string | null;
  readonly refusal: Refusal;
}

/** A household that is to be registered. */
export interface NewHousehold {
  readonly kind: 'NEW';
  readonly headId: string;
  readonly areaId: string;
  readonly formedOn: PlainDate;
  readonly founders: readonly (FoundingMember & { readonly joinedOn: PlainDate })[];
}

export type Judgement =
  | { readonly kind: 'REFUSED'; readonly found: readonly Found[] }
  | { readonly kind: 'UNCHANGED' }
  /** It is registered, and its consent is to be recorded. */
  | { readonly kind: 'CONSENTS'; readonly home: Home; readonly giverId: string }
  | NewHousehold;

/** Where in the row of the head what the registry's rules name stands. */
const COLUMN_OF: Readonly<Record<string, string>> = {
  'input.address.areaId': 'areaId',
  'input.address.line': 'address',
  'input.address.coordinates': 'latitude',
  'input.formedOn': 'formedOn',
  'input.givenOn': 'consentGivenOn',
  'input.evidence': 'consentEvidence',
};

/** What becomes of a listed household, or all that speaks against it. */
export function judge(household: ListedHousehold, known: Known, circumstances: ListCircumstances): Judgement {
  const { members } = household;
  const [{ line }] = members;
  const tooMany = refuseNumber(members.length);
  if (tooMany) return { kind: 'REFUSED', found: [{ line, column: 'household', refusal: tooMany }] };
  const repeated = byMember(members, repeatedMembers(members));
  if (repeated.length > 0) return { kind: 'REFUSED', found: repeated };
  const home = sharedHome(members, known.homes);
  return home ? judgeKnown(household, home, circumstances) : judgeNew(household, known, circumstances);
}

/** The same for an organisation's own list: what only the registry knows is not told, nor of whom. */
export function judgeDiscreetly(
  household: ListedHousehold,
  known: Known,
  circumstances: ListCircumstances,
): Judgement {
  const judgement = judge(household, known, circumstances);
  if (judgement.kind !== 'REFUSED') return judgement;
  const asListed = judge(household, NOTHING_KNOWN, circumstances);
  if (asListed.kind === 'REFUSED') return asListed;
  const needsReview = refusal(householdListRefusals.HOUSEHOLD_NEEDS_REVIEW, {});
  return {
    kind: 'REFUSED',
    found: household.members.map(({ line }) => ({ line, column: null, refusal: needsReview })),
  };
}

const NOTHING_KNOWN: Known = { people: new Map(), homes: new Map(), references: new Set() };

/** The household in which all of them live; null when there is none. */
function sharedHome(members: readonly ListedMember[], homes: Known['homes']): Home | null {
  const [first, ...others] = members.map(({ personId }) => homes.get(personId) ?? null);
  return first && others.every((home) => home?.householdId === first.householdId) ? first : null;
}

function judgeKnown(
  household: ListedHousehold,
  home: Home,
  { rules, today, source }: ListCircumstances,
): Judgement {
  if (source === null || home.servedSince !== null) return { kind: 'UNCHANGED' };
  const giver = oneHead(household, { ...rules, headMinimumAge: 0 }, today);
  if (giver.found) return { kind: 'REFUSED', found: giver.found };
  const found = [
    ...withdrawnFindings(household.head, giver.head, home),
    ...consentFindings(household.head, giver.head, home, { rules, today, source }),
  ];
  if (found.length > 0) return { kind: 'REFUSED', found };
  return { kind: 'CONSENTS', home, giverId: giver.head.personId };
}

/** What was withdrawn is given anew on a day that the list must say. */
function withdrawnFindings(row: HeadRow | null, { line }: ListedMember, { withdrawnOn }: Home): Found[] {
  const givenOn = row?.consentGivenOn ?? null;
  if (withdrawnOn === null || (givenOn !== null && givenOn >= withdrawnOn)) return [];
  const withdrawn = refusal(householdListRefusals.CONSENT_ALREADY_WITHDRAWN, { withdrawnOn });
  return [{ line, column: 'consentGivenOn', refusal: withdrawn }];
}

function judgeNew(
  household: ListedHousehold,
  { people, references }: Known,
  circumstances: ListCircumstances,
): Judgement {
  const { reference, members, head: row } = household;
  const { rules, today, boundTo, source } = circumstances;
  if (references.has(reference)) {
    const used = refusal(householdListRefusals.REFERENCE_USED, {});
    return { kind: 'REFUSED', found: [{ line: members[0].line, column: 'household', refusal: used }] };
  }
  const formedOn = row?.formedOn ?? row?.consentGivenOn ?? today;
  // Of who is registered already the recorded birth date counts, not the listed one.
  const founders = members.map((member) => {
    const birthDate = people.get(member.personId)?.birthDate ?? member.birthDate;
    return { ...member, birthDate, joinedOn: laterOf(formedOn, birthDate) };
  });
  const chosen = oneHead({ ...household, members: nonEmpty(founders) }, rules, today);
  const found: Found[] = [...(chosen.found ?? [])];
  for (const { personId, line, joinedOn } of founders) {
    const person = people.get(personId);
    const refused = person ? refusePerson(person, joinedOn, '') : null;
    if (refused) found.push({ line, column: null, refusal: refused });
  }
  const { head } = chosen;
  if (!head || !row) return { kind: 'REFUSED', found };
  found.push(...placeFindings(row, head, formedOn, { today, boundTo }));
  if (source) {
    const household = { headId: head.personId, formedOn };
    found.push(...consentFindings(row, head, household, { rules, today, source }));
  }
  if (found.length > 0 || row.areaId === null) return { kind: 'REFUSED', found };
  return { kind: 'NEW', headId: head.personId, areaId: row.areaId, formedOn, founders };
}

type Chosen =
  | { readonly head: ListedMember; readonly found?: undefined }
  | { readonly head?: undefined; readonly found: Found[] };

function oneHead({ members }: ListedHousehold, rules: HouseholdRules, today: PlainDate): Chosen {
  const { value, refusals = [] } = foundingHead(members, rules, today);
  const heads = members.filter(({ relationship }) => relationship === 'HEAD');
  // Of several heads the second is one too many.
  const { line } = heads[1] ?? heads[0] ?? members[0];
  const [head] = heads;
  if (value && head) return { head };
  return { found: refusals.map((refused) => ({ line, column: 'relationship', refusal: refused })) };
}

function placeFindings(
  { areaId, governorate, address, coordinates }: HeadRow,
  head: ListedMember,
  formedOn: PlainDate,
  { today, boundTo }: Pick<ListCircumstances, 'today' | 'boundTo'>,
): Found[] {
  const place = { areaId: areaId ?? '', line: address ?? '', coordinates };
  const refused = [
    ...(areaId === null ? [refusal(COMMON_REFUSALS.REQUIRED, {}, 'input.address.areaId')] : []),
    ...refuseAddress(place, governorate === null ? null : { governorate }, boundTo).filter(
      ({ field }) => areaId !== null || field !== 'input.address.areaId',
    ),
    refuseForming(formedOn, head, today),
  ];
  return inHeadRow(head, refused);
}

function consentFindings(
  row: HeadRow | null,
  giver: ListedMember,
  household: { readonly headId: string; readonly formedOn: PlainDate },
  { rules, today, source }: Pick<ListCircumstances, 'rules' | 'today' | 'source'>,
): Found[] {
  const missing = row?.consentKind
    ? []
    : [
        {
          line: giver.line,
          column: 'consentKind',
          refusal: refusal(householdListRefusals.CONSENT_MISSING, {}),
        },
      ];
  const consent = {
    household: { ...household, dissolvedOn: null },
    giver,
    ngo: source?.ngo ?? null,
    inForce: null,
    givenOn: row?.consentGivenOn ?? today,
    evidence: row?.consentEvidence ?? '',
  };
  return [...missing, ...inHeadRow(giver, refuseConsent(consent, rules, today))];
}

function inHeadRow({ line }: ListedMember, refused: readonly (Refusal | null)[]): Found[] {
  return refused
    .filter((each) => each !== null)
    .map((each) => ({ line, column: COLUMN_OF[each.field ?? ''] ?? null, refusal: each }));
}

/** Refusals whose field ends with the place of a member. */
function byMember(members: readonly ListedMember[], refused: readonly Refusal[]): Found[] {
  return refused.flatMap((each) => {
    const member = members[Number(each.field?.split('.').at(-1))];
    return member ? [{ line: member.line, column: null, refusal: each }] : [];
  });
}

function nonEmpty<Item>(items: readonly Item[]): readonly [Item, ...Item[]] {
  const [first, ...others] = items;
  if (first === undefined) throw new Error('A group of rows has a row.');
  return [first, ...others];
}
