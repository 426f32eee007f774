import fs from 'node:fs';
import { Failure } from './failure';
import { comesOfFullDisk, fullDisk } from './full-disk';

/** Makes the state folder. Others may pass through it (PostgreSQL's own user must); its secrets are closed. */
export function openStateFolder(stateFolder: string): void {
  try {
    if (!fs.existsSync(stateFolder)) {
      fs.mkdirSync(stateFolder, { recursive: true });
      fs.chmodSync(stateFolder, 0o755);
    }
    fs.accessSync(stateFolder, fs.constants.W_OK | fs.constants.X_OK);
  } catch (error) {
    if (comesOfFullDisk(error)) throw fullDisk([stateFolder]);
    throw new Failure(`The state folder ${stateFolder} cannot be written to: ${(error as Error).message}.`, [
      'It may have been made by another user. Choose another: STATE_DIR=<folder> npm start',
    ]);
  }
}
