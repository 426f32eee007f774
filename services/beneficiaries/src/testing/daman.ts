import { randomUUID } from 'node:crypto';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { workBatches } from '@solidarity/subgraph-kit/testing/batches';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { aList, type ImportingService } from '@solidarity/subgraph-kit/testing/importing';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { DAMAN_COLUMNS } from '../daman/import.columns';
import { aNationalId, mutate, type TestRefusal } from './registry';

/** Another case worker of Giza: who moves what the first one has verified. */
export const gizaMover = aCaller('case_worker', { governorate: 'EG_GZ' }, 'mover-giza');
export const otherAdmin = aCaller('ministry_admin', {}, 'another-admin');

/** The cells of a row of a list of Daman, of somebody who stands in no other list unless said. */
export type DamanRow = Readonly<
  Partial<
    Record<
      | 'batch'
      | 'caseNumber'
      | 'nationalId'
      | 'name'
      | 'governorate'
      | 'basis'
      | 'monthlyAmount'
      | 'lastPaidMonth'
      | 'persons',
      string
    >
  >
>;

let sequence = 0;

export function aDamanRow(more: DamanRow = {}): DamanRow {
  sequence += 1;
  return {
    batch: 'GZ-2026-11',
    caseNumber: `21/${String(sequence).padStart(6, '0')}`,
    nationalId: more.nationalId ?? aNationalId(),
    governorate: 'الجيزة',
    basis: 'أرملة',
    monthlyAmount: '450',
    lastPaidMonth: '2026-10',
    persons: '1',
    ...more,
  };
}

export function damanList(...rows: readonly DamanRow[]): Buffer {
  return aList(
    DAMAN_COLUMNS.map(({ heading }) => heading.ar),
    ...rows.map((row) =>
      DAMAN_COLUMNS.map(({ name }) => ({ name: 'فاطمة حسن علي', ...row })[name as keyof DamanRow] ?? ''),
    ),
  );
}

export interface DamanCaseSeen {
  readonly id: string;
  readonly caseNumber: string;
  readonly state: string;
  readonly lastPaidMonth: string;
  readonly category: string | null;
  readonly entitledFrom: string | null;
  readonly programme: { readonly id: string } | null;
  readonly decision: { readonly reasons: readonly { readonly code: string }[] } | null;
}

const CASE = `id caseNumber state lastPaidMonth category entitledFrom programme { id } decision { reasons { code } }`;
const BATCH = `id progress { state stepsDone stepsTotal problem } works { id kind endedAt outcomes { outcome cases } }
  reconciliation { received moved closed waiting monthFaults }`;
const ORDERED = `work { id kind progress { state stepsDone stepsTotal problem } } batch { ${BATCH} }`;
const ERRORS = 'errors { code field message }';
const MUTATIONS = {
  verifyDamanBatch: ORDERED,
  moveDamanCase: `case { ${CASE} }`,
  moveVerifiedDamanCases: ORDERED,
  closeDamanCase: `case { ${CASE} closeReason history { action fromState toState reason } }`,
  closeDamanCases: ORDERED,
  cancelDamanWork: 'work { id cancelledAt progress { state } }',
  correctDamanCase: `case { ${CASE} corrections { field oldValue newValue reason } }`,
  confirmDamanCase: `case { ${CASE} history { action fromState toState reason } }`,
  handOverDamanCase: `case { ${CASE} corrections { field oldValue newValue reason } }`,
} as const;

export interface DamanPayload {
  readonly errors: readonly TestRefusal[];
  readonly case?: DamanCaseSeen | null;
  readonly work?: { readonly id: string; readonly kind: string; readonly progress: DamanProgress } | null;
  readonly batch?: DamanBatchSeen | null;
}

export interface DamanProgress {
  readonly state: string;
  readonly stepsDone: number;
  readonly stepsTotal: number | null;
  readonly problem: string | null;
}

export interface DamanBatchSeen {
  readonly id: string;
  readonly progress: DamanProgress | null;
  readonly works: readonly {
    readonly id: string;
    readonly kind: string;
    readonly endedAt: string | null;
    readonly outcomes: readonly { readonly outcome: string; readonly cases: number }[];
  }[];
  readonly reconciliation: Readonly<Record<string, number>>;
}

