import { randomUUID } from 'node:crypto';
import type { Caller } from '../access/caller';
import { aCaller } from '../testing/callers';
import { ExportingService, served } from '../testing/exporting';
import { testService } from '../testing/service';
import { fixedClock } from '../values/clock';
import { FAMILIES, WRITE_FAMILIES } from './families.fixture';
import type { ExportPace } from './pace';

export const admin = aCaller('ministry_admin');

/** The families of the tests, in a service that exports. */
export class ExportingFamilies extends ExportingService {
  static async begin(pace: Partial<ExportPace> = {}): Promise<ExportingFamilies> {
    const service = await testService(FAMILIES, fixedClock('2026-11-22T10:00:00Z'));
    return new ExportingFamilies(service, await served(service, pace));
  }

  /** Those of these numbers. */
  async write(from: number, to: number): Promise<void> {
    await this.service.database.owner(WRITE_FAMILIES, [from, to]);
  }

  /** All exports and families; first those that run, which hold on to nothing else. */
  async clear(): Promise<void> {
    for (const table of ['export_job', 'visit', 'family']) {
      await this.service.database.owner(`delete from ${table}`);
    }
  }
}

/** Something that others wait for, and that is let happen once. */
export function aGate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

export const anotherSubject = (caller: Caller): Caller => ({ ...caller, subject: randomUUID() });
