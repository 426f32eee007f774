import type { FastifyInstance, InjectOptions } from 'fastify';
import type { Caller } from '../access/caller';
import { exportsAt } from '../exports/capability';
import type { ExportFormat, ExportJob } from '../exports/job';
import type { ExportPace } from '../exports/pace';
import type { TestService } from './service';

/** Fast enough for a test to see each turn of an export. */
const TEST_PACE: Partial<ExportPace> = { pollMs: 100, heartbeatMs: 50, leaseMs: 1_000 };
const PATIENCE_MS = 20_000;

/** How an export is asked for. */
interface Asked {
  readonly format?: ExportFormat;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The server of a process that exports. */
export function served(service: TestService, pace: Partial<ExportPace>): Promise<FastifyInstance> {
  return service.serve(exportsAt({ ...TEST_PACE, ...pace }));
}

/** A service that exports, as the gateway asks it. */
export class ExportingService {
  protected constructor(
    readonly service: TestService,
    readonly server: FastifyInstance,
  ) {}

  /** A process of the service; a second one over the same service is another. */
  static async over(service: TestService, pace: Partial<ExportPace> = {}): Promise<ExportingService> {
    return new ExportingService(service, await served(service, pace));
  }

  /** Ends the process and the service. */
  async end(): Promise<void> {
    await this.server.close();
    await this.service.close();
  }

  async ask(caller: Caller, { headers, ...request }: InjectOptions) {
    const authorization = await this.service.authorization(caller);
    return this.server.inject({ ...request, headers: { authorization, ...headers } });
  }

  /** What comes of asking for an export. */
  async answerTo(
    caller: Caller,
    query: string,
    { format = 'JSONL', variables = {}, headers = {} }: Asked = {},
  ) {
    const payload = { query, variables, format };
    const answer = await this.ask(caller, { method: 'POST', url: '/exports', payload, headers });
    return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
  }

  async start(caller: Caller, query: string, options: Asked = {}): Promise<string> {
    const { status, body } = await this.answerTo(caller, query, options);
    if (status !== 202) throw new Error(JSON.stringify(body));
    return String(body['id']);
  }

  async job(caller: Caller, id: string): Promise<ExportJob> {
    return (await this.ask(caller, { url: `/exports/jobs/${id}` })).json<ExportJob>();
  }

  /** The export once it is as wanted. */
  async until(caller: Caller, id: string, isReached: (job: ExportJob) => boolean): Promise<ExportJob> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const job = await this.job(caller, id);
      if (isReached(job)) return job;
      if (performance.now() > deadline) throw new Error(`Still ${JSON.stringify(job)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  ended(caller: Caller, id: string): Promise<ExportJob> {
    return this.until(caller, id, ({ state }) => state !== 'WAITING' && state !== 'RUNNING');
  }

  async file(caller: Caller, id: string): Promise<Buffer> {
    const answer = await this.ask(caller, { url: `/exports/jobs/${id}/file` });
    if (answer.statusCode !== 200) throw new Error(answer.body);
    return answer.rawPayload;
  }

  /** The whole file of an export that is started and waited for. */
  async exported(caller: Caller, query: string, options: Asked = {}): Promise<Buffer> {
    const id = await this.start(caller, query, options);
    const job = await this.ended(caller, id);
    if (job.state !== 'DONE') throw new Error(JSON.stringify(job));
    return this.file(caller, id);
  }

  async lines<T>(caller: Caller, query: string, variables = {}): Promise<T[]> {
    return linesOf<T>(await this.exported(caller, query, { variables }));
  }
}

/** The rows of a JSONL file. */
export function linesOf<T>(file: Buffer): T[] {
  const text = file.toString('utf8');
  if (text === '') return [];
  if (!text.endsWith('\n')) throw new Error('The last line does not end.');
  return text
    .slice(0, -1)
    .split('\n')
    .map((line) => JSON.parse(line) as T);
}
