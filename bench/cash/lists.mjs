/** Lists of cash as people open them, through the gateway: how long the first page takes, and the tenth. */
import assert from 'node:assert/strict';
import { asAdministrator } from '../exchange/statements.mjs';
import { whole } from '../exchange/costs.mjs';

const SERVICE = 'beneficiaries';
const ROWS = 50;
const TENTH = 10;
const TIMES = 40;
const WARM_UPS = 5;

const HOUSEHOLD = 'household { referenceNumber head { name { ar } } }';
const PAYMENT = 'id amount state governorate enrolment { number } payee { name { ar } }';

/** `list` stands in the place of its arguments with the page; `of` is what it is read under. */
const enrolments = (named) => ({
  query: `($programme: ID, $state: EnrolmentState, $overdue: Boolean, PAGE) {
    list: enrolments(programmeId: $programme, state: $state, recertificationOverdue: $overdue, ARGUMENTS) {
      nodes { id number state recertifyBy programme { id } ${HOUSEHOLD} payee { name { ar } } } INFO } }`,
  variables: () => named,
});
const applications = (named) => ({
  query: `($programme: ID, $state: BenefitApplicationState, PAGE) {
    list: benefitApplications(programmeId: $programme, state: $state, ARGUMENTS) {
      nodes { id number state submittedOn ${HOUSEHOLD} applicant { name { ar } } } INFO } }`,
  variables: () => named,
});
const grievances = (named) => ({
  query: `($state: GrievanceState, $overdue: Boolean, $mine: Boolean, $governorate: Governorate, PAGE) {
    list: grievances(state: $state, overdue: $overdue, mine: $mine, governorate: $governorate, ARGUMENTS) {
      nodes { id number state dueOn isOverdue ${HOUSEHOLD} complainant { name { ar } } } INFO } }`,
  variables: () => named,
});
const damanCases = (named) => ({
  query: `($batch: ID, $state: DamanCaseState, PAGE) {
    list: damanCases(batchId: $batch, state: $state, ARGUMENTS) {
      nodes { id caseNumber name nationalId state programme { id } } INFO } }`,
  variables: ({ batch }) => ({ batch, ...named }),
});
const paymentsOfCycle = {
  query: `($cycle: ID!, PAGE) { paymentCycle(id: $cycle) { list: payments(ARGUMENTS) { nodes { ${PAYMENT} } INFO } } }`,
  variables: ({ cycle }) => ({ cycle }),
  of: 'paymentCycle',
};
const instructions = {
  query: `($cycle: ID!, PAGE) { list: paymentInstructions(cycleId: $cycle, channel: POST_OFFICE, ARGUMENTS) {
    nodes { number payeeName payeeNationalId governorate amount } INFO } }`,
  variables: ({ cycle }) => ({ cycle }),
};
const uncollected = {
  query: `(PAGE) { list: uncollectedPayments(ARGUMENTS) { nodes { ${PAYMENT} } INFO } }`,
  variables: () => ({}),
};
const caseHistory = {
  query: `($household: ID!, PAGE) { household(id: $household) { list: caseHistory(ARGUMENTS) {
    nodes { onDate kind step inWords { ar } } INFO } } }`,
  variables: ({ households }, nr) => ({ household: households[nr % households.length].id }),
  of: 'household',
};
const standing = {
  query: `{ list: myStanding { enrolments { inWords { ar } recertifyBy } applications { inWords { ar } missing { ar } }
    payments(first: 6) { inWords { ar } lines { inWords { ar } } } openGrievances { number dueOn } } }`,
  variables: () => ({}),
};

const ADMIN = 'ministry';
const GIZA = 'case worker, Giza';
const SMALL = 'case worker, New Valley';
const FINANCE = 'finance';
const CITIZEN = 'citizens';
const WORKERS = [ADMIN, GIZA, SMALL];

