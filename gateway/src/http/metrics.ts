import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import { isErrorCode } from '@solidarity/subgraph-kit/errors/catalogue';
import type { FileReport } from '../exchange/file-log';
import type { PlanReport } from '../execution/compiled-executor';
import type { CallReport } from '../subgraphs/services';
import type { SwapOutcome } from '../supergraph/watch';

/** How an operation ended: all of it, some of it, or refused before a service was asked. */
export type Outcome = 'ok' | 'partial' | 'failed' | 'refused';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const SECONDS_OF_FILES = [0.01, 0.05, 0.25, 1, 5, 15, 60, 300, 1_800];

/** What is measured of the gateway. Labels name kinds, services and outcomes, never a person, an id or a query. */
export class GatewayMetrics {
  readonly registry = new Registry();
  readonly #operations: Histogram<'kind' | 'outcome' | 'variant'>;
  readonly #errors: Counter<'code'>;
  readonly #calls: Histogram<'service' | 'outcome'>;
  readonly #plans: Histogram<'executor'>;
  readonly #swaps: Counter<'outcome'>;
  readonly #files: Histogram<'route' | 'status'>;
  readonly #fileBytes: Counter<'route' | 'direction'>;

  constructor() {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.#operations = new Histogram({
      name: 'gateway_operation_seconds',
      help: 'Seconds from the received request to the finished answer, by kind, outcome and variant.',
      labelNames: ['kind', 'outcome', 'variant'],
      buckets: SECONDS,
      registers,
    });
    this.#errors = new Counter({
      name: 'gateway_errors_total',
      help: 'Errors in answers, by code of the catalogue.',
      labelNames: ['code'],
      registers,
    });
    this.#calls = new Histogram({
      name: 'gateway_service_call_seconds',
      help: 'Seconds of each call to a service, by service and outcome.',
      labelNames: ['service', 'outcome'],
      buckets: SECONDS,
      registers,
    });
    this.#plans = new Histogram({
      name: 'gateway_plan_seconds',
      help: 'Seconds of planning and compiling an operation, by who executes it (compiled, apollo).',
      labelNames: ['executor'],
      buckets: SECONDS,
      registers,
    });
    this.#swaps = new Counter({
      name: 'gateway_supergraph_swaps_total',
      help: 'Supergraphs that came while the gateway ran, by outcome (taken, refused).',
      labelNames: ['outcome'],
      registers,
    });
    this.#files = new Histogram({
      name: 'gateway_file_seconds',
      help: 'Seconds of each request for a file, by route and HTTP status; "cut" when the connection ended first.',
      labelNames: ['route', 'status'],
      buckets: SECONDS_OF_FILES,
      registers,
    });
    this.#fileBytes = new Counter({
      name: 'gateway_file_bytes_total',
      help: 'Bytes of files, by route and direction (in, out).',
      labelNames: ['route', 'direction'],
      registers,
    });
  }

  planMade({ executor, seconds }: PlanReport): void {
    this.#plans.observe({ executor }, seconds);
  }

  supergraphCame(outcome: SwapOutcome): void {
    this.#swaps.inc({ outcome });
  }

  operationEnded(labels: { kind: string; outcome: Outcome; variant: string }, seconds: number): void {
    this.#operations.observe(labels, seconds);
  }

  errorTold(code: string): void {
    this.#errors.inc({ code: isErrorCode(code) ? code : 'OTHER' });
  }

  fileEnded({ route, status, bytesIn, bytesOut, seconds }: FileReport): void {
    this.#files.observe({ route, status }, seconds);
    this.#fileBytes.inc({ route, direction: 'in' }, bytesIn);
    this.#fileBytes.inc({ route, direction: 'out' }, bytesOut);
  }

  serviceCalled({ service, outcome, seconds }: CallReport): void {
    this.#calls.observe({ service, outcome }, seconds);
  }
}
