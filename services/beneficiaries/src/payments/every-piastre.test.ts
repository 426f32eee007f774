/**
 * What was paid and what is owed is what was due, to the piastre, whatever happens to families: 5,000 of them, each with
 * a sequence of its own of suspensions, withholdings, ends, births, deaths, corrections and moves, of which hundreds go
 * through the commands of the service, with grievances of every kind upheld; some come from Daman, some after a refusal.
 * Between these a cycle is calculated, sometimes twice, approved, sent, settled by return files and closed.
 *
 * Another seed: EVERY_PIASTRE_SEED=any npx jest every-piastre
 */
import { addMonths, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { anAssessment } from '../testing/enrolment';
import { aHistory, livesOn, type History } from '../testing/payment-histories';
import { writeHistories } from '../testing/payment-histories.writing';
import { Round } from '../testing/payment-round';
import { writeRound } from '../testing/payment-round.writing';
import { SettlementWorld } from '../testing/settlement';
import { paymentCalculation } from './calculation.batch';
import { booked, booksOf, unbalanced } from './every-piastre.balance.fixture';
import { asOfDaman, asRefused, Beginnings } from './every-piastre.beginnings.fixture';
import { Officers } from './every-piastre.commands.fixture';
import { compareMonth, monthsUntil, SCALES } from './every-piastre.comparison.fixture';
import { Cycles } from './every-piastre.cycles.fixture';
import { Movers } from './every-piastre.moves.fixture';

jest.mock('../eligibility/assessment.commands', () => ({
  ...jest.requireActual<object>('../eligibility/assessment.commands'),
  assessHousehold: () => Promise.resolve(anAssessment('ELIGIBLE')),
}));

const SEED = process.env['EVERY_PIASTRE_SEED'] ?? 'every piastre';
const SEQUENCES = 5_000;
const FROM_DAMAN = 210;
const AFTER_REFUSAL = 35;
const CYCLES = 7;
const FIRST = '2026-02-01' as PlainDate;

const OF_HOUSEHOLDS = 'MODEL_HOUSEHOLD';
const OF_PERSONS = 'MODEL_PERSON';
const programmeOf = ({ paysHousehold }: History) => (paysHousehold ? OF_HOUSEHOLDS : OF_PERSONS);

/** The first ids of the ranges in which a cycle is calculated: several, though there are few families. */
const RANGES = ['00000000-0000-0000', '00000000-0000-4000-8000-000004', '00000000-0000-4000-8000-00000a'].map(
  (start) => start + '00000000-0000-0000-0000-000000000000'.slice(start.length),
);

let world: SettlementWorld;
let beginnings: Beginnings;
let officers: Officers;
let cycles: readonly Cycles[];
const movers = new Movers();
const families = Array.from({ length: SEQUENCES }, (_, number) => {
  const history = aHistory(SEED, number, FIRST);
  if (number < FROM_DAMAN) return asOfDaman(history);
  return number < FROM_DAMAN + AFTER_REFUSAL ? asRefused(history) : history;
});
const enrolled = () => families.filter(({ isEnrolled }) => isEnrolled);

beforeAll(async () => {
  world = await SettlementWorld.begin({ chunkRows: 2_000, rangeRows: 2_000 });
  const programmes = [
    [OF_HOUSEHOLDS, true],
    [OF_PERSONS, false],
  ] as const;
  await writeHistories(world.service.database, families, SCALES, programmes);
  beginnings = new Beginnings(world.service, world.desk, SEED, programmeOf);
  await beginnings.rule(OF_HOUSEHOLDS, OF_PERSONS);
  officers = new Officers(world.service);
  cycles = [OF_HOUSEHOLDS, OF_PERSONS].map(
    (id) => new Cycles(world, id, SEED, () => enrolled().filter((each) => programmeOf(each) === id)),
  );
  const { steps } = paymentCalculation;
  jest.spyOn(paymentCalculation, 'steps').mockImplementation(async (context) => {
    await steps(context);
    return RANGES.map((start, index) => `${start} ${RANGES[index + 1] ?? ''}`);
  });
}, 60_000);
afterAll(() => world.end());

it('pays every month of every family once and in full, whatever happens to it', async () => {
  const totalsThen: { cycle: Cycles; month: PlainDate; totals: object[] }[] = [];
  for (let number = 0; number < CYCLES; number += 1) {
    const month = addMonths(FIRST, number);
    const day = (of: number) => `${month.slice(0, 8)}${String(of).padStart(2, '0')}` as PlainDate;

    world.goTo(day(2));
    if (number > 0) await liveOn(month, 0, day(2));
    await begin(number, month, day(2));
    for (const cycle of cycles) await cycle.calculate(month);
    if (number % 2 === 1) {
      world.goTo(day(3));
      await liveOn(month, 1, day(3));
      for (const cycle of cycles) await cycle.calculate(month);
    }
    for (const cycle of cycles) {
      const { wrong, totals } = await compareMonth(cycle, month, FIRST);
      expect(wrong.slice(0, 3).map((each) => ({ seed: SEED, ...each }))).toEqual([]);
      expect(await cycle.totals(month)).toEqual({ shown: totals, paid: totals });
      totalsThen.push({ cycle, month, totals });
    }
    // What happens now the calculation has not seen: the next one does.
    if (number % 3 === 1) {
      world.goTo(day(3));
      await liveOn(month, 2, day(3));
    }

    // The month before is closed before this one goes out, or after it.
    const settling = async (of: number) => {
      world.goTo(day(of));
      for (const cycle of cycles) await cycle.settle(addMonths(month, -1), day(of));
    };
    if (number % 2 === 0) await settling(8);
    const sending = number % 2 === 0 ? 9 : 5;
    world.goTo(day(sending));
    for (const cycle of cycles) {
      await cycle.approve(day(sending));
      await cycle.send(day(sending));
    }
    if (number % 2 === 1) await settling(20);
    expect(await booked(world.service.database)).toEqual(booksOf(enrolled()));
  }
  const last = addMonths(FIRST, CYCLES - 1);
  const end = addMonths(last, 2);
  world.goTo(end);
  for (const cycle of cycles) await cycle.settle(last, end);

  const months = monthsUntil(last, FIRST);
  const wrong = await unbalanced(world.service.database, enrolled(), SCALES, months);
  expect(wrong.slice(0, 3).map((each) => ({ seed: SEED, ...each }))).toEqual([]);
  expect(await booked(world.service.database)).toEqual(booksOf(enrolled()));
  expect(await paidTwiceWithDaman()).toEqual([]);
  // Who has moved to another governorate since was paid in the one of that time.
  for (const { cycle, month, totals } of totalsThen)
    expect(await cycle.totals(month)).toEqual({ shown: totals, paid: totals });
  expect(beginnings.paidByDaman.size).toBe(FROM_DAMAN);
  expect(enrolled()).toHaveLength(SEQUENCES);
  expect(Object.keys(officers.done).sort()).toEqual([
    ...['EXIT upheld', 'PAYMENT upheld', 'SUSPENSION upheld', 'WITHHOLDING upheld'],
    ...['endEnrolment', 'liftSuspension', 'suspendEnrolment'],
  ]);
  expect(world.service.faults).toEqual([]);
}, 300_000);

/** Things happen to families: by rows, then by commands, then by people who move from one to another. */
async function liveOn(month: PlainDate, time: number, today: PlainDate): Promise<void> {
  const rounds = [new Round(), new Round()] as const;
  for (const family of families) livesOn(family, SEED, month, time, rounds);
  const { database } = world.service;
  for (const round of rounds) await writeRound(database, round, today);
  movers.follow();
  await officers.act(families, `${SEED} ${time}`, today);
  await writeRound(database, movers.move(families, SEED, month, time), today);
}

/** A part of the families comes from Daman in each month, or after its application was refused. */
async function begin(number: number, month: PlainDate, today: PlainDate): Promise<void> {
  const isNow = (_: History, index: number) => index % CYCLES === number;
  await beginnings.moveFromDaman(families.slice(0, FROM_DAMAN).filter(isNow), month);
  const refused = families.slice(FROM_DAMAN, FROM_DAMAN + AFTER_REFUSAL);
  await beginnings.approveAfterGrievance(refused.filter(isNow), today);
}

/** Families of whom a payment tells of a month that Daman has paid. */
async function paidTwiceWithDaman(): Promise<object[]> {
  const first = await world.owner<{ householdId: string; month: string }>(
    `select household_id as "householdId", min(for_month)::text as month
       from payment_line join payment on payment.id = payment_id group by household_id`,
  );
  return first.filter(({ householdId, month }) => month <= (beginnings.paidByDaman.get(householdId) ?? ''));
}
