import { randomUUID } from 'node:crypto';
import { journeyOf, RealHouse, STARTS_WITHIN_MS, type GraphAnswer } from './testing/real-house';

const demoNgo = '0b000000-0000-4000-8000-000000000001';
const otherNgo = '0b000000-0000-4000-8000-000000000002';

interface PartnerNgo {
  myNgo: {
    id: string;
    standing: { state: string };
    homes: { nodes: { id: string; freePlaces: number }[] };
    lending: { activeLoans: number; outstanding: string };
    householdsServed: {
      nodes: {
        id: string;
        head: {
          id: string;
          name: { ar: string };
          loans: { nodes: object[] };
          fosterApplications: object[];
        } | null;
      }[];
    };
  };
}
interface Dashboard {
  governorates: {
    id: string;
    householdCount: number;
    ngosInGoodStanding: number;
    careHomePlaces: { capacity: number; taken: number; free: number };
    lending: { activeLoans: number; outstanding: string };
  }[];
}
interface Diarna {
  products: {
    nodes: { id: string; price: string; stock: number; producer: { hasLoan: boolean } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string };
  };
}
interface Public {
  ngoRegister: { nodes: { name: { ar: string }; homes: { nodes: { freePlaces: number }[] } }[] };
}

describe('the four journeys, through the gateway, over four services and a sample of 400 households', () => {
  let house: RealHouse;

  beforeAll(async () => {
    house = await RealHouse.start(400);
  }, STARTS_WITHIN_MS);
  afterAll(() => house.stop());

  function dataOf<T>(answer: GraphAnswer): T {
    expect(answer.errors).toBeUndefined();
    expect(answer.status).toBe(200);
    return answer.data as T;
  }
  const codesOf = (answer: GraphAnswer) => answer.errors?.map(({ extensions }) => extensions['code']);

  describe('1. a partner NGO', () => {
    test('sees its organisation, homes, loans, and the households it serves with their heads', async () => {
      const { myNgo } = dataOf<PartnerNgo>(await house.journey(1));

      expect(myNgo.id).toBe(demoNgo);
      expect(myNgo.standing.state).toBe('GOOD');
      expect(myNgo.homes.nodes.length).toBeGreaterThanOrEqual(3);
      expect(myNgo.lending.activeLoans).toBeGreaterThan(0);
      expect(myNgo.householdsServed.nodes).toHaveLength(10);
      const heads = myNgo.householdsServed.nodes.map(({ head }) => head);
      expect(heads.every((head) => head && head.name.ar.length > 0)).toBe(true);
      expect(heads.some((head) => head && head.loans.nodes.length > 0)).toBe(true);
      expect(heads.some((head) => head && head.fosterApplications.length > 0)).toBe(true);
    });

    test('does not see that another NGO’s data exists', async () => {
      const mine = dataOf<PartnerNgo>(await house.journey(1)).myNgo;
      const theirs = dataOf<PartnerNgo>(await house.journey(1, 'demo-ngo-2')).myNgo;

      expect(theirs.id).toBe(otherNgo);
      const ids = (ngo: PartnerNgo['myNgo']) => ngo.householdsServed.nodes.map(({ id }) => id);
      expect(ids(theirs).filter((id) => ids(mine).includes(id))).toEqual([]);
      const query = 'query ($id: ID!) { household(id: $id) { id head { name { ar } } } }';
      const hidden = await house.ask('demo-ngo-2', query, { id: ids(mine)[0] });
      const missing = await house.ask('demo-ngo-2', query, { id: '0a000000-0000-4000-8000-ffffffffffff' });
      expect(dataOf(hidden)).toEqual({ household: null });
      expect(hidden).toEqual(missing);
      const peek =
        'query ($id: ID!) { ngo(id: $id) { lending { activeLoans } householdsServed(first: 1) { nodes { id } } } }';
      expect(dataOf(await house.ask('demo-ngo-2', peek, { id: demoNgo }))).toEqual({
        ngo: { lending: null, householdsServed: { nodes: [] } },
      });
    });

    test('costs as many statements for fifty households as for five, and a call for each service and step', async () => {
      await house.journey(1, undefined, { households: 5 });
      await house.journey(1, undefined, { households: 50 });

      const few = await house.costOf(() => house.journey(1, undefined, { households: 5 }));
      const many = await house.costOf(() => house.journey(1, undefined, { households: 50 }));

      expect(many.statements).toBe(few.statements);
      // ngos; then care-homes, microfinance and beneficiaries; then microfinance and care-homes for the heads.
      expect([few.calls, many.calls]).toEqual([6, 6]);
    });
  });

  describe('2. a dashboard', () => {
    test('counts all governorates from four services, with nobody in it', async () => {
      const { governorates } = dataOf<Dashboard>(await house.journey(2));

      expect(governorates).toHaveLength(27);
      expect(governorates.reduce((sum, { householdCount }) => sum + householdCount, 0)).toBe(400);
      expect(
        governorates.reduce((sum, { ngosInGoodStanding }) => sum + ngosInGoodStanding, 0),
      ).toBeGreaterThan(20);
      const giza = governorates.find(({ id }) => id === 'EG-GZ');
      expect(giza?.careHomePlaces.capacity).toBeGreaterThan(0);
      expect(giza?.lending.activeLoans).toBeGreaterThan(0);
      for (const { capacity, taken, free } of governorates.map(({ careHomePlaces }) => careHomePlaces)) {
        expect(taken + free).toBeLessThanOrEqual(capacity);
      }
    });

    test('is one call to each service', async () => {
      expect((await house.costOf(() => house.journey(2))).calls).toBe(4);
    });

    test('an analyst is shown no person', async () => {
      const answer = await house.ask(
        'demo-analyst',
        '{ households(first: 1) { nodes { head { name { ar } } } } }',
      );

      expect(codesOf(answer)).toContain('FORBIDDEN');
      expect(answer.data ?? null).toBeNull();
    });
  });

  describe('3. Diarna', () => {
    test('reads the catalogue page by page, each product once', async () => {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const page: Diarna['products'] = dataOf<Diarna>(
          await house.journey(3, undefined, { first: 50, after }),
        ).products;
        seen.push(...page.nodes.map(({ id }) => id));
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      } while (after !== null);

      expect(seen.length).toBeGreaterThan(20);
      expect(new Set(seen).size).toBe(seen.length);
    });

    test('costs as much for fifty products as for five', async () => {
      const few = await house.costOf(() => house.journey(3, undefined, { first: 5 }));
      const many = await house.costOf(() => house.journey(3, undefined, { first: 50 }));

      expect(many).toEqual(few);
      expect(few.calls).toBe(1);
    });

    test('of a producer’s person nothing exists for it', async () => {
      const answer = await house.ask(
        'demo-diarna',
        '{ products(first: 1) { nodes { producer { person { id } } } } }',
      );

      expect(codesOf(answer)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
      expect(answer.errors?.[0]?.message).toContain('Cannot query field "person"');
    });
  });

  describe('4. the public', () => {
    test.each(['جمعيه الامل', 'جمعية الأمل', 'الأمَل', 'amal'])(
      'finds an NGO however its name is spelt: %s',
      async (search) => {
        const { ngoRegister } = dataOf<Public>(await house.journey(4, undefined, { search }));

        const found = ngoRegister.nodes.find(({ homes }) => homes.nodes.length >= 3);
        expect(found?.name.ar).toContain('الأمل');
        expect(found?.homes.nodes.every(({ freePlaces }) => freePlaces >= 0)).toBe(true);
      },
    );

    test('for it a person’s field does not exist, and reads as one that never was', async () => {
      const hidden = await house.ask('none', '{ person(id: "1") { id } }');
      const missing = await house.ask('none', '{ nobody(id: "1") { id } }');

      expect(codesOf(hidden)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
      expect(hidden.errors?.[0]?.message.replace('person', 'nobody')).toBe(missing.errors?.[0]?.message);
    });
  });

  describe('bad input', () => {
    const anyone = (query: string, variables: object = {}) => house.ask('demo-admin', query, variables);

    test.each([
      ['none of ours', 'a.b.c'],
      [
        'an unsigned one',
        `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"sub":"x"}').toString('base64url')}.`,
      ],
    ])('a token that is %s is refused', async (_name, token) => {
      const answer = await house.ask('none', '{ __typename }', {}, { authorization: `Bearer ${token}` });

      expect([answer.status, codesOf(answer)]).toEqual([401, ['UNAUTHENTICATED']]);
    });

    test('a page of 100,000 is refused with the largest there is', async () => {
      const answer = await anyone('{ households(first: 100000) { nodes { id } } }');

      expect(codesOf(answer)).toEqual(['PAGE_SIZE_INVALID']);
      expect(answer.errors?.[0]?.extensions['facts']).toEqual({ most: 100 });
    });

    test('a day that does not exist is refused by its place, without its value', async () => {
      const answer = await anyone('query ($on: Date) { ngo(id: "x") { standing(on: $on) { state } } }', {
        on: '2026-02-30',
      });

      expect(codesOf(answer)).toEqual(['DATE_INVALID']);
      expect(JSON.stringify(answer)).not.toContain('2026-02-30');
    });

    test('an impossible national ID is refused with what is wrong about it, and is not repeated', async () => {
      const impossible = '29902300101231';
      const query = 'query ($id: NationalId) { searchPersons(nationalId: $id) { nodes { id } } }';

      const answer = await house.ask('demo-caseworker-giza', query, { id: impossible });

      expect(codesOf(answer)).toEqual(['NATIONAL_ID_DATE']);
      expect(JSON.stringify(answer)).not.toContain(impossible);
    });

    describe('of a repayment', () => {
      const REPAY = `mutation ($input: RecordRepaymentInput!) {
        recordRepayment(input: $input) { repayment { id } errors { code } }
      }`;
      const LOANS = '{ loans(first: 1, state: ACTIVE) { nodes { id outstanding { total } } } }';
      interface Loans {
        loans: { nodes: { id: string; outstanding: { total: string } }[] };
      }
      const aLoan = async () => dataOf<Loans>(await house.ask('demo-lender', LOANS)).loans.nodes[0];
      const repay = (input: object) =>
        house.ask('demo-lender', REPAY, {
          input: { channel: 'CASH', idempotencyKey: randomUUID(), ...input },
        });

      test('a negative amount changes nothing', async () => {
        const before = await aLoan();

        const answer = await repay({ loanId: before?.id, amount: '-50.00' });

        expect(answer.data).toMatchObject({ recordRepayment: { repayment: null } });
        expect(await aLoan()).toEqual(before);
      });

      test('sent five times at once is posted once', async () => {
        const before = await aLoan();
        const same = { loanId: before?.id, amount: '10.00', idempotencyKey: randomUUID() };

        const answers = await Promise.all([1, 2, 3, 4, 5].map(() => repay(same)));

        const ids = answers.map(
          (answer) =>
            dataOf<{ recordRepayment: { repayment: { id: string } } }>(answer).recordRepayment.repayment.id,
        );
        expect(new Set(ids).size).toBe(1);
        const posted = 'select count(*)::int as posted from repayment where id = $1';
        expect(await house.owner('microfinance', posted, [ids[0]])).toEqual([{ posted: 1 }]);
        const left = Number(before?.outstanding.total) - Number((await aLoan())?.outstanding.total);
        expect(left).toBeCloseTo(10, 2);
      });

      test('the same key for another amount is refused', async () => {
        const { id: loanId } = (await aLoan()) ?? {};
        const idempotencyKey = randomUUID();
        await repay({ loanId, amount: '10.00', idempotencyKey });

        expect(codesOf(await repay({ loanId, amount: '11.00', idempotencyKey }))).toEqual([
          'IDEMPOTENCY_KEY_REUSED',
        ]);
      });

      test('an NGO cannot post one, for the mutation is not its to use', async () => {
        const input = {
          loanId: (await aLoan())?.id,
          amount: '10.00',
          channel: 'CASH',
          idempotencyKey: randomUUID(),
        };

        expect(codesOf(await house.ask('demo-ngo', REPAY, { input }))).toContain('FORBIDDEN');
      });
    });

    test('a person of one household does not become a member of a second', async () => {
      interface Households {
        households: { nodes: { id: string; head: { nationalId: string; name: { ar: string } } }[] };
      }
      const list = '{ households(first: 2) { nodes { id head { nationalId name { ar } } } } }';
      const { nodes } = dataOf<Households>(await house.ask('demo-caseworker-giza', list)).households;
      const add = `mutation ($input: AddHouseholdMemberInput!) {
        addHouseholdMember(input: $input) { household { id } errors { code } }
      }`;
      const input = {
        householdId: nodes[0]?.id,
        person: { nationalId: nodes[1]?.head.nationalId, name: { ar: nodes[1]?.head.name.ar } },
        relationship: 'SIBLING',
        idempotencyKey: randomUUID(),
      };

      expect(dataOf(await house.ask('demo-caseworker-giza', add, { input }))).toEqual({
        addHouseholdMember: { household: null, errors: [{ code: 'PERSON_IN_ANOTHER_HOUSEHOLD' }] },
      });
    });

    test('a service that is asked directly answers nobody', async () => {
      for (const service of ['beneficiaries', 'ngos', 'care-homes', 'microfinance'] as const) {
        const answer = await fetch(`${house.address(service)}/graphql`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            authorization: `Bearer ${await house.token('demo-admin')}`,
          },
          body: '{"query":"{ __typename }"}',
        });
        expect(answer.status).toBe(401);
      }
    });

    test('errors come in Arabic when asked so', async () => {
      const answer = await house.ask(
        'demo-analyst',
        '{ households(first: 1) { nodes { id } } }',
        {},
        { 'accept-language': 'ar' },
      );

      expect(answer.errors?.[0]?.message).toMatch(/[\u0600-\u06ff]/);
    });
  });

  describe('faults', () => {
    test('a service that is down costs its own fields alone, and is used again when it is back', async () => {
      await house.kill('microfinance');

      const answer = await house.journey(1);

      const { myNgo } = answer.data as unknown as PartnerNgo;
      expect(myNgo.lending).toBeNull();
      expect(myNgo.householdsServed.nodes).toHaveLength(10);
      expect(new Set(codesOf(answer))).toEqual(new Set(['SERVICE_UNAVAILABLE']));
      expect(JSON.stringify(answer.errors)).not.toMatch(/127\.0\.0\.1|localhost|:\d{4}/);
      await house.startServer('microfinance');
      expect(dataOf<PartnerNgo>(await house.journey(1)).myNgo.lending).not.toBeNull();
    });

    test('a service that is killed in the middle of a query costs its own fields alone', async () => {
      const calls = () => house.metric('gateway', 'gateway_service_call_seconds_count');
      const before = await calls();
      house.signal('care-homes', 'SIGSTOP');
      const asked = house.journey(2);
      // The three others have answered, this one was asked and has not.
      await until(async () => (await calls()) === before + 3);
      await house.kill('care-homes');

      const answer = await asked;

      const { governorates } = answer.data as unknown as Dashboard;
      expect(governorates[0]?.careHomePlaces ?? null).toBeNull();
      expect(governorates.reduce((sum, { householdCount }) => sum + householdCount, 0)).toBe(400);
      expect(codesOf(answer)?.length).toBeGreaterThan(0);
      await house.startServer('care-homes');
    });

    test('services recover by themselves when PostgreSQL has dropped all their connections', async () => {
      await house.owner(
        'ngos',
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname in ('beneficiaries', 'ngos', 'care_homes', 'microfinance') and pid <> pg_backend_pid()`,
      );

      for (const number of [1, 2, 3, 4]) dataOf(await house.journey(number));
    });
  });

  test('a dissolved NGO opens no home: what one service decides, the others hear', async () => {
    // An NGO of the sample that no other test looks at.
    const ngo = '0b000000-0000-4000-8000-000000000005';
    const apply = `mutation ($input: ApplyForCareHomeLicenceInput!) {
      applyForCareHomeLicence(input: $input) { careHome { id } errors { code } }
    }`;
    const application = () => ({
      ...{ operatorNgoId: ngo, name: { ar: 'دار جديدة' }, kind: 'OLDER_PEOPLE', areaId: 'EG-MN' },
      ...{ address: 'شارع النيل', capacity: 10, idempotencyKey: randomUUID() },
    });
    interface Applied {
      applyForCareHomeLicence: { errors: { code: string }[] };
    }
    const refusals = async () =>
      dataOf<Applied>(await house.ask('demo-admin', apply, { input: application() })).applyForCareHomeLicence
        .errors;
    const dissolve = `mutation ($input: RecordNgoDissolutionInput!) { recordNgoDissolution(input: $input) { errors { code } } }`;
    expect(await refusals()).toEqual([]);

    const judgment = { court: 'محكمة القضاء الإداري', judgmentReference: '12/2026', judgedOn: '2026-11-01' };
    const input = { ngoId: ngo, article: '48', grounds: 'مخالفات جسيمة', ...judgment };
    expect(dataOf(await house.ask('demo-admin', dissolve, { input }))).toEqual({
      recordNgoDissolution: { errors: [] },
    });

    await until(async () => (await refusals()).some(({ code }) => code === 'OPERATOR_MAY_NOT_ACT'));
  });

  test('every journey names its client in its first line', () => {
    expect([1, 2, 3, 4].map((number) => journeyOf(number).client)).toEqual([
      'demo-ngo',
      'demo-analyst',
      'demo-diarna',
      'none',
    ]);
  });
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline;) if (await condition()) return;
  throw new Error('It never came to be.');
}