/** Work over a batch that has ended, and what has come of it. */
export interface DamanWorked {
  readonly errors: readonly TestRefusal[];
  readonly outcomes: Readonly<Record<string, number>>;
  readonly batch: DamanBatchSeen | null;
}

/** The mutations that order work over a whole batch. */
export type DamanOrder = 'verifyDamanBatch' | 'moveVerifiedDamanCases' | 'closeDamanCases';

/** The transfer of Daman as its callers use it. */
export class DamanDesk {
  constructor(
    private readonly service: TestService,
    private readonly lists: ImportingService,
  ) {}

  /** Brings rows in, each with the name that the registry has unless it says another, and gives the import. */
  async bring(caller: Caller, ...rows: readonly DamanRow[]) {
    const people = await this.service.database.owner<{ national_id: string; name: string }>(
      'select national_id, name_ar as name from person where national_id = any ($1)',
      [rows.map(({ nationalId }) => nationalId)],
    );
    const names = new Map(people.map(({ national_id, name }) => [national_id, name]));
    const named = rows.map((row) => {
      const name = names.get(row.nationalId ?? '');
      return name === undefined ? row : { name, ...row };
    });
    return this.lists.brought(caller, 'daman-cases', damanList(...named));
  }

  refused(caller: Caller, importId: string) {
    return this.lists.refused(caller, importId);
  }

  do(caller: Caller, mutation: keyof typeof MUTATIONS, input: object): Promise<DamanPayload> {
    const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
    const isKeyed = mutation.startsWith('move');
    const text = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${MUTATIONS[mutation]} ${ERRORS} } }`;
    return mutate(this.service, caller, text, {
      ...(isKeyed ? { idempotencyKey: randomUUID() } : {}),
      ...input,
    });
  }

  /** Orders work over a batch, has it done, and gives what the caller is told of it then. */
  async worked(caller: Caller, mutation: DamanOrder, input: object): Promise<DamanWorked> {
    const { errors, batch, work } = await this.do(caller, mutation, input);
    if (!batch || !work) return { errors, outcomes: {}, batch: null };
    await workBatches(this.service);
    const seen = await this.batch(caller, batch.id);
    const report = seen?.works.find(({ id }) => id === work.id);
    const outcomes = Object.fromEntries(
      (report?.outcomes ?? []).map(({ outcome, cases }) => [outcome, cases]),
    );
    return { errors, outcomes, batch: seen };
  }

  /** A batch as a caller sees it. */
  async batch(caller: Caller, id: string): Promise<DamanBatchSeen | null> {
    const query = `query ($id: ID!) { damanBatch(id: $id) { ${BATCH} } }`;
    const answer = await this.service.ask<{ damanBatch: DamanBatchSeen | null }>(caller, query, { id });
    if (answer.errors) throw new Error(JSON.stringify(answer.errors));
    return answer.data.damanBatch;
  }

  /** The id of a batch by its name, for whoever sees it. */
  async batchId(name: string): Promise<string> {
    const [row] = await this.service.database.owner<{ id: string }>(
      'select id from daman_batch where name = $1',
      [name],
    );
    if (!row) throw new Error(`There is no batch ${name}.`);
    return row.id;
  }

  /** The cases of a list as a caller sees them. */
  async cases(caller: Caller, variables: object): Promise<DamanCaseSeen[]> {
    const query = `query ($batchId: ID, $state: DamanCaseState, $caseNumber: String) {
      damanCases(batchId: $batchId, state: $state, caseNumber: $caseNumber, first: 100) { nodes { ${CASE} } }
    }`;
    const answer = await this.service.ask<{ damanCases: { nodes: DamanCaseSeen[] } }>(caller, query, {
      ...variables,
    });
    if (answer.errors) throw new Error(JSON.stringify(answer.errors));
    return answer.data.damanCases.nodes;
  }

  async one(caseNumber: string, caller: Caller): Promise<DamanCaseSeen> {
    const [found] = await this.cases(caller, { caseNumber });
    if (!found) throw new Error(`${caller.subject} sees no case ${caseNumber}.`);
    return found;
  }
}
