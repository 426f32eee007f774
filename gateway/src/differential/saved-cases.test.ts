import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PlannerThread } from '../planning/planner-thread';
import type { SavedCase } from './case';
import { FederationUnderTest } from './federation-under-test';
import { federationOf } from './supergraphs/federations';
import { Trials } from './trials';

const FOLDER = path.join(__dirname, 'saved-cases');

const saved = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .sort()
  .map((file) => {
    // Files of this folder are written by the runs beside it.
    const tried = JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as SavedCase;
    const name = path.basename(file, '.json').replaceAll('-', ' ');
    return [tried.stillWrong === undefined ? name : `${name}: still answered wrongly`, tried] as const;
  });

describe('cases that were once answered wrongly', () => {
  const thread = new PlannerThread();
  const trials = new Map<string, Trials>();
  const subjects: FederationUnderTest[] = [];
  beforeAll(async () => {
    for (const name of new Set(saved.map(([, { supergraph }]) => supergraph))) {
      const subject = await FederationUnderTest.start(federationOf(name), thread);
      subjects.push(subject);
      trials.set(name, new Trials(subject, true));
    }
  });
  afterAll(async () => {
    for (const subject of subjects) await subject.close();
    await thread.close();
  });

  // A case that is answered rightly at last fails until `stillWrong` is taken out of its file.
  it.each(saved)('%s', async (_name, tried) => {
    const differences = await trials.get(tried.supergraph)?.differences(tried);

    expect(differences).toEqual(tried.stillWrong === undefined ? [] : [expect.any(String)]);
  });
});
