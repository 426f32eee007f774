/** Other rules of eligibility, tried on the whole registry: who would gain, who would lose, and the cost. */
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { perSecond, seconds, startMeter, whole } from '../exchange/costs.mjs';

const POLL_MS = 100;
const PROGRAMME = 'TAKAFUL';
/** How many points better off a household may be than by the rules that hold. */
const WIDER_BY = 5;

const RULES = `query ($id: ID!) { programme(id: $id) { eligibilityRules { rules } } }`;
const START = `mutation ($input: StartEligibilityWhatIfInput!) {
  startEligibilityWhatIf(input: $input) { whatIf { id } errors { code message } } }`;
const RESULT = `query ($id: ID!) { eligibilityWhatIf(id: $id) {
  progress { state problem }
  totals { households eligibleNow eligibleThen gaining losing yearlyCostNow yearlyCostThen } } }`;

/** What such a run takes and finds; it must find that some gain, and none lose. */
export async function whatIf({ house, system }) {
  const [admin, analyst] = [await system.client('demo-admin'), await system.client('demo-analyst')];
  const pids = { service: system.pidOf('beneficiaries') };
  const { programme } = await admin.ask(RULES, { id: PROGRAMME });
  const holding = JSON.parse(programme.eligibilityRules.rules);
  const rules = JSON.stringify({ ...holding, threshold: String(Number(holding.threshold) + WIDER_BY) });
  const meter = startMeter(pids, house.postgres);
  const input = { programmeId: PROGRAMME, rules, idempotencyKey: `bench ${crypto.randomUUID()}` };
  const started = await admin.command(START, { input });
  for (;;) {
    const { progress, totals } = (await analyst.ask(RESULT, { id: started.whatIf.id })).eligibilityWhatIf;
    const isOpen = progress === null || progress.state === 'WAITING' || progress.state === 'RUNNING';
    if (isOpen) {
      await pause(POLL_MS);
      continue;
    }
    const cost = meter.read();
    assert.equal(progress.state, 'DONE', JSON.stringify(progress));
    assert.ok(totals.gaining > 0 && totals.losing === 0, JSON.stringify(totals));
    house.say(
      `what-if: ${whole(totals.households)} households, ${seconds(cost.seconds)} s, ` +
        `${whole(perSecond(totals.households, cost.seconds))} a second, ${whole(cost.megabytes.service)} MB`,
    );
    return { ...totals, ...cost };
  }
}
