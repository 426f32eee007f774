import { parentPort } from 'node:worker_threads';
import { GraphInWorker } from './graph-in-worker';
import type { PlannerAnswer, PlannerQuestion } from './planner-messages';

/** The planner's thread: planning takes long enough to make everybody else wait where requests are answered. */
const graphs = new Map<number, GraphInWorker>();

parentPort?.on('message', (question: PlannerQuestion) => parentPort?.postMessage(answerTo(question)));

function answerTo(question: PlannerQuestion): PlannerAnswer {
  try {
    return answerOrThrow(question);
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

function answerOrThrow(question: PlannerQuestion): PlannerAnswer {
  switch (question.kind) {
    case 'read': {
      const graph = new GraphInWorker(question.supergraphSdl);
      graphs.set(question.graph, graph);
      return { kind: 'read', graph: graph.read() };
    }
    case 'prepare':
      graphOf(question).prepare();
      return { kind: 'done' };
    case 'plan':
      return graphOf(question).plan(question);
    case 'forget':
      graphs.delete(question.graph);
      return { kind: 'done' };
  }
}

function graphOf({ graph: number }: PlannerQuestion): GraphInWorker {
  const graph = graphs.get(number);
  if (!graph) throw new Error(`No supergraph ${number} has been read.`);
  return graph;
}
