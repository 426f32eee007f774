import { languageOf } from './language';

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['ar', 'ar'],
  ['ar-EG', 'ar'],
  ['AR-eg', 'ar'],
  ['en', 'en'],
  ['en-GB,ar', 'en'],
  ['ar,en', 'ar'],
  ['ar;q=0.5,en;q=0.8', 'en'],
  ['en;q=0.5, ar;q=0.8', 'ar'],
  ['ar;q=0.8,en;q=0.8', 'ar'],
  ['fr,ar;q=0.3', 'ar'],
  ['fr', 'en'],
  ['*', 'en'],
  ['ar;q=0', 'en'],
  ['en;q=0,ar;q=0.001', 'ar'],
  ['ar;q=2', 'en'],
  ['ar;q=abc', 'en'],
  ['ar; Q=1', 'ar'],
  ['arabic', 'en'],
  [',,;;,ar', 'ar'],
  [`${'x,'.repeat(1_000)}ar`, 'en'],
] as const)('%j asks for %s', (header, language) => {
  expect(languageOf(header)).toBe(language);
});
