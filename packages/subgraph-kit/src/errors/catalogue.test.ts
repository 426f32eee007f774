import { GraphQLError } from 'graphql';
import { CATALOGUE, isErrorCode, type ErrorCode } from './catalogue';
import { CodedError, httpStatusOf, messageOf } from './coded-error';
import { factNamesOf, fillIn } from './text';

const codes = Object.keys(CATALOGUE) as ErrorCode[];

test.each(codes)('%s says the same facts in both languages, and ends its sentences', (code) => {
  const { en, ar } = CATALOGUE[code];

  expect(factNamesOf(ar)).toEqual(factNamesOf(en));
  expect(en).toMatch(/^[A-Z].*\.$/);
  expect(ar).toMatch(/^[\u0600-\u06ff].*\.$/);
});

test('tells a code with its facts in both languages', () => {
  expect(messageOf('PAGE_SIZE_INVALID', { most: 100 }, 'en')).toBe('Ask for 1 to 100 items at a time.');
  expect(messageOf('PAGE_SIZE_INVALID', { most: 100 }, 'ar')).toBe(
    'اطلب من 1 إلى 100 عنصر في المرة الواحدة.',
  );
});

test('a coded error carries code and facts as extensions, and an English message', () => {
  const error = new CodedError('PAGE_SIZE_INVALID', { most: 100 });

  expect(error).toBeInstanceOf(GraphQLError);
  expect(error.toJSON()).toEqual({
    message: 'Ask for 1 to 100 items at a time.',
    extensions: { code: 'PAGE_SIZE_INVALID', facts: { most: 100 } },
  });
});

test('a coded error without facts carries none', () => {
  expect(new CodedError('FORBIDDEN').extensions).toEqual({ code: 'FORBIDDEN' });
});

test('a code whose message names a fact does not compile without it', () => {
  // @ts-expect-error: `most` is missing
  new CodedError('PAGE_SIZE_INVALID');
  // @ts-expect-error: `least` is not `most`
  new CodedError('PAGE_SIZE_INVALID', { least: 1 });
  // @ts-expect-error: no such code
  expect(() => new CodedError('NO_SUCH_CODE')).toThrow(TypeError);

  expect(new CodedError('FORBIDDEN', { scope: 'registry:read' }).facts).toEqual({ scope: 'registry:read' });
});

test.each([
  ['UNAUTHENTICATED', 401],
  ['FORBIDDEN', 403],
  ['BAD_USER_INPUT', 400],
  ['CONFLICT', 409],
  ['SERVICE_UNAVAILABLE', 503],
  ['INTERNAL_ERROR', 500],
] as const)('a request that fails as a whole with %s answers %i', (code, status) => {
  expect(httpStatusOf(code)).toBe(status);
});

test.each([
  ['FORBIDDEN', true],
  ['NO_SUCH_CODE', false],
  ['toString', false],
  [undefined, false],
])('%s is a code: %s', (code, expected) => {
  expect(isErrorCode(code)).toBe(expected);
});

test('fills in facts, in the language where a fact has two, and leaves what it does not know', () => {
  const facts = { n: 3, name: { ar: 'الجيزة', en: 'Giza' }, onlyArabic: { ar: 'قنا', en: null } };

  expect(fillIn('{n} of {name}, {onlyArabic} {other}', facts, 'en')).toBe('3 of Giza, قنا {other}');
  expect(fillIn('{n} {name}', facts, 'ar')).toBe('3 الجيزة');
});

test('a fact cannot bring in another fact', () => {
  expect(fillIn('{a}', { a: '{b}', b: 'secret' }, 'en')).toBe('{b}');
});
