/** The same calculation as one would first write it: each enrolment loaded, thought about and saved by itself. */
import assert from 'node:assert/strict';
import { asAdministrator } from '../exchange/statements.mjs';
import { definitionOf, kit } from '../lib/house-code.mjs';

const { In, LessThanOrEqual, IsNull, MoreThan } = kit('typeorm');
const { Decimal } = kit('decimal.js');
const { createDataSource } = kit('./dist/database/data-source.js');

const SERVICE = 'beneficiaries';
const PAGE = 1_000;
const entityNamed = (entities, name) => entities.find((entity) => entity.name === name);

/**
 * Calculates payments of the month of a cycle, one enrolment after the other, for so many seconds, into a cycle of its
 * own that is removed afterwards. They must be what the batch has calculated; gives how many there were.
 */
export async function rowByRow({ house, cycle, forSeconds }) {
  const { entities } = definitionOf(SERVICE);
  const dataSource = createDataSource({ url: house.adminUrl(SERVICE), entities, poolSize: 2 });
  await dataSource.initialize();
  try {
    return await asAdministrator(house, SERVICE, async (query) => {
      const [{ id }] = await query(
        `insert into payment_cycle (programme_id, month, state, opened_by) values ('DAMAN', $1, 'DRAFT', 'bench') returning id`,
        [cycle.month],
      );
      try {
        const done = await calculate(dataSource, await termsOf(query, cycle), { cycleId: id, forSeconds });
        await compare(query, id, cycle.cycleId);
        return done;
      } finally {
        await remove(query, id);
      }
    });
  } finally {
    await dataSource.destroy();
  }
}

/** The scale of the month, read once: what is the same for all costs nothing here. */
async function termsOf(query, { programme, month }) {
  const [scale] = await query(
    `select id, household_amount, most_children from benefit_scale_period
      where programme_id = $1 and effective_from <= $2 and (effective_to is null or $2 < effective_to)`,
    [programme, month],
  );
  const stages = await query(
    `select amount, ($2::date - make_interval(years => from_age))::date::text as born_by,
            ($2::date - make_interval(years => to_age))::date::text as born_after
       from benefit_scale_child where scale_id = $1`,
    [scale.id, month],
  );
  return { programme, month, scale, stages };
}

async function calculate(dataSource, terms, { cycleId, forSeconds }) {
  const { entities } = dataSource.options;
  const Enrolment = entityNamed(entities, 'Enrolment');
  const beganMs = performance.now();
  const isTime = () => performance.now() - beganMs > forSeconds * 1000;
  let payments = 0;
  for (let last = '00000000-0000-0000-0000-000000000000'; !isTime();) {
    const page = await dataSource.manager.find(Enrolment, {
      where: { programmeId: terms.programme, id: MoreThan(last) },
      order: { id: 'ASC' },
      take: PAGE,
    });
    if (page.length === 0) break;
    for (const enrolment of page) {
      if (isTime()) break;
      if (enrolment.state === 'EXITED') continue;
      await payOne(dataSource, terms, cycleId, enrolment);
      payments += 1;
    }
    last = page.at(-1).id;
  }
  return { payments, seconds: (performance.now() - beganMs) / 1000 };
}

async function payOne(dataSource, terms, cycleId, enrolment) {
  const { entities } = dataSource.options;
  const [Payment, PaymentLine, Household] = ['Payment', 'PaymentLine', 'Household'].map((name) =>
    entityNamed(entities, name),
  );
  const { governorate } = await dataSource.manager.findOneByOrFail(Household, { id: enrolment.householdId });
  const lines = await linesOf(dataSource, terms, enrolment);
  const amount = lines.reduce((sum, line) => sum.plus(line.amount), new Decimal(0));
  const { householdId, payeeId, channel } = enrolment;
  await dataSource.transaction(async (manager) => {
    const paymentId = crypto.randomUUID();
    await manager.insert(Payment, {
      ...{ id: paymentId, cycleId, enrolmentId: enrolment.id, householdId, payeeId, governorate, channel },
      ...{ amount: amount.toFixed(2), state: amount.isZero() ? 'NOTHING_DUE' : 'CALCULATED' },
    });
    for (const [index, line] of lines.entries())
      await manager.insert(PaymentLine, { ...line, paymentId, ordinal: index + 1, forMonth: terms.month });
  });
}

/** What is due for the month, and what is withheld of it. */
async function linesOf({ manager, options: { entities } }, { month, scale, stages }, enrolment) {
  const [Suspension, Withholding, Membership, Person] = [
    'Suspension',
    'Withholding',
    'Membership',
    'Person',
  ].map((name) => entityNamed(entities, name));
  if (enrolment.entitledFrom > month) return [];
  const suspensions = await manager.find(Suspension, {
    where: { enrolmentId: enrolment.id, isAnnulled: false, fromMonth: LessThanOrEqual(month) },
  });
  if (suspensions.some(({ untilMonth }) => untilMonth === null || untilMonth > month)) return [];
  const memberships = await manager.find(Membership, {
    where: { householdId: enrolment.householdId, joinedOn: LessThanOrEqual(month), leftOn: IsNull() },
  });
  const relationships = new Map(memberships.map(({ personId, relationship }) => [personId, relationship]));
  const people = await manager.find(Person, {
    where: { id: In([...relationships.keys()]) },
    order: { birthDate: 'ASC', id: 'ASC' },
  });
  const living = people.filter(
    ({ birthDate, diedOn }) => birthDate <= month && (diedOn === null || diedOn > month),
  );
  if (living.length === 0) return [];
  const children = living
    .filter(({ id }) => relationships.get(id) !== 'HEAD' && relationships.get(id) !== 'SPOUSE')
    .flatMap(({ id, birthDate }) => {
      const stage = stages.find(({ born_by, born_after }) => birthDate <= born_by && birthDate > born_after);
      return stage ? [{ kind: 'CHILD', personId: id, amount: stage.amount }] : [];
    })
    .slice(0, scale.most_children);
  const due = [{ kind: 'HOUSEHOLD', personId: null, amount: scale.household_amount }, ...children];
  const withheld = await manager.findOneBy(Withholding, {
    enrolmentId: enrolment.id,
    month,
    annulledOn: IsNull(),
  });
  if (!withheld) return due;
  const sum = due.reduce((total, { amount }) => total.plus(amount), new Decimal(0));
  const less = sum.times(withheld.percent).div(100).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
  return [...due, { kind: 'WITHHELD', personId: null, amount: less.negated().toFixed(2) }];
}

/** What earlier months add or take away is the batch's alone. */
async function compare(query, ownId, batchId) {
  const [{ different }] = await query(
    `select count(*)::integer as different
       from payment own left join payment batch on batch.enrolment_id = own.enrolment_id and batch.cycle_id = $2
      where own.cycle_id = $1
        and own.amount is distinct from (
          select coalesce(sum(amount), 0) from payment_line
           where payment_id = batch.id and kind in ('HOUSEHOLD', 'CHILD', 'WITHHELD'))`,
    [ownId, batchId],
  );
  assert.equal(different, 0, 'row by row gives other amounts than the batch');
}

async function remove(query, cycleId) {
  await query("set session_replication_role = 'replica'");
  await query('delete from payment_line using payment where payment_id = payment.id and cycle_id = $1', [
    cycleId,
  ]);
  await query('delete from payment where cycle_id = $1', [cycleId]);
  await query('delete from payment_cycle where id = $1', [cycleId]);
  await query('vacuum analyze payment, payment_line');
}
