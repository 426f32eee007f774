import type { Tone } from './progress-log';

export interface ReadableLine {
  readonly text: string;
  readonly tone: Tone;
}

const WARNING = 40;
const ERROR = 50;
const LEVEL = /^\{"level":(\d+),/;

/** A line of pino's JSON as a person reads it, from warnings up; null when it is not worth showing. */
export function readableJsonLine(line: string): ReadableLine | null {
  const level = Number(LEVEL.exec(line)?.[1]);
  if (!(level >= WARNING)) return null;
  return { text: wordsOf(line), tone: level >= ERROR ? 'bad' : 'warning' };
}

/** Whether the line is one of pino's, of any level. */
export const isJsonLine = (line: string): boolean => LEVEL.test(line);

interface LogRecord {
  readonly msg?: unknown;
  readonly requestId?: string;
  readonly err?: { readonly message?: unknown; readonly code?: string | number };
}

/** The words of a log line of either kind: the message, then the error if it says more. */
export function wordsOf(line: string): string {
  const record = parsed(line);
  if (!record) return line;
  const words = [record.msg];
  if (record.err?.message !== record.msg) words.push(record.err?.message);
  if (record.err?.code) words.push(`(${record.err.code})`);
  if (record.requestId) words.push(`[request ${record.requestId}]`);
  return words.filter((word) => typeof word === 'string' && word.length > 0).join(' ') || line;
}

function parsed(line: string): LogRecord | null {
  try {
    const value: unknown = JSON.parse(line);
    return value && typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
