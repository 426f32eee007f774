import 'reflect-metadata';
import { graphql } from 'graphql';
import { buildSchemaSync, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { Access } from '../access/access';
import { defineRefusals, Refusal, refusal, refuse } from './refusal';

const refusals = defineRefusals({
  HOME_FULL: {
    en: 'Only {free} places are free in {home}.',
    ar: 'لا توجد سوى {free} أماكن شاغرة في {home}.',
  },
  HOME_CLOSED: { en: 'The home is closed.', ar: 'الدار مغلقة.' },
});
const home = { ar: 'دار السلام', en: 'Dar El Salam' };

@ObjectType({ description: 'What came of it.' })
@Access.everyone()
class Payload {
  @Field(() => [Refusal], { description: 'Why nothing was done.' })
  errors!: Refusal[];
}

@Resolver()
class Admissions {
  @Query(() => Payload, { description: 'Refuses.' })
  refused(): Payload {
    return refuse(refusals.HOME_FULL, { free: 0, home }, 'input.homeId');
  }

  @Query(() => Payload, { description: 'Gives the answer that was kept under its idempotency key.' })
  replayed(): Payload {
    return JSON.parse(JSON.stringify(refuse(refusals.HOME_CLOSED, {}))) as Payload;
  }
}

const schema = buildSchemaSync({ resolvers: [Admissions], validate: false });

const ask = async (field: string, language: 'ar' | 'en') => {
  const source = `{ ${field} { errors { code field message } } }`;
  const { data } = await graphql({ schema, source, contextValue: { language } });
  return data?.[field];
};

test('is told in the language of who asks', async () => {
  expect(await ask('refused', 'en')).toEqual({
    errors: [
      { code: 'HOME_FULL', field: 'input.homeId', message: 'Only 0 places are free in Dar El Salam.' },
    ],
  });
  expect(await ask('refused', 'ar')).toEqual({
    errors: [
      { code: 'HOME_FULL', field: 'input.homeId', message: 'لا توجد سوى 0 أماكن شاغرة في دار السلام.' },
    ],
  });
});

test('an answer that was kept as JSON is told in the language of who asks again', async () => {
  expect(await ask('replayed', 'ar')).toEqual({
    errors: [{ code: 'HOME_CLOSED', field: null, message: 'الدار مغلقة.' }],
  });
});

test('keeps the facts for whoever decides on them', () => {
  expect(refusal(refusals.HOME_FULL, { free: 0, home })).toMatchObject({
    code: 'HOME_FULL',
    facts: { free: 0, home },
  });
});

test('does not compile without the facts that its message names', () => {
  // @ts-expect-error: `home` is missing
  refuse(refusals.HOME_FULL, { free: 0 });
  // @ts-expect-error: no such refusal
  expect(refusals.HOME_BURNT).toBeUndefined();
});

test('the start fails when the two texts name different facts', () => {
  expect(() => defineRefusals({ HOME_FULL: { en: '{free} places', ar: '{taken} أماكن' } })).toThrow(
    /HOME_FULL/,
  );
});
