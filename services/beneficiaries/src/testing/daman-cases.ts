import { randomUUID } from 'node:crypto';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import type { DamanDesk, DamanRow } from './daman';
import { admin, aHousehold, aMember, aNationalId, gizaWorker } from './registry';

/** A name that no other batch has. */
export const aBatch = () => `batch-${randomUUID().slice(0, 8)}`;

/** A mother with a child, or whoever heads, registered in Giza. */
export async function registered(
  service: TestService,
  born: string,
  childBorn?: string,
  options: Parameters<typeof aHousehold>[2] = {},
) {
  const nationalId = aNationalId({ born, sex: 'FEMALE' });
  const child = childBorn === undefined ? [] : [aMember('CHILD', 'كريم', { born: childBorn })];
  const { id, people } = await aHousehold(
    service,
    [aMember('HEAD', 'فاطمة', { nationalId, sex: 'FEMALE' }), ...child],
    options,
  );
  return { householdId: id, personId: people[0] ?? '', nationalId };
}

/** A batch with these rows that was verified. */
export async function verified(desk: DamanDesk, rows: readonly DamanRow[], by: Caller = gizaWorker) {
  const batch = aBatch();
  const listed = rows.map((row) => ({ ...row, batch }));
  const { rowsRefused } = await desk.bring(admin, ...listed);
  expect(rowsRefused).toBe(0);
  const batchId = await desk.batchId(batch);
  const payload = await desk.worked(by, 'verifyDamanBatch', { batchId });
  expect(payload.errors).toEqual([]);
  return { batchId, listed, payload };
}

/** The codes of why a case is found as it is. */
export const reasonsOf = (one: { decision: { reasons: readonly { code: string }[] } | null }) =>
  one.decision?.reasons.map(({ code }) => code);

/** Rows as their owner sees them. */
export const rowsOf = <Row extends object>(service: TestService, sql: string, ...values: unknown[]) =>
  service.database.owner<Row>(sql, values);
