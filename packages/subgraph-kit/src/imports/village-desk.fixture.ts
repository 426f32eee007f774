import type { FastifyInstance } from 'fastify';
import type { Caller } from '../access/caller';
import { aCaller } from '../testing/callers';
import { testService, type TestService } from '../testing/service';
import { fixedClock } from '../values/clock';
import { importRoutes, startImportsWith, type ImportSettings } from './capability';
import type { ImportJobJson } from './job-json';
import type { RefusedRowsPage } from './refused-rows';
import { VILLAGERS, VILLAGE_SERVICE } from './villagers.fixture';

const HEADINGS = 'كود الأسرة,المحافظة,الرقم القومي,الاسم,العمل,الدخل,تاريخ السكن';

/** Impatient, with pieces so small that a short list has several. */
export const SMALL_STEPS: Partial<ImportSettings> = {
  chunkRows: 4,
  rangeRows: 4,
  leaseSeconds: 15,
  heartbeatMs: 20,
  pollMs: 50,
};

/** The national ID of the n-th villager, born in the 1990s. */
export function nationalId(n: number): string {
  const [day, month, year] = [(n % 28) + 1, (Math.floor(n / 28) % 12) + 1, 60 + (Math.floor(n / 336) % 40)];
  const two = (number: number): string => String(number).padStart(2, '0');
  return `2${two(year)}${two(month)}${two(day)}21${String(n % 100_000).padStart(5, '0')}`;
}

/** A line of the register; the n-th villager of a family in Giza unless said otherwise. */
export function villager(
  n: number,
  more: Partial<Record<'family' | 'governorate' | 'id' | 'name' | 'income', string>> = {},
) {
  const {
    family = `F-${n}`,
    governorate = 'الجيزة',
    id = nationalId(n),
    name = `اسم ${n}`,
    income = '150.5',
  } = more;
  return [family, governorate, id, name, 'فلاح', income, '١/٢/٢٠٢٠'].join(',');
}

/** A whole list. */
export function register(...lines: readonly string[]): Buffer {
  return Buffer.from([HEADINGS, ...lines].join('\r\n'));
}

export const CASE_WORKER = aCaller('case_worker', { governorate: 'EG_GZ' });
export const ADMIN = aCaller('ministry_admin');

/** The village's service, and the gestures of who brings lists to it. */
export class VillageDesk {
  private constructor(
    readonly service: TestService,
    readonly server: FastifyInstance,
  ) {}

  static async open(settings: Partial<ImportSettings> = SMALL_STEPS): Promise<VillageDesk> {
    const service = await testService(VILLAGE_SERVICE, fixedClock('2026-11-22T10:00:00Z'));
    return new VillageDesk(service, await service.serve((running) => startImportsWith(running, settings)));
  }

  /** A desk that takes lists and leaves the work to others. */
  static async openWithoutWorker(): Promise<VillageDesk> {
    const service = await testService(VILLAGE_SERVICE, fixedClock('2026-11-22T10:00:00Z'));
    const { pool, dataSource } = service.running;
    const kinds = new Map([[VILLAGERS.name, VILLAGERS]]);
    const addRoutes = importRoutes({ pool, dataSource, kinds, mostBytes: 2 ** 20, keepDays: 30 });
    return new VillageDesk(service, await service.serve(async () => ({ addRoutes })));
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.service.close();
  }

  /** One request as the gateway would send it. */
  async ask<Body = ImportJobJson>(
    caller: Caller,
    method: 'GET' | 'POST',
    url: string,
    payload?: Buffer | object,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: Body; bytes: Buffer; headers: Record<string, unknown> }> {
    const authorization = await this.service.authorization(caller);
    const answer = await this.server.inject({
      ...{ method, url },
      headers: {
        authorization,
        ...(payload instanceof Buffer ? { 'content-type': 'text/csv' } : {}),
        ...headers,
      },
      ...(payload === undefined ? {} : { payload }),
    });
    const isJson = String(answer.headers['content-type']).startsWith('application/json');
    return {
      status: answer.statusCode,
      body: (isJson ? answer.json() : null) as Body,
      bytes: answer.rawPayload,
      headers: answer.headers,
    };
  }

  async upload(list: Buffer, caller: Caller = CASE_WORKER, query = ''): Promise<ImportJobJson> {
    return (await this.ask(caller, 'POST', `/imports/villagers${query}`, list)).body;
  }

  /** Waits until the job stands as it shall. */
  async until(id: string, ...states: readonly ImportJobJson['state'][]): Promise<ImportJobJson> {
    for (const giveUpAt = Date.now() + 20_000; ;) {
      const { body } = await this.ask(ADMIN, 'GET', `/imports/jobs/${id}`);
      if (states.includes(body.state)) return body;
      if (Date.now() > giveUpAt)
        throw new Error(`The import is ${body.state} and not ${states.join(' or ')}.`);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  }

  /** Uploads a list and waits for its report. */
  async checked(list: Buffer, caller: Caller = CASE_WORKER, query = ''): Promise<ImportJobJson> {
    const { id } = await this.upload(list, caller, query);
    return this.until(id, 'CHECKED', 'REFUSED');
  }

  /** Commits a checked list and waits for its end. */
  async committed(
    id: string,
    mode: 'ALL_OR_NOTHING' | 'ROW_BY_ROW',
    caller: Caller = CASE_WORKER,
  ): Promise<ImportJobJson> {
    await this.ask(caller, 'POST', `/imports/jobs/${id}/commit`, { mode });
    return this.until(id, 'COMMITTED', 'REFUSED', 'CANCELLED');
  }

  async refused(id: string, caller: Caller = CASE_WORKER): Promise<RefusedRowsPage['nodes']> {
    return (await this.ask<RefusedRowsPage>(caller, 'GET', `/imports/jobs/${id}/refused?first=100`)).body
      .nodes;
  }

  /** Everybody in the register, by name. */
  async villagers(): Promise<{ name: string; family: string; income: string | null }[]> {
    return this.service.database.owner(
      'select name, family_code as family, income from villager order by family_code, name',
    );
  }

  /** How many there were each time that a list was concluded. */
  async conclusions(): Promise<number[]> {
    const rows = await this.service.database.owner<{ villagers: number }>('select villagers from conclusion');
    return rows.map(({ villagers }) => villagers);
  }
}
