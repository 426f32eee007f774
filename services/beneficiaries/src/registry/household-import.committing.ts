import { randomUUID } from 'node:crypto';
import { CodedError } from '@solidarity/subgraph-kit/errors/coded-error';
import type { ImportRun } from '@solidarity/subgraph-kit/imports/import-kind';
import { auditChange, type AuditedChange } from '@solidarity/subgraph-kit/records/audit';
import { judgedHouseholds, touchedReferences } from './household-import.reading';
import { registerUntouched } from './household-import.untouched';
import {
  inOrderOfJoining,
  membersOf,
  recordConsents,
  registerHouseholds,
  rememberReferences,
  tellOfFounded,
  type Consenting,
  type Founded,
} from './household-import.writing';

/**
 * Writes households of a list, as the desk of the registry would one after the other. Those of whom the registry knows
 * nothing, which are most of most lists, have been found in order by the check that came before: they go from the
 * staged rows into the tables without being looked at once more.
 */
export async function commitHouseholds(run: ImportRun): Promise<void> {
  const touched = await touchedReferences(run);
  if (touched.length > 0) await commitTouched(run, touched);
  await registerUntouched(run, touched);
}

async function commitTouched(run: ImportRun, touched: readonly string[]): Promise<void> {
  const founded: Founded[] = [];
  const consenting: Consenting[] = [];
  for (const { household, judgement } of await judgedHouseholds(run, touched)) {
    const { reference } = household;
    if (judgement.kind === 'NEW') {
      const { headId } = judgement;
      const householdId = randomUUID();
      founded.push({ ...judgement, reference, householdId });
      if (run.source !== null) consenting.push({ reference, householdId, giverId: headId });
    } else if (judgement.kind === 'CONSENTS') {
      consenting.push({ reference, householdId: judgement.home.householdId, giverId: judgement.giverId });
    } else {
      // It was checked a moment ago: somebody has written in between, so it is looked at again.
      throw new CodedError('CONFLICT');
    }
  }
  const newIds = await registerHouseholds(run, founded);
  await recordConsents(run, consenting);
  await rememberReferences(run, founded);
  await auditHouseholds(run, founded, consenting);
  await tellOfFounded(run, founded, newIds);
}

async function auditHouseholds(
  run: ImportRun,
  founded: readonly Founded[],
  consenting: readonly Consenting[],
): Promise<void> {
  const registered: AuditedChange[] = founded.map(({ founders }) => ({
    ...{ action: 'registered', entity: 'Household' },
    personIds: founders.map(({ personId }) => personId),
  }));
  const founders = new Map(
    founded.map(({ householdId, founders }) => [householdId, inOrderOfJoining(founders)]),
  );
  const others = await membersOf(
    run,
    consenting.filter(({ householdId }) => !founders.has(householdId)),
  );
  const consented: AuditedChange[] = consenting.map(({ householdId }) => ({
    ...{ action: 'consented', entity: 'ServiceConsent' },
    personIds: founders.get(householdId) ?? others.get(householdId) ?? [],
  }));
  await auditChange(run, ...registered, ...consented);
}