/** What is listed, and who asks. */
const LISTS = [
  ['enrolments', WORKERS, enrolments({})],
  ['enrolments of Takaful', WORKERS, enrolments({ programme: 'TAKAFUL' })],
  ['enrolments suspended', WORKERS, enrolments({ state: 'SUSPENDED' })],
  ['enrolments of Karama suspended', WORKERS, enrolments({ programme: 'KARAMA', state: 'SUSPENDED' })],
  ['enrolments overdue', WORKERS, enrolments({ overdue: true })],
  ['enrolments of Karama overdue', WORKERS, enrolments({ programme: 'KARAMA', overdue: true })],
  ['benefitApplications', WORKERS, applications({})],
  ['benefitApplications verified', WORKERS, applications({ state: 'VERIFIED' })],
  [
    'benefitApplications of Karama verified',
    WORKERS,
    applications({ programme: 'KARAMA', state: 'VERIFIED' }),
  ],
  ['PaymentCycle.payments', WORKERS, paymentsOfCycle],
  ['paymentInstructions', [FINANCE], instructions],
  ['uncollectedPayments', WORKERS, uncollected],
  ['grievances', WORKERS, grievances({})],
  ['grievances filed', WORKERS, grievances({ state: 'FILED' })],
  ['grievances overdue', WORKERS, grievances({ overdue: true })],
  ['grievances mine', [GIZA], grievances({ mine: true })],
  ['damanCases of a batch', WORKERS, damanCases({})],
  ['damanCases verified', WORKERS, damanCases({ state: 'VERIFIED' })],
  ['Household.caseHistory', [ADMIN, GIZA], caseHistory],
  ['myStanding', [CITIZEN], standing],
];

const SUBJECTS = `
select household.id, head_id as head from household join enrolment on household_id = household.id
 where governorate = 'EG_GZ' and hashtextextended(household.id::text, 0) % 100 = 0 order by household.id limit ${TIMES}`;

/** Opens every list again and again at a cycle; `[{ list, who, first: { p50, p95 }, tenth }]`, milliseconds. */
export async function lists({ house, system, cycleId }) {
  const known = await asAdministrator(house, SERVICE, async (query) => ({
    cycle: cycleId,
    batch: (await query(`select id from daman_batch where name = 'bench'`))[0].id,
    households: await query(SUBJECTS),
  }));
  const clients = await clientsOf(system, known.households);
  const results = [];
  for (const [list, callers, asked] of LISTS)
    for (const who of callers) {
      const result = { list, who, ...(await opened(asked, known, clients.get(who))) };
      results.push(result);
      house.say(
        `${list}, ${who}: ${whole(result.first.p50)} / ${whole(result.first.p95)} ms, ` +
          `tenth page ${result.tenth ? `${whole(result.tenth.p50)} / ${whole(result.tenth.p95)} ms` : 'none'}`,
      );
    }
  return results;
}

/** Who asks, turn by turn: citizens for their own households. */
async function clientsOf(system, households) {
  const worker = (governorate) =>
    system.clientOf({ id: `bench ${governorate}`, role: 'case_worker', claims: { governorate } });
  const citizens = households.map(({ head }) =>
    system.clientOf({ id: head, role: 'citizen', claims: { person_id: head } }),
  );
  return new Map([
    [ADMIN, [await system.client('demo-admin')]],
    [GIZA, [await system.client('demo-caseworker-giza')]],
    [SMALL, [await worker('EG_WAD')]],
    [FINANCE, [await system.client('demo-finance')]],
    [CITIZEN, await Promise.all(citizens)],
  ]);
}

async function opened({ query, variables, of }, known, clients) {
  const page = (text) =>
    `query Bench ${text}`
      .replace('PAGE', '$after: String')
      .replace('ARGUMENTS', `first: ${ROWS}, after: $after`)
      .replace('INFO', 'pageInfo { hasNextPage endCursor }');
  const text = page(query);
  const open = async (nr, after) => {
    const data = await clients[nr % clients.length].ask(text, { ...variables(known, nr), after });
    const { list } = of ? data[of] : data;
    assert.ok(list, `${text} finds nothing`);
    return list;
  };
  const first = await timed((nr) => open(nr, undefined));
  const cursor = await cursorOfTenth(open);
  return { first, tenth: cursor === null ? null : await timed((nr) => open(nr, cursor)) };
}

/** Where the tenth page begins; null when there are fewer. */
async function cursorOfTenth(open) {
  let after;
  for (let page = 1; page < TENTH; page += 1) {
    const { pageInfo } = await open(0, after);
    if (!pageInfo?.hasNextPage) return null;
    after = pageInfo.endCursor;
  }
  return after;
}

async function timed(open) {
  const took = [];
  for (let nr = -WARM_UPS; nr < TIMES; nr += 1) {
    const beganMs = performance.now();
    await open(Math.abs(nr));
    if (nr >= 0) took.push(performance.now() - beganMs);
  }
  took.sort((a, b) => a - b);
  const at = (share) => took[Math.ceil(share * took.length) - 1];
  return { p50: at(0.5), p95: at(0.95) };
}
