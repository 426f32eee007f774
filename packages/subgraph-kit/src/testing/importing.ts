import type { FastifyInstance } from 'fastify';
import type { QueryRunner } from 'typeorm';
import type { Caller } from '../access/caller';
import { startImportsWith, type ImportSettings } from '../imports/capability';
import type { ImportJobJson } from '../imports/job-json';
import type { RefusedRowsPage } from '../imports/refused-rows';
import type { TestService } from './service';

/** Impatient, with pieces so small that a short list has several. */
const SMALL_STEPS: Partial<ImportSettings> = { chunkRows: 4, rangeRows: 4, heartbeatMs: 20, pollMs: 50 };
const PATIENCE_MS = 20_000;

type CommitMode = 'ALL_OR_NOTHING' | 'ROW_BY_ROW';

/** A service that takes lists, as the gateway asks it. */
export class ImportingService {
  private constructor(
    readonly service: TestService,
    readonly server: FastifyInstance,
  ) {}

  /** A process of the service; a second one over the same service is another. */
  static async over(service: TestService, settings: Partial<ImportSettings> = {}): Promise<ImportingService> {
    const pace = { ...SMALL_STEPS, ...settings };
    return new ImportingService(service, await service.serve((running) => startImportsWith(running, pace)));
  }

  /** Ends the process; the service goes on. */
  async end(): Promise<void> {
    await this.server.close();
  }

  /** One request; its status and its JSON. */
  async ask<Body = ImportJobJson>(
    caller: Caller,
    method: 'GET' | 'POST',
    url: string,
    payload?: Buffer | object,
  ): Promise<{ status: number; body: Body }> {
    const authorization = await this.service.authorization(caller);
    const type = payload instanceof Buffer ? { 'content-type': 'text/csv' } : {};
    const answer = await this.server.inject({
      ...{ method, url, headers: { authorization, ...type } },
      ...(payload === undefined ? {} : { payload }),
    });
    return { status: answer.statusCode, body: answer.json<Body>() };
  }

  /** Uploads a list and waits for its report. */
  async checked(caller: Caller, kind: string, list: Buffer): Promise<ImportJobJson> {
    const { body, status } = await this.ask(caller, 'POST', `/imports/${kind}`, list);
    if (status !== 202) throw new Error(JSON.stringify(body));
    return this.until(caller, body.id, 'CHECKED', 'REFUSED');
  }

  /** Commits a checked list and waits for its end. */
  async committed(caller: Caller, id: string, mode: CommitMode = 'ROW_BY_ROW'): Promise<ImportJobJson> {
    const { body, status } = await this.ask(caller, 'POST', `/imports/jobs/${id}/commit`, { mode });
    if (status >= 300) throw new Error(JSON.stringify(body));
    return this.until(caller, id, 'COMMITTED', 'REFUSED', 'CANCELLED');
  }

  /** Uploads, checks and commits a list. */
  async brought(caller: Caller, kind: string, list: Buffer, mode?: CommitMode): Promise<ImportJobJson> {
    const { id } = await this.checked(caller, kind, list);
    return this.committed(caller, id, mode);
  }

  /** Why rows were not taken: line, heading and code. */
  async refused(caller: Caller, id: string): Promise<[line: number, column: string | null, code: string][]> {
    return (await this.refusedRows(caller, id)).map(({ line, column, code }) => [line, column, code]);
  }

  async refusedRows(caller: Caller, id: string): Promise<RefusedRowsPage['nodes']> {
    const url = `/imports/jobs/${id}/refused?first=100`;
    return (await this.ask<RefusedRowsPage>(caller, 'GET', url)).body.nodes;
  }

  /** Waits until the job stands as it shall. */
  async until(
    caller: Caller,
    id: string,
    ...states: readonly ImportJobJson['state'][]
  ): Promise<ImportJobJson> {
    for (const giveUpAt = Date.now() + PATIENCE_MS; ;) {
      const { body } = await this.ask(caller, 'GET', `/imports/jobs/${id}`);
      if (states.includes(body.state)) return body;
      if (Date.now() > giveUpAt)
        throw new Error(`The import is ${body.state} and not ${states.join(' or ')}.`);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  }
}

/** How many statements that match a pattern TypeORM runs in this process during the work. */
export async function statementsMatching(
  service: TestService,
  pattern: RegExp,
  work: () => Promise<unknown>,
): Promise<number> {
  const runner = Object.getPrototypeOf(service.database.dataSource.createQueryRunner()) as QueryRunner;
  const { query } = runner;
  let statements = 0;
  runner.query = function (this: QueryRunner, sql: string, ...rest: never[]) {
    if (pattern.test(sql)) statements += 1;
    return query.call(this, sql, ...rest);
  };
  try {
    await work();
  } finally {
    runner.query = query;
  }
  return statements;
}

/** A list as a spreadsheet has it: headings, then rows; no cell may need quotes. */
export function aList(headings: readonly string[], ...rows: readonly (readonly string[])[]): Buffer {
  const cells = [...headings, ...rows.flat()];
  if (cells.some((cell) => /[",\r\n]/.test(cell))) throw new Error('A cell of this list needs quotes.');
  return Buffer.from([headings, ...rows].map((row) => row.join(',')).join('\r\n'));
}
