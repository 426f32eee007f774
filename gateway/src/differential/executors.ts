import { createApolloExecutor } from '../execution/apollo-executor';
import { createCompiledExecutor } from '../execution/compiled-executor';
import type { Executor, ExecutorParts } from '../execution/executor';
import type { PlannerThread } from '../planning/planner-thread';

export interface TriedExecutorParts extends ExecutorParts {
  /** Plans for all federations that are tried. */
  readonly thread: PlannerThread;
}

/** The executors that are compared, in the order in which they are asked. */
export const EXECUTORS = {
  compiled: createCompiledExecutor,
  apollo: createApolloExecutor,
} as const satisfies Readonly<Record<string, (parts: TriedExecutorParts) => Promise<Executor>>>;

export type ExecutorName = keyof typeof EXECUTORS;
