/**
 * Which households of the sample borrow, or want to foster. What is to be given out (the loans, the applications) stands
 * in a row, and each thing of the row has a stretch of households to itself, so that no household is chosen twice. Of
 * every so many things the first is for the households of NGO 0, the second for those of NGO 1, the others for the rest.
 */
import type { Population, SampleHousehold } from './population';
import { countServedBy, DEMO_NGOS, demoNgoServing, householdServedBy } from './served-households';

export interface Row {
  /** How many things there are. */
  readonly length: number;
  /** One in so many is for the households of NGO 0, and one for those of NGO 1. */
  readonly every: number;
}

/** Narrow, so that there is something to see at the first households that a demo NGO serves. */
const WIDEST_OF_SERVED = 4;

/** The household of a thing: the first of its stretch that suits, or else simply the first. */
export function chooseHousehold(
  population: Population,
  row: Row,
  index: number,
  suits: (household: SampleHousehold) => boolean,
): SampleHousehold {
  const stretch = stretchOf(population.size, row, index);
  for (const candidate of stretch) {
    const household = population.household(candidate);
    if (suits(household)) return household;
  }
  return population.household(stretch[0] ?? 0);
}

/** Indexes of the households that a thing has to itself. */
function stretchOf(households: number, { length, every }: Row, index: number): number[] {
  const rounds = Math.ceil(length / every);
  const [round, place] = [Math.floor(index / every), index % every];
  if (place === 0 || place === 1) {
    const served = countServedBy(place, households);
    const widest = Math.min(Math.floor(served / rounds), WIDEST_OF_SERVED);
    return stretchAt(round, widest, served).map((n) => householdServedBy(place, n));
  }
  const others = every - DEMO_NGOS.length;
  const widest = Math.floor(households / (rounds * others));
  return stretchAt(round * others + place - DEMO_NGOS.length, widest, households).filter(
    (candidate) => demoNgoServing(candidate) === null,
  );
}

/** The n-th stretch of that width, at least one wide, of a row; it begins again at its end. */
function stretchAt(n: number, width: number, length: number): number[] {
  if (length === 0) return [];
  const atLeastOne = Math.max(1, width);
  return Array.from({ length: atLeastOne }, (_, offset) => (n * atLeastOne + offset) % length);
}
