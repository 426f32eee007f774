import { canonicalJson } from './canonical-json';

describe('canonical JSON', () => {
  it('is the same however the keys were ordered, at every depth', () => {
    expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
  });

  it('keeps the order of lists', () => {
    expect(canonicalJson([2, 1])).not.toBe(canonicalJson([1, 2]));
  });

  it('knows absent from null', () => {
    expect(canonicalJson({ a: undefined })).toBe('{}');
    expect(canonicalJson({ a: null })).toBe('{"a":null}');
  });

  it('has a text for nothing at all', () => {
    expect(canonicalJson(undefined)).toBe('null');
  });
});
