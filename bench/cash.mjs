/**
 * `node bench/cash.mjs [--quick]`: payment cycles of 100,000 and of a million enrolled households, other rules tried on
 * all of them, attendance at school for a million rows, and the lists that people open, through the whole system.
 * Writes `docs/benchmarks-cash.md`.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { attendance } from './cash/attendance.mjs';
import { takeInHand } from './cash/cases.mjs';
import { growTo, letMonthPass } from './cash/country.mjs';
import { payCycle } from './cash/cycle.mjs';
import { lists } from './cash/lists.mjs';
import { page } from './cash/page.mjs';
import { rowByRow } from './cash/row-by-row.mjs';
import { whatIf } from './cash/what-if.mjs';
import { startSystem } from './exchange/system.mjs';
import { withHouse } from './lib/house.mjs';

const FULL = { enrolled: [100_000, 1_000_000], registered: 10_000, rowByRowSeconds: 60, reported: 1_000_000 };
const QUICK = { enrolled: [10_000, 20_000], registered: 2_000, rowByRowSeconds: 10, reported: 20_000 };
/** One for each size, in their order: the cycles of a programme follow each other. */
const MONTHS = ['2026-11-01', '2026-12-01'];
const PROGRAMMES = ['TAKAFUL', 'KARAMA'];

/**
 * Pays both programmes at each size, and the first one by one as far as the time goes; then, at the last size, tries
 * other rules, brings attendance in and opens lists. Gives what all of it took.
 */
async function measured(sizes) {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-cash-'));
  const clear = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', clear);
  return withHouse({ households: sizes.registered, name: 'bench-cash', isPinned: false }, async (house) => {
    // Processes of their own for each part, so that none answers for the memory of another.
    const inSystem = async (work) => {
      const system = await startSystem(house);
      try {
        return await work({ house, system });
      } finally {
        await system.stop();
      }
    };
    const runs = [];
    let singly = null;
    for (const [index, size] of sizes.enrolled.entries()) {
      const month = MONTHS[index];
      const grown = await growTo(house, size);
      await letMonthPass(house, month);
      const cycles = [];
      for (const programme of PROGRAMMES)
        cycles.push(await inSystem((run) => payCycle({ ...run, programme, month })));
      runs.push({ ...grown, cycles });
      singly ??= await rowByRow({ house, cycle: cycles[0], forSeconds: sizes.rowByRowSeconds });
    }
    const asked = await inSystem(whatIf);
    const reported = await inSystem((run) => attendance({ ...run, folder, rows: sizes.reported }));
    const inHand = await takeInHand(house);
    const { cycleId } = runs.at(-1).cycles[0];
    const opened = await inSystem((run) => lists({ ...run, cycleId }));
    return { runs, singly, asked, reported, inHand, opened };
  });
}

/** All of it, written into `docs/`. */
export async function cash({ isQuick = false } = {}) {
  const loadBefore = loadavg()[0];
  const beganMs = performance.now();
  const results = await measured(isQuick ? QUICK : FULL);
  const minutes = (performance.now() - beganMs) / 60_000;
  const text = page(results, { isQuick, loadBefore, minutes });
  writeFileSync(fileURLToPath(new URL('../docs/benchmarks-cash.md', import.meta.url)), text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await cash({ isQuick: process.argv.includes('--quick') });
  console.log('docs/benchmarks-cash.md is written.');
  process.exit(0);
}
