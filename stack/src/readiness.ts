import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from './failure';
import type { RunningProgram, ServerProgram } from './program';

const READY_WITHIN_MS = 60_000;
const ASK_EVERY_MS = 40;

/** Resolves when the server says that it is ready. Its end is told by others. */
export async function isReady(server: ServerProgram, running: RunningProgram): Promise<void> {
  const url = `http://127.0.0.1:${server.port}/health/ready`;
  for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline; await pause(ASK_EVERY_MS)) {
    if (await answersOk(url)) return;
  }
  throw new Failure(`${server.name} is not ready after ${READY_WITHIN_MS / 1000} s.`, running.lastWords());
}

async function answersOk(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(1_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
