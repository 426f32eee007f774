import 'reflect-metadata';
import { once } from 'node:events';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import type { MessageTexts } from '../errors/text';
import { aCaller } from '../testing/callers';
import { id } from '../database/village.fixture';
import type { ImportJobJson } from './job-json';
import { ADMIN, CASE_WORKER, register, SMALL_STEPS, villager, VillageDesk } from './village-desk.fixture';

const MOST_BYTES = 1024 ** 2;

let desk: VillageDesk;
let address: string;

beforeAll(async () => {
  desk = await VillageDesk.open({ ...SMALL_STEPS, mostBytes: MOST_BYTES });
  address = await desk.server.listen({ host: '127.0.0.1', port: 0 });
});

afterAll(async () => {
  // `fetch` keeps connections to ask over again, and the server would wait for them.
  desk.server.server.closeAllConnections();
  await desk.close();
});

const kept = async (): Promise<number> => {
  const [row] = await desk.service.database.owner<{ rows: number }>(
    'select (select count(*) from import_job)::int + (select count(*) from import_file_part)::int as rows',
  );
  return row?.rows ?? 0;
};

const NGO = aCaller('ngo_partner', { ngoId: id(1) });

describe('an upload', () => {
  it('that is too large is refused whether or not it says so, and leaves nothing', async () => {
    const before = await kept();
    const large = Buffer.alloc(MOST_BYTES + 1, 'x');

    const said = await desk.ask<{ errors: { extensions: object }[] }>(
      CASE_WORKER,
      'POST',
      '/imports/villagers',
      large,
    );
    const found = await desk.server.inject({
      method: 'POST',
      url: '/imports/villagers',
      headers: { authorization: await desk.service.authorization(CASE_WORKER), 'content-type': 'text/csv' },
      payload: Readable.from([large]),
    });

    expect([said.status, found.statusCode]).toEqual([413, 413]);
    expect(said.body.errors[0]?.extensions).toEqual({ code: 'IMPORT_TOO_LARGE', facts: { megabytes: 1 } });
    expect(await kept()).toBe(before);
  });

  it('that is too large hears so over a socket too', async () => {
    const large = Buffer.alloc(MOST_BYTES + 200_000, 'x');
    const headers = {
      authorization: await desk.service.authorization(CASE_WORKER),
      'content-type': 'text/csv',
    };

    const answer = await fetch(`${address}/imports/villagers`, {
      ...{ method: 'POST', headers, duplex: 'half' },
      body: Readable.toWeb(Readable.from([large])) as ReadableStream,
    });

    expect(answer.status).toBe(413);
  });

  it('that says it is too large is told so while it still sends, on a connection that stays', async () => {
    const socket = connect(Number(new URL(address).port), '127.0.0.1');
    const faults: Error[] = [];
    socket.on('error', (error) => faults.push(error));
    socket.write(
      `POST /imports/villagers HTTP/1.1\r\nhost: x\r\nauthorization: ${await desk.service.authorization(CASE_WORKER)}\r\n` +
        `content-type: text/csv\r\ncontent-length: ${64 * MOST_BYTES}\r\n\r\n`,
    );
    const [answer] = (await once(socket, 'data')) as [Buffer];
    for (let sent = 0; sent < 64 && faults.length === 0; sent += 1) {
      await new Promise((resolve) => socket.write(Buffer.alloc(MOST_BYTES, 'x'), resolve));
    }
    socket.destroy();

    expect(answer.toString()).toMatch(/^HTTP\/1\.1 413 /);
    expect(faults).toEqual([]);
  });

  it('that is broken off leaves nothing', async () => {
    const before = await kept();
    const breaking = new AbortController();
    const body = Readable.from(
      (async function* () {
        yield Buffer.alloc(600_000, 'x');
        await untilSome(() => kept().then((now) => now > before + 1));
        breaking.abort();
        yield Buffer.alloc(1);
      })(),
    );

    const sending = fetch(`${address}/imports/villagers`, {
      method: 'POST',
      headers: { authorization: await desk.service.authorization(CASE_WORKER), 'content-type': 'text/csv' },
      body: Readable.toWeb(body) as ReadableStream,
      duplex: 'half',
      signal: breaking.signal,
    });

    await expect(sending).rejects.toThrow();
    await untilSome(() => kept().then((now) => now === before));
    expect(desk.service.faults).toEqual([]);
  });

  it('of bytes that are no list ends refused, with the reason in both languages', async () => {
    const job = await desk.checked(Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 1, 2, 3]));

    expect(job.state).toBe('REFUSED');
    expect(job.problem?.code).toBeTruthy();
    expect(Object.keys(job.problem?.message ?? {}).sort()).toEqual(['ar', 'en']);
    expect(job.finishedAt).not.toBeNull();
  });

  it('that lacks required columns, or has one twice, is told which', async () => {
    const missing = await desk.checked(Buffer.from('كود الأسرة,Name\r\nF-1,x'));
    const twice = await desk.checked(
      Buffer.from('familyCode,كود الاسره,Governorate,National ID,Name\r\nF-1,F-1,Giza,1,x'),
    );

    expect(missing).toMatchObject({ state: 'REFUSED', rowsRead: 0 });
    expect(missing.problem).toEqual({
      code: 'COLUMNS_MISSING',
      message: {
        en: 'These columns are missing: Governorate, National ID. Use the headings of the template.',
        ar: 'هذه الأعمدة غير موجودة: المحافظة، الرقم القومي. استخدم عناوين النموذج.',
      },
    });
    expect(twice.problem?.code).toBe('COLUMN_TWICE');
  });

  it('may have its columns in English, in any order, with others between them', async () => {
    const [family, governorate, nationalId] = villager(50).split(',');
    const list = `Name,Shoe size,NATIONAL-ID,governorate,Family  Code\r\nSami,44,${nationalId},${governorate},${family}`;

    const job = await desk.checked(Buffer.from(list));

    expect(job).toMatchObject({ state: 'CHECKED', rowsAccepted: 1, ignoredColumns: ['Shoe size'] });
  });
});

