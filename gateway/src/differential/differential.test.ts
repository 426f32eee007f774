import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { PLANNER_LIMITS, PlannerThread } from '../planning/planner-thread';
import { FederationUnderTest } from './federation-under-test';
import { FEDERATIONS } from './supergraphs/federations';
import { CASES_OF_SEED, Trials, type Finding } from './trials';

/**
 * Every case is made from its number, so that a run is the same each time. `DIFFERENTIAL_RUNS=20000` tries so many in
 * all, `DIFFERENTIAL_FROM=1000000` others; `DIFFERENTIAL_SAVE=1` keeps what is found among the saved cases, and
 * `DIFFERENTIAL_STRICT=1` finds also what the compiled executor is known to get wrong.
 */
const RUNS = Number(process.env['DIFFERENTIAL_RUNS'] ?? 2_050);
const FROM = Number(process.env['DIFFERENTIAL_FROM'] ?? 0);
const IS_STRICT = process.env['DIFFERENTIAL_STRICT'] !== undefined;
const SAVED = path.join(__dirname, 'saved-cases');
const SHARES = FEDERATIONS.reduce((all, { share = 1 }) => all + share, 0);
/** More findings than these are the same again. */
const MOST_FINDINGS = 5;
/** Finding nothing takes about a hundredth of it; making a case small takes long. */
const MOST_MS_FOR_SEED = 2_000;

const federations = FEDERATIONS.map((federation) => {
  const seeds = Math.ceil((RUNS * (federation.share ?? 1)) / SHARES / CASES_OF_SEED);
  return [federation.name, federation, seeds] as const;
});

describe('generated operations', () => {
  const thread = new PlannerThread({ limits: { ...PLANNER_LIMITS, planningMs: 1_000 } });
  afterAll(() => thread.close());

  describe.each(federations)('on the federation %s', (_name, federation, seeds) => {
    let subject: FederationUnderTest;
    beforeAll(async () => {
      subject = await FederationUnderTest.start(federation, thread);
    });
    afterAll(() => subject.close());

    it(
      'are answered as one service with all the data answers them',
      async () => {
        const trials = new Trials(subject, IS_STRICT);
        const findings: Finding[] = [];

        for (let seed = FROM; seed < FROM + seeds && findings.length < MOST_FINDINGS; seed++) {
          const finding = await trials.tryOut(seed);
          if (finding) findings.push(finding);
        }

        if (process.env['DIFFERENTIAL_SAVE']) findings.forEach(save);
        expect(findings.map(({ told }) => told).join('\n\n')).toBe('');
      },
      seeds * MOST_MS_FOR_SEED,
    );
  });
});

function save({ seed, found }: Finding): void {
  writeFileSync(path.join(SAVED, `${found.supergraph}-${seed}.json`), `${JSON.stringify(found, null, 2)}\n`);
}
