import { GOVERNORATE_QUOTA } from './families/demography';
import { ngoGovernorate } from './organisations';
import type { SampleMember } from './population';
import { randomOf } from './random';
import type { Sample } from './size';

export type BoardOffice = 'CHAIR' | 'DEPUTY_CHAIR' | 'SECRETARY' | 'TREASURER' | 'MEMBER';

/** A seat on an NGO's board with the person who holds it. */
export interface SampleBoardSeat {
  readonly office: BoardOffice;
  readonly holder: SampleMember;
}

const SEATS: readonly BoardOffice[] = [
  'CHAIR',
  'DEPUTY_CHAIR',
  'SECRETARY',
  'TREASURER',
  'MEMBER',
  'MEMBER',
  'MEMBER',
];

/** The board of an NGO: heads of households of its governorate, each once; fewer where fewer live. */
export function boardOf({ population }: Sample, ngoIndex: number): SampleBoardSeat[] {
  const governorate = ngoGovernorate(ngoIndex);
  const households = GOVERNORATE_QUOTA.countOf(governorate, population.size);
  const seats = SEATS.slice(0, households);
  const first = randomOf(population.seed, 'board', ngoIndex).int(0, households);
  const apart = Math.max(1, Math.floor(households / SEATS.length));
  return seats.map((office, seat) => {
    const rank = (first + seat * apart) % households;
    const [holder] = population.household(GOVERNORATE_QUOTA.indexOf(governorate, rank)).members;
    return { office, holder };
  });
}
