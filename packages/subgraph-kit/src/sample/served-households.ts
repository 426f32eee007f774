/**
 * Which households the NGOs serve. NGO 0 serves two in five of the households of Giza and NGO 1 of those of Minya, so
 * that both have many at any size of the sample; the others serve some of those of their governorates.
 */
import type { Governorate } from '../values/governorate';
import { GOVERNORATE_QUOTA } from './families/demography';
import { ACTIVE_NGOS, ngoGovernorate, ngoOf } from './organisations';
import { randomOf } from './random';

/** An NGO whose households are counted, so that the n-th of them is known at once. */
export type DemoNgo = 0 | 1;

/** The NGOs of the demo clients. */
export const DEMO_NGOS: readonly DemoNgo[] = [0, 1];

/** Of so many households that follow one another in its governorate a demo NGO serves the first so many. */
const OUT_OF = 5;
const SERVED = 2;

const CHANCE_OF_OTHERS = 0.3;

const othersByGovernorate = new Map<Governorate, number[]>();
for (let index = DEMO_NGOS.length; index < ACTIVE_NGOS; index += 1) {
  if (ngoOf(index).course !== 'REGISTERED') continue;
  const governorate = ngoGovernorate(index);
  othersByGovernorate.set(governorate, [...(othersByGovernorate.get(governorate) ?? []), index]);
}

/** The index of the NGO that serves a household; null when none does. */
export function servedBy(householdIndex: number): number | null {
  const demo = demoNgoServing(householdIndex);
  if (demo !== null) return demo;
  const others = othersByGovernorate.get(GOVERNORATE_QUOTA.at(householdIndex).kind);
  const random = randomOf('served households', householdIndex);
  return others && random.chance(CHANCE_OF_OTHERS) ? random.pick(others) : null;
}

/** The demo NGO that serves a household; null when none of the two does. */
export function demoNgoServing(householdIndex: number): DemoNgo | null {
  const { kind: governorate, rank } = GOVERNORATE_QUOTA.at(householdIndex);
  if (rank % OUT_OF >= SERVED) return null;
  return DEMO_NGOS.find((ngo) => ngoGovernorate(ngo) === governorate) ?? null;
}

/** How many of the first `households` a demo NGO serves. */
export function countServedBy(ngo: DemoNgo, households: number): number {
  const inGovernorate = GOVERNORATE_QUOTA.countOf(ngoGovernorate(ngo), households);
  return Math.floor(inGovernorate / OUT_OF) * SERVED + Math.min(inGovernorate % OUT_OF, SERVED);
}

/** The index of the n-th household, from 0, that a demo NGO serves. The first of NGO 0 is the demo citizen's. */
export function householdServedBy(ngo: DemoNgo, n: number): number {
  const rank = Math.floor(n / SERVED) * OUT_OF + (n % SERVED);
  return GOVERNORATE_QUOTA.indexOf(ngoGovernorate(ngo), rank);
}
