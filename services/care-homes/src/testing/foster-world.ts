/** A family's way through the service, as tests walk it: who acts, and what each step needs. */
import { randomUUID } from 'node:crypto';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';

export const ngo = '0b000000-0000-4000-8000-000000000001';
export const otherNgo = '0b000000-0000-4000-8000-000000000002';
export const partner = aCaller('ngo_partner', { ngoId: ngo });
export const stranger = aCaller('ngo_partner', { ngoId: otherNgo });
export const officer = aCaller('child_protection_officer', {}, 'officer');
export const worker = aCaller('child_protection_officer', {}, 'worker');
export const admin = aCaller('ministry_admin', {}, 'admin');
export const COMMITTEE = ['officer', 'doctor', 'lawyer'];

export interface Payload {
  fosterApplication: { id: string; state: string; waitingPosition: number | null } | null;
  decision: { outcome: string; reasons: { code: string }[] } | null;
  errors: { code: string; field: string | null; message: string }[];
}

/** An application, and the people who apply. */
export interface Family {
  applicationId: string;
  people: string[];
}

/** The mutations, each with the type of its input. */
const INPUTS = {
  startFosterApplication: 'StartFosterApplicationInput',
  correctFosterApplication: 'CorrectFosterApplicationInput',
  addFosterDocument: 'AddFosterDocumentInput',
  submitFosterApplication: 'FosterApplicationInput',
  withdrawFosterApplication: 'FosterReasonInput',
  checkFosterEligibility: 'FosterApplicationInput',
  returnFosterApplication: 'FosterReasonInput',
  recordFosterHomeStudy: 'RecordFosterHomeStudyInput',
  recordFosterTraining: 'RecordFosterTrainingInput',
  approveFosterApplication: 'ApproveFosterApplicationInput',
  refuseFosterApplication: 'FosterCommitteeReasonInput',
  sendFosterApplicationBack: 'FosterCommitteeReasonInput',
} as const;

/** The steps, on a service that is there when the first of them is taken. */
export function fosterWorld(service: () => TestService) {
  async function act(
    caller: Caller,
    mutation: keyof typeof INPUTS,
    input: object,
    language: 'ar' | 'en' = 'en',
  ): Promise<Payload> {
    const query = `mutation ($input: ${INPUTS[mutation]}!) { ${mutation}(input: $input) {
      fosterApplication { id state waitingPosition } decision { outcome reasons { code } } errors { code field message }
    } }`;
    const { data, errors } = await service().ask<Record<string, Payload>>(caller, query, { input }, language);
    if (errors) throw new Error(JSON.stringify([errors, service().faults]));
    return data[mutation] as Payload;
  }
  const codes = ({ errors }: Payload) => errors.map(({ code }) => code);

  const anApplicant = (differing: object = {}) => ({
    ...{ personId: randomUUID(), birthDate: '1990-05-01', sex: 'FEMALE', maritalStatus: 'MARRIED' },
    ...{ religion: 'MUSLIM', schooling: 'SECONDARY' },
    ...differing,
  });
  const aCouple = (differing: object = {}) => ({
    applicants: [anApplicant({ sex: 'MALE' }), anApplicant()],
    ...{ marriedOn: '2015-01-01', areaId: 'EG-GZ-03-001', address: '٥ شارع الهرم', monthlyIncome: '9000.00' },
    wish: { ageFrom: 0, ageTo: 4, takesSiblings: false },
    ...differing,
  });
  const start = (caller = partner, differing: object = {}) =>
    act(caller, 'startFosterApplication', { family: aCouple(), idempotencyKey: randomUUID(), ...differing });
  const idOf = (payload: Payload) => payload.fosterApplication?.id ?? '';

  async function aDraft(family = aCouple(), caller = partner): Promise<Family> {
    const payload = await start(caller, { family });
    expect(codes(payload)).toEqual([]);
    const applicants = family.applicants as { personId: string }[];
    return { applicationId: idOf(payload), people: applicants.map(({ personId }) => personId) };
  }
  const handIn = (
    caller: Caller,
    applicationId: string,
    kind: string,
    personId: string | null,
    differing = {},
  ) =>
    act(caller, 'addFosterDocument', {
      ...{ applicationId, kind, personId, number: '77/2026', issuedOn: '2026-11-01', isFavourable: true },
      ...differing,
    });
  async function aSubmitted(family = aCouple(), caller = partner): Promise<Family> {
    const { applicationId, people } = await aDraft(family, caller);
    const status = people.length > 1 ? 'MARRIAGE_CONTRACT' : 'MARITAL_STATUS_STATEMENT';
    for (const kind of ['INCOME_STATEMENT', 'PROOF_OF_RESIDENCE', status]) {
      await handIn(caller, applicationId, kind, null);
    }
    for (const person of people) {
      for (const kind of ['HEALTH_CERTIFICATE', 'CRIMINAL_RECORD', 'SCHOOLING_CERTIFICATE']) {
        await handIn(caller, applicationId, kind, person);
      }
    }
    expect(codes(await act(caller, 'submitFosterApplication', { applicationId }))).toEqual([]);
    return { applicationId, people };
  }
  const study = (applicationId: string, caller = worker) =>
    act(caller, 'recordFosterHomeStudy', {
      ...{ applicationId, visitedOn: '2026-11-22', report: 'مسكن مناسب', isRecommended: true },
    });
  const train = (applicationId: string, personId: string | undefined) =>
    act(officer, 'recordFosterTraining', {
      ...{ applicationId, personId, completedOn: '2026-11-20', certificate: '12/2026' },
    });
  async function aTrained(family = aCouple(), caller = partner): Promise<Family> {
    const submitted = await aSubmitted(family, caller);
    const { applicationId, people } = submitted;
    expect(codes(await act(officer, 'checkFosterEligibility', { applicationId }))).toEqual([]);
    expect(codes(await study(applicationId))).toEqual([]);
    for (const person of people) expect(codes(await train(applicationId, person))).toEqual([]);
    return submitted;
  }
  const approve = (applicationId: string, caller = officer, differing: object = {}) =>
    act(caller, 'approveFosterApplication', {
      ...{ applicationId, committee: COMMITTEE, agreesToExceptions: false },
      ...differing,
    });
  const stateOf = async (id: string) =>
    (
      await service().database.owner<{ state: string }>(
        'select state from foster_application where id = $1',
        [id],
      )
    )[0]?.state;
  const aWidow = () => ({
    ...aCouple({ marriedOn: null }),
    applicants: [anApplicant({ maritalStatus: 'WIDOWED' })],
  });

  return {
    act,
    codes,
    anApplicant,
    aCouple,
    start,
    idOf,
    aDraft,
    handIn,
    aSubmitted,
    study,
    train,
    aTrained,
    approve,
    stateOf,
    aWidow,
  };
}
