import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { randomOf, type Random } from '@solidarity/subgraph-kit/sample/random';
import { addMonths, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { ContestedKind } from '../grievances/contested';
import { Cases } from '../testing/enrolment';
import { assign, decide, fileGrievance } from '../testing/grievances';
import type { History } from '../testing/payment-histories';
import type { ModelPerson } from '../testing/payment-model';

const worker = aCaller('ministry_admin', {}, 'who-suspends');
const filer = aCaller('ministry_admin', {}, 'who-files');
const officer = aCaller('ministry_admin', {}, 'who-upholds');

const later = (a: string, b: string) => (a > b ? a : b);

/** What was decided about enrolments within the days for filing, and nobody has filed against yet. */
const DECISIONS = `
select enrolment_id as "enrolmentId", kind, id from (
  select enrolment_id, 'SUSPENSION' as kind, id, from_month as month from suspension
   where not is_annulled and decided_on >= $1::date - 60
  union all
  select enrolment_id, 'WITHHOLDING', id, month from withholding where annulled_on is null and decided_on >= $1::date - 60
  union all
  select id, 'EXIT', id, entitled_until from enrolment where state = 'EXITED' and exited_on >= $1::date - 60
  union all
  select enrolment_id, 'PAYMENT', payment.id, cycle.month from payment join payment_cycle cycle on cycle.id = cycle_id
   where approved_at >= $1::date - 59) as decided
 where not exists (select from grievance where against_kind = kind and against_id = decided.id)
 order by enrolment_id, kind, month`;

interface Decided {
  readonly enrolmentId: string;
  readonly kind: ContestedKind;
  readonly id: string;
}

/** How many of those with a payment, or with something else to object to, do; and how many are dealt with otherwise. */
const OF_PAYMENTS = 0.002;
const OF_OTHERS = 0.05;
const DEALT_WITH = 0.005;

/** What officers do to enrolments by the commands of the service, and what follows from it in the model. */
export class Officers {
  /** How often each was done. */
  readonly done: Record<string, number> = {};
  readonly #cases: Cases;
  /** Of whom the entitlement ended with the enrolment alone: it comes back with it. */
  readonly #endedByExit = new Set<ModelPerson>();

  constructor(private readonly service: TestService) {
    this.#cases = new Cases(() => service);
  }

  /** Does one thing to some families. */
  async act(histories: readonly History[], seed: string, today: PlainDate): Promise<void> {
    const decided = new Map<string, Decided[]>();
    for (const one of await this.service.database.owner<Decided>(DECISIONS, [today]))
      decided.set(one.enrolmentId, [...(decided.get(one.enrolmentId) ?? []), one]);
    for (const history of histories) {
      if (!history.isEnrolled) continue;
      const random = randomOf(seed, history.householdId, today, 'officer');
      const own = decided.get(history.id) ?? [];
      const payments = own.filter(({ kind }) => kind === 'PAYMENT');
      const others = own.filter(({ kind }) => kind !== 'PAYMENT');
      if (others.length > 0 && random.chance(OF_OTHERS))
        await this.#grieve(history, random.pick(others), today);
      else if (payments.length > 0 && random.chance(OF_PAYMENTS))
        await this.#grieve(history, random.pick(payments), today);
      else if (random.chance(DEALT_WITH))
        await this.#step(history, random, `${today.slice(0, 7)}-01` as PlainDate);
    }
  }

  async #grieve(history: History, { kind, id }: Decided, today: PlainDate): Promise<void> {
    await upholdAgainst(this.service, kind, id);
    this.#count(`${kind} upheld`);
    const next = addMonths(`${today.slice(0, 7)}-01` as PlainDate, 1);
    if (kind === 'EXIT') {
      history.entitledUntil = null;
      for (const person of history.people)
        if (person.entitled && this.#endedByExit.delete(person)) person.entitled.until = null;
    }
    for (const withholding of history.withholdings) if (withholding.id === id) withholding.isAnnulled = true;
    for (const suspension of history.suspensions)
      if (suspension.id === id) {
        suspension.isAnnulled = true;
        suspension.until ??= later(next, suspension.from);
      }
  }

  async #step(history: History, random: Random, month: PlainDate): Promise<void> {
    const { id: enrolmentId, entitledFrom } = history;
    if (history.entitledUntil !== null) return;
    const next = addMonths(month, 1);
    const open = history.suspensions.find(({ until }) => until === null);
    if (random.chance(0.2)) {
      const until = later(addMonths(month, random.int(-2, 1)), entitledFrom);
      const asked = { exitReason: 'AT_OWN_WISH', notPaidFrom: until };
      await this.#change('endEnrolment', { enrolmentId, ...asked });
      history.entitledUntil = until;
      for (const person of history.people)
        if (person.entitled?.until === null) {
          person.entitled.until = later(until, person.entitled.from);
          this.#endedByExit.add(person);
        }
    } else if (open) {
      const annul = random.chance(0.5);
      await this.#change('liftSuspension', { enrolmentId, annul });
      open.isAnnulled = annul;
      open.until = later(annul ? next : month, open.from);
    } else {
      const decided = history.suspensions.flatMap(({ until, isAnnulled }) =>
        isAnnulled ? [] : [until ?? ''],
      );
      const first = [month, ...decided].reduce(later, entitledFrom);
      const from = random.chance(0.5) ? first : later(next, entitledFrom);
      await this.#change('suspendEnrolment', { enrolmentId, reasonCode: 'UNDER_REVIEW', fromMonth: from });
      const [row] = await this.service.database.owner<{ id: string }>(
        'select id from suspension where enrolment_id = $1 and until_month is null',
        [enrolmentId],
      );
      history.suspensions.push({ id: row?.id ?? '', from, until: null, isAnnulled: false });
    }
  }

  async #change(mutation: string, input: object): Promise<void> {
    const { errors } = await this.#cases.change(worker, mutation, { reason: 'بلاغ', ...input });
    if (errors.length > 0) throw new Error(JSON.stringify({ mutation, input, errors }));
    this.#count(mutation);
  }

  #count(what: string): void {
    this.done[what] = (this.done[what] ?? 0) + 1;
  }
}

/** Has a grievance filed, taken on and upheld by three people. */
export async function upholdAgainst(
  service: TestService,
  againstKind: ContestedKind,
  id: string,
): Promise<void> {
  const about = { suspensionId: id, head: filer };
  const filed = await fileGrievance(service, about, { againstKind });
  const grievanceId = filed.grievance?.id ?? '';
  const assigned = await assign(service, officer, grievanceId);
  const decided = await decide(service, officer, grievanceId);
  const errors = [filed, assigned, decided].flatMap((each) => each.errors);
  if (errors.length > 0) throw new Error(JSON.stringify({ againstKind, id, errors }));
}
