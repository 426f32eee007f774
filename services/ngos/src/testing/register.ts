import { randomUUID } from 'node:crypto';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { testService, type TestService } from '@solidarity/subgraph-kit/testing/service';
import { service } from '../service';

/** Who decides in the tests: the inspector takes in and warns, the administrator confirms and suspends. */
export const inspector = aCaller('inspector');
export const admin = aCaller('ministry_admin');
export const anyone = aCaller('public');
export const partnerOf = (ngoId: string): Caller => aCaller('ngo_partner', { ngoId }, `partner-${ngoId}`);

/** What a command about an NGO answers. */
export interface Answer {
  readonly ngo: {
    readonly id: string;
    readonly status: string;
    readonly registrationNumber: string | null;
    readonly standing: { readonly state: string; readonly since: string | null };
  } | null;
  readonly errors: readonly {
    readonly code: string;
    readonly message: string;
    readonly field: string | null;
  }[];
}

export interface EmittedEvent {
  readonly standing: string;
  readonly since: string;
  readonly licensedUntil: string | null;
}

/** The register with a calendar that a test turns. */
export interface TestRegister extends TestService {
  /** Makes it the morning of a day, for the service and for PostgreSQL's policies. */
  itIs(day: string): Promise<void>;
  /** Runs a mutation of which the payload tells an NGO. */
  act(caller: Caller, mutation: string, input: object, language?: 'ar' | 'en'): Promise<Answer>;
  /** Runs it where nothing should speak against it, and gives the NGO's id. */
  does(caller: Caller, mutation: string, input: object): Promise<string>;
  /** An association that has notified the ministry with everything that is needed. */
  anApplicant(overrides?: object, caller?: Caller): Promise<string>;
  /** An association that the ministry has registered on the day that it is. */
  aRegistered(overrides?: object): Promise<string>;
  /** What other services have been told of an NGO, the first first. */
  eventsOf(ngoId: string): Promise<EmittedEvent[]>;
}

const PAYLOAD = 'ngo { id status registrationNumber standing { state since } } errors { code message field }';

export const PAPERS = ['STATUTE', 'FOUNDERS_LIST', 'FOUNDING_MINUTES', 'SEAT_PROOF', 'CRIMINAL_RECORDS'];

let counted = 0;

/** Somebody for a board, each time another. */
export function aBoardMember(overrides: object = {}): object {
  counted += 1;
  return {
    name: { ar: 'منى حسن علي' },
    office: 'CHAIR',
    since: '2021-01-01',
    nationalId: `2800101${String(2_100_000 + counted).padStart(7, '0')}`,
    ...overrides,
  };
}

/** What an association of Giza sends, complete and within the law. */
export function aNotification(overrides: object = {}): object {
  counted += 1;
  return {
    idempotencyKey: randomUUID(),
    name: { ar: `جمعية الأمل رقم ${counted}`, en: `Al Amal Association No. ${counted}` },
    kind: 'ASSOCIATION',
    fieldsOfWork: ['CHILD_AND_FAMILY'],
    seatAreaId: 'EG-GZ-03',
    governorates: ['EG_GZ'],
    foundersCount: 12,
    board: [aBoardMember()],
    documents: PAPERS.map((kind) => ({ kind, reference: `و-${kind}`, receivedOn: '2021-01-01' })),
    ...overrides,
  };
}

export async function testRegister(today: string): Promise<TestRegister> {
  let day = today;
  const tested = await testService(service, { now: () => new Date(`${day}T08:00:00Z`) });

  const itIs = async (newDay: string): Promise<void> => {
    day = newDay;
    await tested.database.owner(
      `create or replace function cairo_today() returns date language sql stable parallel safe return date '${newDay}'`,
    );
  };
  const act: TestRegister['act'] = async (caller, mutation, input, language) => {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${PAYLOAD} } }`;
    const answer = await tested.ask<Record<string, Answer>>(caller, query, { input }, language);
    if (answer.errors) throw new Error(JSON.stringify([answer.errors, tested.faults]));
    return answer.data[mutation] as Answer;
  };
  const does: TestRegister['does'] = async (caller, mutation, input) => {
    const { ngo, errors } = await act(caller, mutation, input);
    if (!ngo) throw new Error(`${mutation} was refused: ${JSON.stringify(errors)}`);
    return ngo.id;
  };
  const anApplicant: TestRegister['anApplicant'] = (overrides, caller = inspector) =>
    does(caller, 'applyForNgoRegistration', aNotification(overrides));

  await itIs(today);
  return {
    ...tested,
    itIs,
    act,
    does,
    anApplicant,
    async aRegistered(overrides) {
      const ngoId = await anApplicant(overrides);
      await does(admin, 'confirmNgoNotification', { ngoId });
      return does(admin, 'registerNgo', { ngoId });
    },
    async eventsOf(ngoId) {
      const rows = await tested.database.owner<{ payload: EmittedEvent }>(
        `select payload - 'ngoId' as payload from event where type = 'ngo.standing_changed' and subject = $1 order by seq`,
        [ngoId],
      );
      return rows.map(({ payload }) => payload);
    },
  };
}
