import { randomOf } from '@solidarity/subgraph-kit/sample/random';
import { addMonths, startOfMonth, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { aDay, present, type History } from '../testing/payment-histories';
import type { ModelPerson } from '../testing/payment-model';
import { Round } from '../testing/payment-round';

/** People who have moved, as they stand in the household that they left and in the one that they went to. */
export class Movers {
  readonly #pairs = new Map<string, readonly [ModelPerson, ModelPerson]>();

  /** Of twenty families one gives a child to another, which is in the same programme or the other one. */
  move(histories: readonly History[], seed: string, month: PlainDate, time: number): Round {
    const round = new Round();
    const enrolled = histories.filter(({ isEnrolled }) => isEnrolled);
    for (const from of enrolled) {
      const random = randomOf(seed, from.householdId, month, time, 'move');
      if (!random.chance(0.05)) continue;
      const to = random.pick(enrolled);
      const person = present(from).find(
        ({ id, isSpouseOrHeadByRelation, headships }) =>
          !isSpouseOrHeadByRelation && headships.length === 0 && !this.#pairs.has(id),
      );
      const day = aDay(random, month);
      // Nobody is entitled as a person twice, which the registry and the tables see to.
      const isOneOfPersons = !from.paysHousehold && !to.paysHousehold;
      if (!person || to === from || isOneOfPersons || day < person.joinedOn || day < person.bornOn) continue;
      person.leftOn = day;
      const there = { ...person, joinedOn: day, leftOn: null, headships: [], entitled: null };
      to.people.push(there);
      this.#pairs.set(person.id, [person, there]);
      round.moved.push([person.id, to.householdId, day]);
      endEntitlement(from, person, addMonths(startOfMonth(day as PlainDate), 1), round);
    }
    return round;
  }

  /** What the household where they live has told of their births and deaths holds for the other one too. */
  follow(): void {
    for (const [before, now] of this.#pairs.values()) {
      before.bornOn = now.bornOn;
      before.diedOn = now.diedOn;
    }
  }
}

function endEntitlement(
  { id }: History,
  { id: personId, entitled }: ModelPerson,
  month: string,
  round: Round,
) {
  if (!entitled || entitled.until !== null) return;
  entitled.until = month < entitled.from ? entitled.from : month;
  round.entitledEnded.push([personId, entitled.until]);
  round.noted.push([id, entitled.until]);
}
