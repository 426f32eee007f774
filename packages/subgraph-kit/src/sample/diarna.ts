/**
 * Producers and products of the sample's Diarna. Half of the producers are borrowers, so that a catalogue shows both
 * those who have a loan and those who have none; producer 0 is the demo citizen.
 */
import { governorateFacts, type Governorate } from '../values/governorate';
import { money, type Money } from '../values/money';
import { addDays, type PlainDate } from '../values/plain-date';
import { CRAFTS, craftsOf, type CraftItem, type SampleCraft } from './crafts';
import { producerId, productId } from './ids';
import { loanSeedOf } from './lending';
import type { SampleHousehold, SampleMember } from './population';
import { randomOf, type Random, type Weighted } from './random';
import type { Sample } from './size';
import type { SampleText } from './text';

/** Who makes: a person, a family with a woman at its head of work, or a cooperative, which is nobody in particular. */
export type ProducerKind = 'PERSON' | 'FAMILY' | 'COOPERATIVE';

export interface SampleProducer {
  readonly index: number;
  readonly id: string;
  readonly kind: ProducerKind;
  /** As the catalogue shows it. */
  readonly name: SampleText;
  /** Null for a cooperative. */
  readonly person: SampleMember | null;
  /** The index of the loan that a PERSON has; null for the others, who have none. */
  readonly loanIndex: number | null;
  readonly governorate: Governorate;
  readonly craft: SampleCraft;
  readonly joinedOn: PlainDate;
}

export interface SampleProduct {
  readonly index: number;
  readonly id: string;
  readonly producerIndex: number;
  readonly producerId: string;
  readonly craft: SampleCraft;
  readonly name: SampleText;
  /** The number under which it is kept in stock, 'DYR-00001'. */
  readonly sku: string;
  readonly price: Money;
  /** Pieces that there are; some products are sold out. */
  readonly stock: number;
  readonly offeredOn: PlainDate;
}

/** Kinds of producers by their index, over and over. */
const KINDS: readonly ProducerKind[] = ['PERSON', 'FAMILY', 'PERSON', 'COOPERATIVE'];

const COLOURS: readonly SampleText[] = [
  { ar: 'أزرق', en: 'blue' },
  { ar: 'أحمر', en: 'red' },
  { ar: 'أخضر', en: 'green' },
  { ar: 'طبيعي', en: 'natural' },
  { ar: 'أبيض وأسود', en: 'black and white' },
  { ar: 'متعدد الألوان', en: 'many colours' },
  { ar: 'فيروزي', en: 'turquoise' },
  { ar: 'مغرة', en: 'ochre' },
];

const STOCKS: Weighted<readonly [least: number, most: number]> = [
  [[0, 0], 8],
  [[1, 5], 40],
  [[6, 30], 45],
  [[31, 120], 7],
];

const PRICE_STEP = 5;

/** The producer of an index from 0. */
export function producerOf(sample: Sample, index: number): SampleProducer {
  const random = randomOf(sample.population.seed, 'producer', index);
  const kind = KINDS[index % KINDS.length] as ProducerKind;
  const { household, person, loanIndex } = makerOf(sample, index, kind);
  const { governorate } = household;
  const local = craftsOf(governorate);
  const craft = random.pick(local.length > 0 ? local : CRAFTS);
  return {
    index,
    id: producerId(index),
    kind,
    name: nameOf(kind, person, craft, governorate),
    person,
    loanIndex,
    governorate,
    craft,
    joinedOn: addDays(sample.population.today, -random.int(100, 1500)),
  };
}

/** The index of the producer of a product; producers take turns. */
export function producerIndexOf({ size }: Sample, productIndex: number): number {
  return productIndex % size.producers;
}

/** The product of an index from 0. Who makes many products gives their producers, which then are not made anew. */
export function productOf(
  sample: Sample,
  index: number,
  producer: SampleProducer = producerOf(sample, producerIndexOf(sample, index)),
): SampleProduct {
  const random = randomOf(sample.population.seed, 'product', index);
  const { craft } = producer;
  // A producer's products follow one another in the craft's list, and differ in colour when it begins again.
  const turn = Math.floor(index / sample.size.producers);
  const item = craft.items[turn % craft.items.length] as CraftItem;
  const colour = COLOURS[(turn + index) % COLOURS.length] as SampleText;
  return {
    index,
    id: productId(index),
    producerIndex: producer.index,
    producerId: producer.id,
    craft,
    name: { ar: `${item.name.ar} - ${colour.ar}`, en: `${item.name.en}, ${colour.en}` },
    sku: `DYR-${String(index + 1).padStart(5, '0')}`,
    price: drawPrice(random, item),
    stock: random.int(...random.weighted(STOCKS)),
    offeredOn: addDays(producer.joinedOn, random.int(5, 90)),
  };
}

interface Maker {
  readonly household: SampleHousehold;
  readonly person: SampleMember | null;
  readonly loanIndex: number | null;
}

/** Persons are borrowers, each of another loan; families are led by wives, who do not borrow in the sample. */
function makerOf({ population, size }: Sample, index: number, kind: ProducerKind): Maker {
  if (kind === 'PERSON') {
    const persons = Math.ceil(size.producers / 2);
    const loanIndex = ((index / 2) * Math.max(1, Math.floor(size.loans / persons))) % size.loans;
    const { household, borrower } = loanSeedOf({ population, size }, loanIndex);
    return { household, person: borrower, loanIndex };
  }
  const width = Math.max(1, Math.floor(population.size / size.producers));
  const first = (index * width) % population.size;
  for (let offset = 0; kind === 'FAMILY' && offset < width; offset += 1) {
    const household = population.household((first + offset) % population.size);
    const wife = household.members.find(({ relation }) => relation === 'SPOUSE');
    if (wife) return { household, person: wife, loanIndex: null };
  }
  return { household: population.household(first), person: null, loanIndex: null };
}

function nameOf(
  kind: ProducerKind,
  person: SampleMember | null,
  craft: SampleCraft,
  governorate: Governorate,
): SampleText {
  if (kind === 'PERSON' && person) return person.name;
  if (kind === 'FAMILY' && person) {
    return { ar: `أسرة ${person.name.ar} المنتجة`, en: `Productive family of ${person.name.en}` };
  }
  const place = governorateFacts(governorate);
  return { ar: `تعاونية ${craft.name.ar} ب${place.ar}`, en: `${craft.name.en} Cooperative of ${place.en}` };
}

function drawPrice(random: Random, { leastPrice, mostPrice }: CraftItem): Money {
  return money(
    random.int(Math.ceil(leastPrice / PRICE_STEP), Math.floor(mostPrice / PRICE_STEP)) * PRICE_STEP,
  );
}
