/** A payment cycle through the gateway: opened, calculated, calculated again, approved, sent. */
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { perSecond, seconds, startMeter, whole } from '../exchange/costs.mjs';
import { asAdministrator } from '../exchange/statements.mjs';

const SERVICE = 'beneficiaries';
const POLL_MS = 100;
const TOLD_EVERY_MS = 10_000;

const OPEN = `mutation ($programmeId: ID!, $month: Date!) {
  openPaymentCycle(input: { programmeId: $programmeId, month: $month }) { cycle { id } errors { code message } } }`;
const CALCULATE = `mutation ($cycleId: ID!) {
  calculatePaymentCycle(input: { cycleId: $cycleId }) { cycle { id } errors { code message } } }`;
const APPROVE = `mutation ($cycleId: ID!, $key: String!) {
  approvePaymentCycle(input: { cycleId: $cycleId, idempotencyKey: $key }) { errors { code message } } }`;
const SEND = `mutation ($cycleId: ID!, $key: String!) {
  sendPaymentCycle(input: { cycleId: $cycleId, idempotencyKey: $key }) { errors { code message } } }`;
const STATE = `query ($id: ID!) {
  paymentCycle(id: $id) { state progress { state stepsDone stepsTotal problem } } }`;

/** The same for the same payments, whatever their ids and their order. */
const CHECKSUM = `
select count(*)::integer as payments, sum(payment.amount) as amount,
       sum(hashtextextended(concat_ws('|', enrolment_id, payee_id, governorate, channel, payment.amount, state, lines), 0)::numeric) as hash
  from payment
  left join lateral (
    select string_agg(concat_ws(',', ordinal, kind, for_month, person_id, amount), ';' order by ordinal) as lines
      from payment_line where payment_id = payment.id) as line on true
 where cycle_id = $1`;

/** The cycle of a programme for a month; `{ programme, enrolled, payments, lines, seconds by step, megabytes, … }`. */
export async function payCycle({ house, system, programme, month }) {
  const [admin, finance] = [await system.client('demo-admin'), await system.client('demo-finance')];
  const { cycle } = await admin.command(OPEN, { programmeId: programme, month });
  const run = {
    house,
    admin,
    cycleId: cycle.id,
    pids: { service: system.pidOf(SERVICE) },
    name: `${programme} ${month}`,
  };
  const calculated = await measured(run, 'CALCULATED', () => admin.command(CALCULATE, { cycleId: cycle.id }));
  const before = await checksum(house, cycle.id);
  const again = await measured(run, 'CALCULATED', () => admin.command(CALCULATE, { cycleId: cycle.id }));
  assert.deepEqual(await checksum(house, cycle.id), before, 'calculating again has changed something');
  const keyed = { cycleId: cycle.id, key: `bench ${cycle.id}` };
  const approved = await measured(run, 'APPROVED', () => finance.command(APPROVE, keyed));
  const sent = await measured(run, 'SENT', () => admin.command(SEND, keyed));
  house.say(
    `${run.name}: ${whole(before.payments)} payments, ${seconds(calculated.seconds)} s, ` +
      `${whole(perSecond(before.payments, calculated.seconds))} a second, ${whole(calculated.megabytes.service)} MB`,
  );
  return { programme, month, cycleId: cycle.id, ...before, calculated, again, approved, sent };
}

/** Orders work and waits until the cycle stands where it then does. */
async function measured({ house, admin, cycleId, pids, name }, state, order) {
  const meter = startMeter(pids, house.postgres);
  await order();
  for (let told = performance.now(); ; await pause(POLL_MS)) {
    const { paymentCycle } = await admin.ask(STATE, { id: cycleId });
    const { progress } = paymentCycle;
    assert.equal(progress?.problem ?? null, null, `${name}: ${JSON.stringify(progress)}`);
    if (paymentCycle.state === state) return meter.read();
    if (performance.now() - told < TOLD_EVERY_MS) continue;
    told = performance.now();
    house.say(`${name}: on the way to ${state}, ${progress?.stepsDone} of ${progress?.stepsTotal} steps`);
  }
}

async function checksum(house, cycleId) {
  const [sums] = await asAdministrator(house, SERVICE, (query) => query(CHECKSUM, [cycleId]));
  return sums;
}
