import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { FakeGateway, type Asked, type Told } from '@solidarity/sdk/testing/fake-gateway';
import { runProgram } from './program';
import { languageOf } from './texts';

const JOB = {
  ...{ id: 'ngos:1', kind: 'ngos', state: 'CHECKED', format: 'CSV', encoding: 'UTF-8', fileBytes: 10 },
  ...{
    rowsRead: 3,
    rowsAccepted: 3,
    rowsRefused: 0,
    rowsUnchanged: 0,
    rowsCommitted: 0,
    rowsPerSecond: null,
  },
  ...{ secondsLeft: null, commitMode: null, canCommit: true, createdAt: '2026-11-22T10:00:00Z' },
  ...{ checkedAt: null, finishedAt: null, errorFileUrl: null, problem: null },
};
const REFUSED_ROW = {
  line: 3,
  column: 'الاسم',
  code: 'REQUIRED',
  message: { ar: 'اكتب الاسم.', en: 'Write the name.' },
};

describe('the command line', () => {
  let folder: string;
  let file: string;
  let gateway: FakeGateway | null = null;
  const started: FakeGateway[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'tadamon-'));
    file = path.join(folder, 'ngos.csv');
    await writeFile(file, 'الاسم\nجمعية\n');
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map((each) => each.stop()));
  });
  afterAll(() => rm(folder, { recursive: true }));

  interface Ran {
    readonly code: number;
    readonly out: string;
    readonly err: string;
    readonly tasks: string[];
  }

  async function run(
    args: readonly string[],
    answer: (asked: Asked, number: number) => Told = () => ({}),
    { isPerson = false, environment = {}, input = '' } = {},
  ): Promise<Ran> {
    gateway = new FakeGateway(answer);
    started.push(gateway);
    const address = await gateway.start();
    const said = { out: '', err: '' };
    const tasks: string[] = [];
    const code = await runProgram(['--gateway', address, ...args], {
      terminal: {
        language: languageOf(args, environment),
        out: { write: (text) => void (said.out += text) },
        err: { write: (text) => void (said.err += text) },
        isPerson,
      },
      environment,
      input: Readable.from([input]),
      signal: new AbortController().signal,
      runTask: async (task, given) => {
        tasks.push([task, ...given].join(' '));
        return given[0] === 'broken' ? 1 : 0;
      },
    });
    return { code, ...said, tasks };
  }

  const linesOf = (text: string): unknown[] =>
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);

  test('prints a token of a demonstration client without a secret being said', async () => {
    const ran = await run(['--client', 'demo-ngo', 'token'], () => ({
      body: { access_token: 'abc', expires_in: 60 },
    }));
    expect(ran).toMatchObject({ code: 0, out: 'abc\n' });
    const basic = Buffer.from('demo-ngo:demo-ngo-secret').toString('base64');
    expect(gateway?.asked[0]).toMatchObject({
      path: '/oauth/token',
      headers: { authorization: `Basic ${basic}` },
    });
  });

  test('needs the secret of any other client, out of the environment', async () => {
    expect(await run(['--client', 'diarna', 'token'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('CLIENT_SECRET.') as string,
    });
    const nobody = await run(['token', '--lang', 'ar']);
    expect(nobody).toMatchObject({ code: 2, err: expect.stringContaining('حدد صاحب الرمز') as string });
    const environment = { CLIENT_SECRET: 's' };
    const ran = await run(['--client', 'diarna', 'token'], () => ({ body: { access_token: 'abc' } }), {
      environment,
    });
    expect(ran.code).toBe(0);
  });

  test('asks a query out of standard input, a file or the line itself, and prints one line to a program', async () => {
    const answer = ({ body }: Asked): Told => ({ body: { data: JSON.parse(body) as unknown } });
    const typed = await run(['query', '{ ngos }', '--variables', '{"a":1}'], answer);
    expect(linesOf(typed.out)).toEqual([{ query: '{ ngos }', variables: { a: 1 } }]);
    const piped = await run(['query', '-'], answer, { input: '{ homes }' });
    expect(linesOf(piped.out)).toEqual([{ query: '{ homes }', variables: {} }]);
    expect(await run(['query', 'nothing.graphql'], answer)).toMatchObject({ code: 2, out: '' });
    expect((await run(['query', '{ a }', '--variables', '[1]'], answer)).code).toBe(2);
  });

  test.each([
    ['FORBIDDEN', 200, 4],
    ['UNAUTHENTICATED', 401, 4],
    ['GRAPHQL_VALIDATION_FAILED', 400, 3],
    ['SERVICE_UNAVAILABLE', 200, 5],
    ['INTERNAL_ERROR', 200, 1],
  ])('ends with a code that a script can use: %s', async (code, status, exit) => {
    const ran = await run(['query', '{ a }'], () => ({
      status,
      body: { data: null, errors: [{ message: 'What to do.', extensions: { code } }] },
    }));
    expect(ran.code).toBe(exit);
    expect(ran.err).toContain(`${code}: What to do.`);
  });

  test('says so when nobody answers', async () => {
    const gone = new FakeGateway(() => ({}));
    const address = await gone.start();
    await gone.stop();
    let told = '';
    const code = await runProgram(['--gateway', address, 'query', 'mutation { a }'], {
      terminal: {
        language: 'ar',
        out: { write: () => undefined },
        err: { write: (text) => void (told += text) },
        isPerson: false,
      },
      environment: {},
      input: Readable.from([]),
      signal: new AbortController().signal,
    });
    expect(told).toContain(`تعذر الوصول إلى البوابة على ${address}`);
    expect(code).toBe(5);
  });

  describe('sending a list in', () => {
    const graph =
      (states: readonly object[], rows: readonly object[] = []) =>
      ({ path: asked, body }: Asked): Told => {
        if (asked.startsWith('/imports/ngos'))
          return { status: 202, body: { id: JOB.id, state: 'RECEIVED' } };
        if (body.includes('refusedRows')) {
          return {
            body: {
              data: { importJob: { refusedRows: { nodes: rows, endCursor: null, hasNextPage: false } } },
            },
          };
        }
        if (body.includes('commitImport'))
          return { body: { data: { commitImport: { job: JOB, errors: [] } } } };
        const job = states[looks] ?? states.at(-1);
        looks += 1;
        return { body: { data: { importJob: { ...JOB, ...job } } } };
      };
    let looks = 0;
    beforeEach(() => (looks = 0));

    test('shows each state and the report as JSON lines to a program', async () => {
      const ran = await run(['import', 'ngos', file], graph([{ state: 'CHECKING', rowsRead: 1 }, {}]));
      expect(ran.code).toBe(0);
      const [checking, report] = linesOf(ran.out);
      expect(checking).toMatchObject({ state: 'CHECKING', rowsRead: 1 });
      expect(report).toMatchObject({ id: JOB.id, read: 3, refused: 0, written: 0 });
      expect(gateway?.asked[0]).toMatchObject({ path: '/imports/ngos', body: 'الاسم\nجمعية\n' });
    });

    test('commits when asked to', async () => {
      const ran = await run(
        ['import', 'ngos', file, '--commit', 'all', '--source', 'an id'],
        graph([{}, { state: 'COMMITTED', rowsCommitted: 3 }]),
      );
      expect(ran.code).toBe(0);
      expect(linesOf(ran.out).at(-1)).toMatchObject({ state: 'COMMITTED', written: 3 });
      expect(gateway?.asked[0]?.path).toBe('/imports/ngos?source=an%20id');
      expect(gateway?.asked.some(({ body }) => body.includes('ALL_OR_NOTHING'))).toBe(true);
    });

    test('does not commit all when rows are refused, and says which', async () => {
      const ran = await run(
        ['import', 'ngos', file, '--commit', 'all'],
        graph([{ rowsAccepted: 2, rowsRefused: 1 }], [REFUSED_ROW]),
        { isPerson: true, environment: { LANG: 'ar_EG.UTF-8' } },
      );
      expect(ran.code).toBe(3);
      expect(ran.out).toContain('السطر 3، الاسم: اكتب الاسم.');
      expect(gateway?.asked.some(({ body }) => body.includes('CommitImport'))).toBe(false);
    });

    test('writes the refused rows to a file', async () => {
      const errors = path.join(folder, 'mend.csv');
      const states = graph([{ rowsRefused: 1, errorFileUrl: '/imports/ngos:1/errors' }]);
      const ran = await run(['import', 'ngos', file, '--errors', errors], (asked) =>
        asked.path === '/imports/ngos:1/errors' ? { body: 'rows' } : states(asked),
      );
      expect(ran.code).toBe(3);
      expect(await readFile(errors, 'utf8')).toBe('"rows"');
    });

    test('says in the reader’s language why a file was refused', async () => {
      const problem = {
        code: 'ENCRYPTED',
        message: { ar: 'الملف محمي بكلمة سر.', en: 'The file is encrypted.' },
      };
      const ran = await run(['import', 'ngos', file, '--lang', 'ar'], graph([{ state: 'REFUSED', problem }]));
      expect(ran.code).toBe(3);
      expect(ran.err).toContain('ENCRYPTED: الملف محمي بكلمة سر.');
    });

    test('is wrong usage without the file', async () => {
      expect(await run(['import', 'ngos', path.join(folder, 'none.csv')])).toMatchObject({ code: 2 });
      expect(await run(['import', 'ngos', file, '--commit', 'some'])).toMatchObject({ code: 2 });
    });
  });

  test('writes a list to standard output and nothing else with it', async () => {
    const job = {
      id: 'ngos:2',
      state: 'DONE',
      rowsWritten: 1,
      fileBytes: 4,
      downloadUrl: '/exports/ngos:2/file',
      problem: null,
    };
    const ran = await run(
      ['export', '{ ngoRegister { nodes { id } } }', '--format', 'jsonl'],
      ({ path: asked, body }) => {
        if (asked === '/exports/ngos:2/file') return { body: { id: 1 } };
        if (body.includes('startExport(')) return { body: { data: { startExport: { job, errors: [] } } } };
        return { body: { data: { exportJob: job } } };
      },
    );
    expect(ran).toMatchObject({ code: 0, out: '{"id":1}' });
  });

  test('prints the events that there are and ends with --once', async () => {
    const page = { events: [{ id: 'e1' }, { id: 'e2' }], endCursor: 'c', hasMore: false, unavailable: [] };
    const cursor = path.join(folder, 'cursor');
    const ran = await run(
      ['events', 'tail', '--once', '--types', 'a,b', '--subject', 's', '--cursor', cursor],
      () => ({
        body: { data: { events: page } },
      }),
    );
    expect(ran.code).toBe(0);
    expect(linesOf(ran.out)).toEqual([{ id: 'e1' }, { id: 'e2' }]);
    expect(JSON.parse(gateway?.asked[0]?.body ?? '')).toMatchObject({ variables: { types: ['a', 'b'] } });
    expect(await readFile(cursor, 'utf8')).toBe('c\n');
  });

  test('runs the tasks of the machine, and hands their failure on', async () => {
    expect(await run(['audit', 'verify'])).toMatchObject({ code: 0, tasks: ['audit-check'] });
    expect(await run(['projections', 'rebuild', 'ngos'])).toMatchObject({
      code: 0,
      tasks: ['projections:rebuild ngos'],
    });
    expect((await run(['projections', 'rebuild', 'broken'])).code).toBe(1);
  });

  test('helps in both languages', async () => {
    const english = await run(['import', '--help']);
    expect(english.code).toBe(0);
    expect(english.out).toContain('Usage: tadamon import');
    expect(english.out).toContain('Sends a spreadsheet in');
    const arabic = await run(['--lang', 'ar', 'import', '--help']);
    expect(arabic.out).toContain('الاستخدام: tadamon import');
    expect(arabic.out).toContain('يرسل جدول بيانات');
  });

  test('is wrong usage when the command is unknown', async () => {
    expect(await run(['improt'])).toMatchObject({ code: 2 });
    expect(await run([])).toMatchObject({ code: 2 });
  });
});
