import { COLLECTION_PERIOD_OVER, reasonOf, RETURN_REASONS } from './settlement-code';

test.each([...Object.keys(RETURN_REASONS), COLLECTION_PERIOD_OVER])(
  'why a payment was not paid is told in both languages: %s',
  (code) => {
    const reason = reasonOf(code);

    expect(reason?.ar).toMatch(/[\u0600-\u06ff]/);
    expect(reason?.en).toMatch(/[a-z]/);
  },
);

test('a code that nobody knows has no words', () => {
  expect(reasonOf('X17')).toBeNull();
});
