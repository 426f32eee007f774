import { CodedError } from '@solidarity/subgraph-kit/errors/coded-error';
import { placeOf, publicId } from './job-id';

const id = '0193a5d0-0000-7000-8000-000000000001';

describe('the id of a job', () => {
  test('says which service to ask', () => {
    expect(placeOf(publicId({ service: 'care-homes', id }))).toEqual({ service: 'care-homes', id });
  });

  test.each([
    '',
    id,
    `ngos:${id}/../..`,
    `ngos:${id}x`,
    `ngos/:${id}`,
    'ngos:1',
    `NGOS:${id}`,
    `ngos:${id}\n`,
  ])('is unknown when it has another form: %j', (text) => {
    expect(() => placeOf(text)).toThrow(new CodedError('NOT_FOUND'));
  });
});
