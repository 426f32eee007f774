import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Access } from '../access/access';
import { protect } from '../database/grants';
import type { ServiceContext } from '../server/context';
import type { ServiceDefinition } from '../server/service';
import type { BatchKind } from './batch-kind';
import { BatchProgress, progressOf } from './batch-progress';

/** What a batch of tallies is started with. */
export interface TallyParameters {
  readonly steps: number;
  /** The steps that fail, each as often as it is said here. */
  readonly failing?: Readonly<Record<string, number>>;
  /** How long each step takes. */
  readonly stepMs?: number;
}

/** Writes a row for each step, and one for its end: a step that was done twice has two. */
export const TALLIES: BatchKind = {
  name: 'tallies',
  steps: async ({ batch }) => {
    const { steps } = batch.parameters as unknown as TallyParameters;
    return Array.from({ length: steps }, (_, index) => `step ${index + 1}`);
  },
  run: async (step, { batch, manager }) => {
    const { failing = {}, stepMs = 0 } = batch.parameters as unknown as TallyParameters;
    await manager.query('insert into tally (batch_id, name) values ($1, $2)', [batch.id, step]);
    await manager.query('select pg_sleep($1 / 1000.0)', [stepMs]);
    const failures = await manager.query<object[]>(
      'select from batch_step where batch_id = $1 and name = $2 and attempts <= $3',
      [batch.id, step, failing[step] ?? 0],
    );
    if (failures.length > 0) throw new RangeError('29001010100011 cannot be counted');
  },
  finish: async ({ batch, manager, caller }) => {
    await manager.query('insert into tally (batch_id, name) values ($1, $2)', [
      batch.id,
      `done for ${caller.role} ${caller.subject}`,
    ]);
  },
  stopped: async ({ batch, manager }, how) => {
    await manager.query('insert into tally (batch_id, name) values ($1, $2)', [batch.id, how]);
  },
  atOnce: 2,
};

class Tally1770000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('create table tally (batch_id uuid not null, name text not null)');
    await protect(queryRunner, 'tally', {});
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table tally');
  }
}

@Resolver()
class CounterResolver {
  @Query(() => BatchProgress, { nullable: true, description: 'How far a batch is; null for none.' })
  @Access({})
  tallyProgress(
    @Arg('id', { description: 'The id of the batch.' }) id: string,
    @Ctx() { reads }: ServiceContext,
  ): Promise<BatchProgress | null> {
    return progressOf(reads, id);
  }
}

/** A service that counts in the background. */
export const COUNTING_HOUSE: ServiceDefinition = {
  name: 'beneficiaries',
  entities: [],
  migrations: [Tally1770000000000],
  subgraph: { resolvers: [CounterResolver], references: {} },
  handlers: [],
  batchKinds: [TALLIES],
};
