import { randomUUID } from 'node:crypto';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import {
  aHousehold,
  aMember,
  cairoWorker,
  changesOf,
  codesOf,
  gizaWorker,
  mutate,
  partner,
  registryService,
  rowCounts,
  TODAY,
  type TestRefusal,
} from '../testing/registry';
import { aKnownNgo, hearOf, type Standing } from '../testing/ngos';

let service: TestService;
beforeAll(async () => {
  service = await registryService();
});
afterAll(() => service.close());

interface Payload {
  readonly consent: { readonly id: string; readonly withdrawnOn: string | null } | null;
  readonly errors: readonly TestRefusal[];
}
const RECORD = `mutation ($input: RecordServiceConsentInput!) {
  recordServiceConsent(input: $input) { consent { id givenOn withdrawnOn isInForce ngo { id } givenBy { id } } errors { code field message } }
}`;
const WITHDRAW = `mutation ($input: WithdrawServiceConsentInput!) {
  withdrawServiceConsent(input: $input) { consent { id withdrawnOn } errors { code field message } }
}`;

const hear = (ngoId: string, standing: Standing, licensedUntil?: string) =>
  hearOf(service, ngoId, standing, licensedUntil);
const anNgo = (standing?: Standing) => aKnownNgo(service, standing);

const record = (input: object, caller = gizaWorker) =>
  mutate<Payload>(service, caller, RECORD, {
    kind: 'WRITTEN',
    evidence: 'form 12',
    idempotencyKey: randomUUID(),
    ...input,
  });
const withdraw = (input: object, caller = gizaWorker) =>
  mutate<Payload>(service, caller, WITHDRAW, { reason: 'no longer needed', ...input });

const seen = async (ngoId: string, householdId: string) => {
  const query = `query ($id: ID!) { household(id: $id) { head { id } members { person { id } } address { line } consents { ngo { id } } } }`;
  const { data } = await service.ask<{ household: object | null }>(partner(ngoId), query, {
    id: householdId,
  });
  return data.household;
};

