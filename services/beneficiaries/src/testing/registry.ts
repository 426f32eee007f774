import { randomUUID } from 'node:crypto';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { testService, type TestService } from '@solidarity/subgraph-kit/testing/service';
import { fixedClock } from '@solidarity/subgraph-kit/values/clock';
import { service } from '../service';

/** The day on which every test of the registry takes place. */
export const TODAY = '2026-11-22';

export const admin = aCaller('ministry_admin');
export const gizaWorker = aCaller('case_worker', { governorate: 'EG_GZ' }, 'worker-giza');
export const cairoWorker = aCaller('case_worker', { governorate: 'EG_C' }, 'worker-cairo');
export const analyst = aCaller('analyst');
export const auditor = aCaller('auditor');
export const citizen = (personId: string): Caller => aCaller('citizen', { personId }, `citizen-${personId}`);
export const partner = (ngoId: string): Caller => aCaller('ngo_partner', { ngoId }, `partner-${ngoId}`);

export function registryService(): Promise<TestService> {
  return testService(service, fixedClock(`${TODAY}T09:00:00Z`));
}

/** A member as `registerHousehold` takes them. */
export interface MemberInput {
  readonly person: Readonly<Record<string, unknown>>;
  readonly relationship: string;
}

let sequence = 0;

/** A national ID that no other call gives: born in Giza. */
export function aNationalId({
  born = '1980-05-01',
  sex = 'MALE',
}: { born?: string; sex?: 'MALE' | 'FEMALE' } = {}): string {
  sequence += 1;
  const century = born.startsWith('19') ? '2' : '3';
  const serial = String(sequence * 10 + (sex === 'MALE' ? 1 : 2)).padStart(4, '0');
  return `${century}${born.slice(2).replaceAll('-', '')}21${serial}7`;
}

export function aMember(
  relationship: string,
  name: string,
  facts: { born?: string; sex?: 'MALE' | 'FEMALE'; nationalId?: string } = {},
): MemberInput {
  return { relationship, person: { name: { ar: name }, nationalId: facts.nationalId ?? aNationalId(facts) } };
}

export const GIZA_ADDRESS = { areaId: 'EG-GZ', line: 'شارع الهرم 12' };
export const CAIRO_ADDRESS = { areaId: 'EG-C', line: 'شارع الجمهورية 3' };

export interface TestRefusal {
  readonly code: string;
  readonly field: string | null;
  readonly message: string;
}

/** The codes of a payload's refusals. */
export const codesOf = ({ errors }: { readonly errors: readonly TestRefusal[] }): string[] =>
  errors.map(({ code }) => code);

export interface TestHousehold {
  readonly id: string;
  readonly referenceNumber: string;
  readonly head: { readonly id: string };
  readonly members: readonly {
    readonly person: { readonly id: string; readonly name: { readonly ar: string } } | null;
    readonly relationship: string;
    readonly joinedOn: string;
  }[];
}

export const REGISTER = `mutation ($input: RegisterHouseholdInput!) {
  registerHousehold(input: $input) {
    household { id referenceNumber head { id } members { relationship joinedOn person { id name { ar } } } }
    errors { code field message }
  }
}`;

/** What came of a mutation; the test has failed when it answered with an error of the graph. */
export async function mutate<Payload>(
  { ask }: TestService,
  caller: Caller,
  mutation: string,
  input: object,
  language: 'ar' | 'en' = 'en',
): Promise<Payload> {
  const answer = await ask<Record<string, Payload>>(caller, mutation, { input }, language);
  const [payload] = Object.values(answer.data ?? {});
  if (answer.errors || payload === undefined) throw new Error(JSON.stringify(answer));
  return payload;
}

export interface Registered {
  readonly household: TestHousehold | null;
  readonly errors: readonly TestRefusal[];
}

export function register(
  service: TestService,
  members: readonly MemberInput[],
  {
    caller = gizaWorker,
    ...input
  }: { caller?: Caller; address?: object; formedOn?: string; idempotencyKey?: string } = {},
): Promise<Registered> {
  const given = { address: GIZA_ADDRESS, idempotencyKey: randomUUID(), ...input };
  return mutate<Registered>(service, caller, REGISTER, { ...given, members });
}

/** A household that is registered, with the ids of its members in the order in which they were given. */
export async function aHousehold(
  service: TestService,
  members: readonly MemberInput[] = [aMember('HEAD', 'محمد علي حسن')],
  options: Parameters<typeof register>[2] = {},
): Promise<{ id: string; people: string[] }> {
  const { household, errors } = await register(service, members, options);
  if (!household) throw new Error(JSON.stringify(errors));
  const people = members.map(({ person }) => service.personIds.ofNationalId(person['nationalId'] as never));
  return { id: household.id, people };
}

/** The rows that the tables of the registry hold: a refusal leaves them as they were. */
export async function rowCounts({ database }: TestService): Promise<Record<string, number>> {
  const tables = [
    'person',
    'household',
    'membership',
    'household_address',
    'service_consent',
    'event',
    'audit_entry',
  ];
  const counts = tables.map((table) => `(select count(*)::int from ${table}) as ${table}`);
  const [row] = await database.owner<Record<string, number>>(`select ${counts.join(', ')}`);
  return row ?? {};
}

/** The events of the registry about a subject, oldest first. */
export function eventsOf(
  { database }: TestService,
  subject: string,
): Promise<{ type: string; payload: object }[]> {
  return database.owner('select type, payload from event where subject = $1 order by seq', [subject]);
}

/** What the audit trail holds of changes to people's records, oldest first. */
export function changesOf(
  { database }: TestService,
  personId: string,
): Promise<{ action: string; role: string }[]> {
  const sql = `select action, role from audit_entry where person_ids @> array[$1]::uuid[] and action <> 'read' order by seq`;
  return database.owner(sql, [personId]);
}
