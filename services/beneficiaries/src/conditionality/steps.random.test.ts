import 'reflect-metadata';
import {
  evaluate,
  outcomesOf,
  report,
  supportedFamilies,
  withheldOf,
  type SupportedFamily,
} from '../testing/conditionality';
import { registryService } from '../testing/registry';

const FAMILIES = 30;
const MONTHS = [
  ...['2025-09', '2025-10', '2025-11', '2025-12', '2026-01', '2026-02', '2026-03', '2026-04'],
  ...['2026-05', '2026-06'],
];
const FIRST_OF_STOP = MONTHS.concat(['2026-07', '2026-08', '2026-09', '2026-10', '2026-11', '2026-12']);

/** Pseudo-random numbers below 1, the same in each run (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Kind = 'B' | 'C' | '-';

/** What the policy says, counted month by month as a clerk would. */
function byHand(kinds: readonly Kind[]): { steps: number[]; withheld: Record<string, number> } {
  const steps: number[] = [];
  const withheld: Record<string, number> = {};
  const withhold = (place: number, percent: number): void => {
    const month = FIRST_OF_STOP[place] ?? '';
    withheld[month] = Math.max(withheld[month] ?? 0, percent);
  };
  let step = 0;
  kinds.forEach((kind, place) => {
    if (kind === 'C') step = 0;
    if (kind === 'B') step = Math.min(step + 1, 3);
    steps.push(step);
    if (kind === 'B' && step === 2) withhold(place + 1, 50);
    if (kind === 'B' && step === 3) {
      const kept = kinds.indexOf('C', place);
      const last = kept === -1 ? place + 6 : Math.min(place + 6, Math.max(place + 1, kept));
      for (let each = place + 1; each <= last; each += 1) withhold(each, 100);
    }
  });
  return { steps, withheld };
}

test('any sequence, reported and corrected in any order, comes to what is counted by hand', async () => {
  const service = await registryService();
  const families = await supportedFamilies(service, FAMILIES);
  const next = numbersFrom(20261122);
  const aKind = (): Kind => (['B', 'B', 'C', '-'] as const)[Math.floor(next() * 4)] ?? 'B';
  const lives = new Map<SupportedFamily, Kind[]>(families.map((family) => [family, MONTHS.map(aKind)]));
  const shuffled = MONTHS.map((month, place) => ({ month, place, by: next() })).sort((a, b) => a.by - b.by);
  const say = (family: SupportedFamily, month: string, kind: Kind): Promise<void> =>
    report(service, family.children[0]?.id ?? '', `${month}-01`, [kind === 'B' ? 23 : 24]);

  for (const { month, place } of shuffled) {
    for (const [family, kinds] of lives) {
      const kind = kinds[place] ?? '-';
      if (kind === '-') continue;
      // Every third report is wrong at first.
      if (next() < 1 / 3) {
        await say(family, month, kind === 'B' ? 'C' : 'B');
        await evaluate(service, `${month}-01`, family.enrolmentId);
      }
      await say(family, month, kind);
    }
    await evaluate(service, `${month}-01`, ...families.map(({ enrolmentId }) => enrolmentId));
  }

  for (const [{ enrolmentId }, kinds] of lives) {
    const steps = (await outcomesOf(service, enrolmentId)).map(({ step }) => step);
    expect({ kinds: kinds.join(''), steps, withheld: await withheldOf(service, enrolmentId) }).toEqual({
      kinds: kinds.join(''),
      ...byHand(kinds),
    });
  }
  await service.close();
}, 120_000);
