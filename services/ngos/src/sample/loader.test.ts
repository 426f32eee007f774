import { Client } from 'pg';
import { SAMPLE_TODAY } from '@solidarity/subgraph-kit/sample/calendar';
import { ngoId } from '@solidarity/subgraph-kit/sample/ids';
import { ngoOf } from '@solidarity/subgraph-kit/sample/organisations';
import { fillDatabase } from '@solidarity/subgraph-kit/sample/load';
import { Population } from '@solidarity/subgraph-kit/sample/population';
import { sampleSize } from '@solidarity/subgraph-kit/sample/size';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { TEST_PEPPER } from '@solidarity/subgraph-kit/testing/service';
import { addDays, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { announcementOf } from '../registry/announcement';
import { NgoLicence } from '../registry/file.entity';
import { Ngo } from '../registry/ngo.entity';
import { inGoodStanding, withStatus } from '../registry/status-condition';
import { NgoStatus } from '../registry/ngo';
import { factsOfRow, standingOn, statusOn, type StandingFacts } from '../registry/standing';
import { NgoStep } from '../registry/standing.entity';
import { anyone, inspector, partnerOf, testRegister, type TestRegister } from '../testing/register';
import { sampleLoader } from './loader';

let register: TestRegister;
const HOUSEHOLDS = 300;

const load = async (): Promise<void> => {
  const client = new Client({ connectionString: register.database.ownerUrl });
  await client.connect();
  try {
    const population = new Population({ households: HOUSEHOLDS, pepper: TEST_PEPPER });
    await fillDatabase(client, sampleLoader, { population, size: sampleSize(HOUSEHOLDS) });
  } finally {
    await client.end();
  }
};

beforeAll(async () => {
  register = await testRegister(SAMPLE_TODAY);
  await load();
});

afterAll(() => register.close());

const system = aCaller('system');
const COLUMNS = ['recordedStatus', 'statusSince', 'onRegisterFrom', 'licensedFrom', 'licensedUntil'];
const allNgos = (): Promise<Ngo[]> =>
  register.database.as(system).list(Ngo, { columns: ['name', ...COLUMNS], limit: 1000 });

const factsByNgo = async (): Promise<Map<string, StandingFacts>> => {
  const reads = register.database.as(system);
  const ngos = await allNgos();
  const histories = await Promise.all(
    ngos.map(async (ngo): Promise<[string, StandingFacts]> => {
      const steps = await reads.byParent(NgoStep, 'ngoId', ngo.id, ['ordinal', 'onDate', 'toState']);
      const licences = await reads.byParent(NgoLicence, 'ngoId', ngo.id, ['validFrom', 'validUntil']);
      const { licences: current } = factsOfRow(ngo);
      return [ngo.id, { steps, licences: [...licences, ...current], onRegisterFrom: ngo.onRegisterFrom }];
    }),
  );
  return new Map(histories);
};

describe('the sample', () => {
  it('has sixty NGOs with a few of every fate, as the other services know them', async () => {
    const ngos = await allNgos();

    const announced = ngos.map((ngo) => [ngo.id, announcementOf(ngo, SAMPLE_TODAY)] as const);
    expect(ngos).toHaveLength(60);
    const statuses = new Set(ngos.map((ngo) => statusOn(factsOfRow(ngo), SAMPLE_TODAY)?.status));
    for (const status of [
      'SUBMITTED',
      'COMPLETE',
      'OBJECTED',
      'REGISTERED',
      'WARNED',
      'SUSPENDED',
    ] as const) {
      expect([...statuses]).toContain(status);
    }
    const known = new Map(Array.from({ length: 60 }, (_, index) => [ngoId(index), ngoOf(index)]));
    for (const [id, announcement] of announced) {
      const life = known.get(id);
      const isAwaited = life?.course === 'NOTIFIED';
      // Of a notification that is complete the others hear in advance.
      if (!isAwaited) expect([id, announcement.standing]).toEqual([id, life?.standing]);
      if (life?.course === 'REGISTERED') expect(announcement.licensedUntil).toBe(life.licensedUntil);
    }
  });

  it('has the demo NGO in good standing, with its file and board', async () => {
    const query = `{ myNgo { id name { ar } standing { state } licence { isValid validUntil } documents { nodes { kind } }
      history { action toState } } }`;
    const board = 'query ($id: ID!) { ngo(id: $id) { board { office person { id } } } }';

    const mine = await register.ask(partnerOf(ngoId(0)), query);
    const seats = await register.ask<{ ngo: { board: { office: string }[] } }>(inspector, board, {
      id: ngoId(0),
    });

    expect(mine.data).toMatchObject({
      myNgo: {
        id: ngoId(0),
        name: { ar: ngoOf(0).name.ar },
        standing: { state: 'GOOD' },
        licence: { isValid: true, validUntil: '2035-12-31' },
        history: [
          { action: 'enter', toState: 'REGISTERED' },
          { action: 'regularise', toState: 'REGISTERED' },
        ],
      },
    });
    expect(seats.data.ngo.board.map(({ office }) => office)).toContain('CHAIR');
  });

  it('is found by a part of a name however it is spelt', async () => {
    const query = '{ ngoRegister(search: "جمعيه الامل") { nodes { id registrationNumber } } }';

    const { data } = await register.ask<{ ngoRegister: { nodes: { id: string }[] } }>(anyone, query);

    expect(data.ngoRegister.nodes.map(({ id }) => id)).toContain(ngoId(0));
  });

  it('is the same each time', async () => {
    const fingerprint = `select md5(string_agg(t::text, '|' order by t::text)) as hash from (
      select id::text || name_ar || status || coalesce(licensed_until::text, '') as t from ngo
      union all select id::text || to_state || on_date from state_transition
      union all select id::text || person_id from ngo_board_member) as all_rows`;
    const again = await testRegister(SAMPLE_TODAY);
    const [first] = await register.database.owner<{ hash: string }>(fingerprint);

    const loaded = register;
    register = again;
    await load();
    register = loaded;
    const [second] = await again.database.owner<{ hash: string }>(fingerprint);
    await again.close();

    expect(second).toEqual(first);
  });

  it('of which each history begins where the last step ended, as the register would record it', async () => {
    const broken = await register.database.owner(
      `select step.id from state_transition step
         left join state_transition before on before.subject_id = step.subject_id and before.ordinal = step.ordinal - 1
        where step.from_state is distinct from before.to_state or step.on_date < before.on_date`,
    );

    expect(broken).toEqual([]);
  });
});

describe('over the whole sample', () => {
  it('the row tells of today and later what the history tells', async () => {
    const facts = await factsByNgo();

    for (const ngo of await allNgos()) {
      for (const days of [0, 40, 100, 400, 2000, 4000]) {
        const day = addDays(SAMPLE_TODAY, days);
        const ofRow = standingOn(factsOfRow(ngo), day);
        const ofHistory = standingOn(facts.get(ngo.id) as StandingFacts, day);
        expect([ngo.id, day, ofRow]).toEqual([ngo.id, day, ofHistory]);
      }
    }
  });

  it.each([0, 40, 100, 400, 1000, 3000])(
    'PostgreSQL counts %i days later those that the rules call so',
    async (days) => {
      const day: PlainDate = addDays(SAMPLE_TODAY, days);
      const ngos = await allNgos();
      const reads = register.database.as(system);

      const good = ngos.filter((ngo) => standingOn(factsOfRow(ngo), day).state === 'GOOD').length;
      expect(await reads.count(Ngo, inGoodStanding(day))).toBe(good);
      for (const status of Object.values(NgoStatus)) {
        const expected = ngos.filter((ngo) => statusOn(factsOfRow(ngo), day)?.status === status).length;
        expect([status, await reads.count(Ngo, withStatus(status, day))]).toEqual([status, expected]);
      }
    },
  );
});
