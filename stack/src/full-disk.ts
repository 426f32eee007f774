import fs from 'node:fs';
import path from 'node:path';
import { Failure } from './failure';

const SIGNS = ['No space left on device', 'ENOSPC', '"53100"'];
const MEGABYTE = 1024 * 1024;
/** An empty system takes about 150 MB; less than this is not worth a start. */
const LEAST_FREE_MEGABYTES = 250;

/** Whether this text, of a log or of an error, says that a disk is full (53100 is PostgreSQL's disk_full). */
export const saysDiskIsFull = (text: string): boolean => SIGNS.some((sign) => text.includes(sign));

/** Whether this error, or what a Failure quotes, comes of a full disk. */
export function comesOfFullDisk(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === '53100') return true;
  return saysDiskIsFull(
    error instanceof Failure ? [error.message, ...error.advice].join('\n') : error.message,
  );
}

/** The one message about a full disk. */
export function fullDisk(folders: readonly string[]): Failure {
  const places = [...new Set(folders)].map((folder) => `${folder} (${freeMegabytes(folder)} MB free)`);
  return new Failure(`The disk is full: ${places.join(', ')}.`, [
    'Free some space and start again; committed data is safe. Or choose another disk: STATE_DIR=<folder> npm start',
  ]);
}

/** Throws before anything is written when the folder's disk has too little room for a start. */
export function requireFreeSpace(folder: string): void {
  if (freeMegabytes(folder) < LEAST_FREE_MEGABYTES) throw fullDisk([folder]);
}

function freeMegabytes(folder: string): number {
  let existing = folder;
  while (!fs.existsSync(existing)) existing = path.dirname(existing);
  const { bavail, bsize } = fs.statfsSync(existing);
  return Math.floor((bavail * bsize) / MEGABYTE);
}