describe('the template', () => {
  it.each(['csv', 'xlsx'])('as %s is a list that holds nothing yet', async (format) => {
    const { bytes, status } = await desk.ask(
      CASE_WORKER,
      'GET',
      `/imports/villagers/template?format=${format}&language=en`,
    );

    const job = await desk.checked(bytes);

    expect(status).toBe(200);
    expect(job).toMatchObject({
      state: 'CHECKED',
      rowsRead: 0,
      rowsRefused: 0,
      format: format.toUpperCase(),
    });
  });
});

describe('an import of somebody else', () => {
  it('cannot be told from one that does not exist', async () => {
    const { id: job } = await desk.checked(register(villager(60)));
    const others = aCaller('case_worker', { governorate: 'EG_GZ' }, 'another-worker');

    const answers = await Promise.all(
      ['', '/refused', '/errors'].flatMap((part) =>
        [job, id(404)].map((asked) => desk.ask<unknown>(others, 'GET', `/imports/jobs/${asked}${part}`)),
      ),
    );
    const acts = await Promise.all(
      [job, id(404)].map((asked) => desk.ask<unknown>(others, 'POST', `/imports/jobs/${asked}/cancel`)),
    );
    const list = await desk.ask<{ nodes: ImportJobJson[] }>(others, 'GET', '/imports/jobs');

    for (const { status, body } of [...answers, ...acts]) {
      expect(status).toBe(404);
      expect(body).toEqual(answers[0]?.body);
    }
    expect(list.body.nodes).toEqual([]);
  });

  it('is seen by an administrator, and by who commits what an NGO may only upload', async () => {
    const { id: job } = await desk.checked(register(villager(61)), NGO);

    const [own, admin, worker] = await Promise.all(
      [NGO, ADMIN, CASE_WORKER].map((caller) => desk.ask(caller, 'GET', `/imports/jobs/${job}`)),
    );
    const byNgo = await desk.ask(NGO, 'POST', `/imports/jobs/${job}/commit`, { mode: 'ROW_BY_ROW' });
    const committed = await desk.committed(job, 'ROW_BY_ROW', CASE_WORKER);

    expect(own?.body).toMatchObject({ source: id(1), canCommit: false });
    expect(admin?.body).toMatchObject({ canCommit: true });
    expect(worker?.body).toMatchObject({ canCommit: true });
    expect(byNgo.status).toBe(403);
    expect(committed).toMatchObject({ state: 'COMMITTED', rowsCommitted: 1 });
  });

  it('is not uploaded in the name of another NGO', async () => {
    const answer = await desk.ask(NGO, 'POST', `/imports/villagers?source=${id(2)}`, register(villager(62)));

    expect(answer.status).toBe(403);
  });
});

describe('whoever may not import', () => {
  it('finds no kinds, no template and no upload', async () => {
    const lender = aCaller('lender_officer', { lenderId: id(9) });

    const kinds = await desk.ask<{ kinds: unknown[] }>(lender, 'GET', '/imports/kinds');
    const template = await desk.ask(lender, 'GET', '/imports/villagers/template');
    const upload = await desk.ask(lender, 'POST', '/imports/villagers', register(villager(63)));
    const citizen = await desk.ask(aCaller('citizen'), 'GET', '/imports/kinds');

    expect(kinds.body.kinds).toEqual([]);
    expect([template.status, upload.status, citizen.status]).toEqual([404, 404, 403]);
  });

  it('is not the case worker, who is told what the columns are', async () => {
    const { body } = await desk.ask<{
      kinds: { name: string; title: MessageTexts; columns: { name: string; isRequired: boolean }[] }[];
    }>(CASE_WORKER, 'GET', '/imports/kinds');

    expect(body.kinds).toHaveLength(1);
    expect(body.kinds[0]).toMatchObject({ name: 'villagers', title: { ar: 'أهل القرية', en: 'Villagers' } });
    expect(body.kinds[0]?.columns[2]).toMatchObject({ name: 'nationalId', isRequired: true });
  });
});

describe('one more upload', () => {
  it('is no longer taken from who has left a hundred lying, until some are gone', async () => {
    const hoarder = aCaller('case_worker', CASE_WORKER.claims, 'hoarder');
    const upload = () =>
      desk.ask<{ errors: { extensions: object }[] }>(hoarder, 'POST', '/imports/villagers', Buffer.from('x'));
    await desk.service.database.owner(
      `insert into import_job (kind, owner, language, state, expires_at)
       select 'villagers', $1::jsonb, 'en', 'CHECKED', now() + interval '1 day' from generate_series(1, 100)`,
      [JSON.stringify({ subject: 'hoarder', role: 'case_worker', claims: {}, scopes: [] })],
    );

    const refused = await upload();
    await desk.service.database.owner(
      `update import_job set state = 'CANCELLED' where id = (select id from import_job where owner->>'subject' = 'hoarder' limit 1)`,
    );
    const taken = await upload();

    expect(refused.status).toBe(429);
    expect(refused.body.errors[0]?.extensions).toEqual({ code: 'IMPORTS_TOO_MANY', facts: { most: 100 } });
    expect(taken.status).toBe(202);
  });
});

async function untilSome(isTrue: () => Promise<boolean>): Promise<void> {
  for (const giveUpAt = Date.now() + 10_000; !(await isTrue());) {
    if (Date.now() > giveUpAt) throw new Error('It has not come true.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
