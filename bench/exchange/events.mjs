/** Events of products by the thousand, as a service emits them, each with its number among those of its subject. */
import { perSecond, whole } from './costs.mjs';
import { asAdministrator } from './statements.mjs';

export const SERVICE = 'microfinance';
export const TYPE = 'product.changed';
export const SUBJECTS = 4_000;

/** In one transaction, as a list that is taken over does it. */
const TOGETHER = 5_000;
const EMIT = `
select cardinality(event_emit(jsonb_agg(jsonb_build_object(
         'type', '${TYPE}', 'version', 1, 'subject', subject,
         'payload', jsonb_build_object('productId', subject, 'producerId', subject, 'state', 'OFFERED',
                                       'price', '100.00', 'available', nr / ${SUBJECTS})) order by nr)))
  from generate_series($2::integer, $3::integer) as nr,
       lateral (select md5($1 || ' ' || nr % ${SUBJECTS})::uuid as subject) as named`;

/** Emits events of subjects that are this run's own; the numbers of each (`available`) rise from 0. */
export async function emit(house, name, count) {
  const beganMs = performance.now();
  await asAdministrator(house, SERVICE, async (query) => {
    for (let from = 0; from < count; from += TOGETHER)
      await query(EMIT, [name, from, Math.min(count, from + TOGETHER) - 1]);
  });
  const rate = perSecond(count, (performance.now() - beganMs) / 1000);
  house.say(`${name}: ${whole(count)} events emitted, ${whole(rate)} a second`);
  return rate;
}

/** Sees to it that no event is lost and none overtakes another of its subject. */
export class Witness {
  #nextBySubject = new Map();
  #ids = new Set();
  outOfOrder = 0;
  repeated = 0;

  see(id, subject, number) {
    if (this.#ids.has(id)) {
      this.repeated += 1;
      return;
    }
    this.#ids.add(id);
    const expected = this.#nextBySubject.get(subject) ?? 0;
    if (number !== expected) this.outOfOrder += 1;
    this.#nextBySubject.set(subject, Math.max(expected, number + 1));
  }

  get seen() {
    return this.#ids.size;
  }
}