describe('a consent', () => {
  test('lets the organisation see the household, and nobody else, until it is withdrawn', async () => {
    const { id, people } = await aHousehold(service, [
      aMember('HEAD', 'حسن'),
      aMember('CHILD', 'ليلى', { born: '2010-01-01' }),
    ]);
    const [ngoId, other] = [await anNgo(), await anNgo()];
    const before = await seen(ngoId, id);

    const { consent, errors } = await record({ householdId: id, ngoId, givenById: people[0] });
    const during = await seen(ngoId, id);
    const byOther = await seen(other, id);
    await withdraw({ consentId: consent?.id });
    const after = await seen(ngoId, id);

    expect(errors).toEqual([]);
    expect(consent).toMatchObject({
      givenOn: TODAY,
      isInForce: true,
      ngo: { id: ngoId },
      givenBy: { id: people[0] },
    });
    expect(during).toEqual({
      head: { id: people[0] },
      members: people.map((personId) => ({ person: { id: personId } })),
      address: { line: 'شارع الهرم 12' },
      consents: [{ ngo: { id: ngoId } }],
    });
    expect([before, byOther, after]).toEqual([null, null, null]);
    expect((await changesOf(service, people[1] as string)).map(({ action }) => action)).toEqual([
      'registered',
      'consented',
      'withdrew consent',
    ]);
  });

  test('may be given again after it was withdrawn, and both stay known', async () => {
    const { id, people } = await aHousehold(service, undefined, { formedOn: '2020-01-01' });
    const ngoId = await anNgo();
    const first = await record({ householdId: id, ngoId, givenById: people[0], givenOn: '2025-01-01' });
    await withdraw({ consentId: first.consent?.id, withdrawnOn: '2025-06-01' });

    await record({ householdId: id, ngoId, givenById: people[0] });

    const query = `query ($id: ID!, $on: Date) { household(id: $id) { consents { givenOn isInForce then: isInForce(on: $on) } } }`;
    const { data } = await service.ask(gizaWorker, query, { id, on: '2025-05-31' });
    expect(data).toEqual({
      household: {
        consents: [
          { givenOn: '2025-01-01', isInForce: false, then: true },
          { givenOn: TODAY, isInForce: true, then: false },
        ],
      },
    });
  });

  test('recorded twice at once is recorded once', async () => {
    const { id, people } = await aHousehold(service);
    const ngoId = await anNgo();

    const answers = await Promise.all(
      [1, 2].map(() => record({ householdId: id, ngoId, givenById: people[0] })),
    );

    expect(answers.map(codesOf).sort()).toEqual([[], ['CONSENT_ALREADY_IN_FORCE']]);
  });

  test('sent again with its key gives the same answer', async () => {
    const { id, people } = await aHousehold(service);
    const input = {
      householdId: id,
      ngoId: await anNgo(),
      givenById: people[0],
      idempotencyKey: randomUUID(),
    };

    const first = await record(input);

    expect(await record(input)).toEqual(first);
  });

  test('ends when the household is dissolved', async () => {
    const { id, people } = await aHousehold(service);
    const ngoId = await anNgo();
    await record({ householdId: id, ngoId, givenById: people[0] });

    const end = `mutation ($input: EndMembershipInput!) { endMembership(input: $input) { errors { code } } }`;
    await mutate(service, gizaWorker, end, { householdId: id, personId: people[0], reason: 'EMIGRATED' });

    expect(await seen(ngoId, id)).toBeNull();
  });

  test('is not recorded for an organisation whose suspension was heard of, and is again for one reinstated', async () => {
    const { id, people } = await aHousehold(service);
    const ngoId = await anNgo('SUSPENDED');
    const input = { householdId: id, ngoId, givenById: people[0] };
    const before = await rowCounts(service);
    const refused = await record(input);
    const unchanged = await rowCounts(service);

    await hear(ngoId, 'GOOD', '2027-12-31');
    const recorded = await record(input);

    expect(refused.errors).toEqual([
      {
        code: 'NGO_NOT_IN_GOOD_STANDING',
        field: 'input.ngoId',
        message: `The licence of this organisation is not valid since ${TODAY}, so it is given no new households.`,
      },
    ]);
    expect(unchanged).toEqual(before);
    expect(recorded.errors).toEqual([]);
  });

  test.each<[string, (household: { people: string[] }) => object, string]>([
    ['to an organisation nobody has heard of', () => ({ ngoId: randomUUID() }), 'NGO_NOT_KNOWN'],
    ['to an organisation by an id that is none', () => ({ ngoId: 'x' }), 'NGO_NOT_KNOWN'],
    ['by a child', ({ people }) => ({ givenById: people[1] }), 'CONSENT_GIVER_TOO_YOUNG'],
    ['by a stranger', () => ({ givenById: randomUUID() }), 'CONSENT_GIVER_NOT_A_MEMBER'],
    ['tomorrow', () => ({ givenOn: '2026-11-23' }), 'DATE_IN_FUTURE'],
    ['without evidence', () => ({ evidence: ' ' }), 'EVIDENCE_MISSING'],
    ['of a household that is not there', () => ({ householdId: randomUUID() }), 'HOUSEHOLD_NOT_FOUND'],
  ])('is refused: %s', async (_name, facts, code) => {
    const household = await aHousehold(service, [
      aMember('HEAD', 'حسن'),
      aMember('CHILD', 'ليلى', { born: '2010-01-01' }),
    ]);
    const ngoId = await anNgo();
    const before = await rowCounts(service);

    const refused = await record({
      householdId: household.id,
      ngoId,
      givenById: household.people[0],
      ...facts(household),
    });

    expect(codesOf(refused)).toEqual([code]);
    expect(await rowCounts(service)).toEqual(before);
  });

  test('is recorded and withdrawn by nobody outside the governorate, nor by the organisation itself', async () => {
    const { id, people } = await aHousehold(service);
    const ngoId = await anNgo();
    const input = { householdId: id, ngoId, givenById: people[0] };
    const { consent } = await record(input);

    const elsewhere = await withdraw({ consentId: consent?.id }, cairoWorker);
    const { status } = await service.ask(partner(ngoId), WITHDRAW, {
      input: { consentId: consent?.id, reason: 'x' },
    });

    expect(codesOf(elsewhere)).toEqual(['CONSENT_NOT_FOUND']);
    expect(status).toBe(403);
  });

  test.each([
    ['tomorrow', { withdrawnOn: '2026-11-23' }, 'DATE_IN_FUTURE'],
    ['before it was given', { withdrawnOn: '2026-11-21' }, 'DATE_TOO_EARLY'],
    ['without a reason', { reason: '' }, 'REASON_MISSING'],
    ['that is not there', { consentId: randomUUID() }, 'CONSENT_NOT_FOUND'],
  ])('is not withdrawn: %s', async (_name, facts, code) => {
    const { id, people } = await aHousehold(service);
    const { consent } = await record({ householdId: id, ngoId: await anNgo(), givenById: people[0] });

    expect(codesOf(await withdraw({ consentId: consent?.id, ...facts }))).toEqual([code]);
  });

  test('is withdrawn once', async () => {
    const { id, people } = await aHousehold(service);
    const { consent } = await record({ householdId: id, ngoId: await anNgo(), givenById: people[0] });

    const answers = await Promise.all([1, 2].map(() => withdraw({ consentId: consent?.id })));

    expect(answers.map(codesOf).sort()).toEqual([[], ['CONSENT_ALREADY_WITHDRAWN']]);
  });
});
