import { standingOn, type KnownStanding } from '@solidarity/subgraph-kit/events/standing';
import type { CheckRun } from '@solidarity/subgraph-kit/imports/import-kind';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { mayAct, type LicenceStatus } from './licence';
import { admissionProblem, freePlaces, type AdmissionProblem, type HomeForAdmission } from './occupancy';

/** A home of the file that the caller may admit into: what speaks against it, or how many places it has left. */
export interface HomeOfFile {
  readonly id: string;
  /** What speaks against anybody's admission; that it is full is a matter of each line. */
  readonly problem: Exclude<AdmissionProblem['code'], 'HOME_FULL'> | null;
  readonly status: LicenceStatus | null;
  readonly free: number;
  readonly capacity: number;
}

interface HomeRow extends HomeForAdmission {
  readonly id: string;
  readonly standing: string | null;
  readonly since: PlainDate;
  readonly standingUntil: PlainDate | null;
}

/**
 * Holds all homes that the file names until the transaction ends, so that no other admission takes a place meanwhile.
 * All of the file and not those of the range alone, in the order of their ids: two lists at once wait for each other
 * and never cross. Homes that are not the caller's to admit into are not among them.
 */
export async function lockHomesOfFile(run: CheckRun): Promise<HomeOfFile[]> {
  const rows = await run.query<HomeRow>(
    `select home.id, home.capacity, home.occupied, home.licence_state as "licenceState",
            home.licensed_until::text as "licensedUntil", known.standing, known.since::text as since,
            known.licensed_until::text as "standingUntil"
       from care_home home left join ngo_standing known on known.ngo_id = home.operator_ngo_id
      where home.id in (select care_home_id from ${run.allRows} as named)
      order by home.id for update of home`,
  );
  return rows.map((home) => homeOfFile(home, run.today));
}

function homeOfFile(home: HomeRow, today: PlainDate): HomeOfFile {
  const { standing, since, standingUntil } = home;
  const known: KnownStanding | null =
    standing === null ? null : { standing, since, licensedUntil: standingUntil };
  const problem = admissionProblem(home, mayAct(standingOn(known, today)), today);
  return {
    ...{ id: home.id, capacity: home.capacity, free: freePlaces(home) },
    problem: problem === null || problem.code === 'HOME_FULL' ? null : problem.code,
    status: problem?.code === 'HOME_NOT_LICENSED' ? problem.status : null,
  };
}
