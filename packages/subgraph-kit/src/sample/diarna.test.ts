import { GOVERNORATES } from '../values/governorate';
import { CRAFTS } from './crafts';
import { producerOf, productOf } from './diarna';
import { loanSeedOf } from './lending';
import { Population } from './population';
import { sampleSize, type Sample } from './size';

const population = new Population({ households: 2_000, pepper: 'a pepper that is used in tests only' });
const sample: Sample = { population, size: sampleSize(2_000) };
const producers = Array.from({ length: sample.size.producers }, (_, index) => producerOf(sample, index));
const products = Array.from({ length: sample.size.products }, (_, index) =>
  productOf(sample, index, producers[index % producers.length]),
);

test('crafts stand in both languages with what is made, where, of what and how', () => {
  expect(CRAFTS.length).toBeGreaterThanOrEqual(24);
  expect(new Set(CRAFTS.map(({ name }) => name.ar)).size).toBe(CRAFTS.length);
  expect(new Set(CRAFTS.map(({ governorate }) => governorate)).size).toBeGreaterThan(GOVERNORATES.length / 2);
  for (const { items } of CRAFTS) {
    expect(items.length).toBeGreaterThan(0);
    for (const { leastPrice, mostPrice } of items) expect(leastPrice).toBeLessThan(mostPrice);
  }
});

test('producer 0 is the demo citizen', () => {
  expect(producers[0]).toMatchObject({ person: population.household(0).members[0], loanIndex: 0 });
});

test('half of the producers are borrowers, each with the loan that it names', () => {
  const borrowers = producers.filter(({ loanIndex }) => loanIndex !== null);

  expect(borrowers).toHaveLength(producers.length / 2);
  for (const { loanIndex, person } of borrowers)
    expect(loanSeedOf(sample, loanIndex!).borrower).toEqual(person);
});

test('nobody is two producers', () => {
  const persons = producers.flatMap(({ person }) => (person ? [person.personId] : []));

  expect(persons.length).toBeGreaterThan(50);
  expect(new Set(persons).size).toBe(persons.length);
});

test('a product is of its producer’s craft, within the usual price, and some are sold out', () => {
  for (const { craft, producerIndex, price, name } of products) {
    expect(craft).toBe(producers[producerIndex]?.craft);
    const item = craft.items.find((one) => name.en.startsWith(`${one.name.en}, `));
    expect(Number(price)).toBeGreaterThanOrEqual(item!.leastPrice);
    expect(Number(price)).toBeLessThanOrEqual(item!.mostPrice);
  }
  expect(products.some(({ stock }) => stock === 0)).toBe(true);
});

test('a product is the same whether its producer is given or not', () => {
  expect(productOf(sample, 271)).toEqual(products[271]);
});

test('numbers and, for one producer, names are never the same', () => {
  expect(new Set(products.map(({ sku }) => sku)).size).toBe(products.length);
  expect(new Set(products.map(({ producerId, name }) => producerId + name.ar)).size).toBe(products.length);
});

test.each([1, 3, 40])('a sample of %i households has products too', (households) => {
  const small: Sample = {
    population: new Population({ households, pepper: 'a pepper that is used in tests only' }),
    size: sampleSize(households),
  };

  expect(productOf(small, 0).producerId).toBe('1b000000-0000-4000-8000-000000000001');
  expect(producerOf(small, small.size.producers - 1).governorate).toMatch(/^EG_/);
});
