import { SecretBox } from './secret-box';

const [OLD, NEW] = ['an-old-key-for-tests-of-no-use-elsewhere', 'a-new-key-for-tests-of-no-use-elsewhere'];
const SECRET = 'whsec_c2VjcmV0';

it('gives back what was shut, and shuts the same differently each time', () => {
  const box = new SecretBox(OLD);

  const [one, two] = [box.shut('a', SECRET), box.shut('a', SECRET)];

  expect(box.open('a', one)).toBe(SECRET);
  expect(one.equals(two)).toBe(false);
  expect(one.includes(SECRET)).toBe(false);
});

it('opens for no other webhook, with no other key, and not when a bit was changed', () => {
  const shut = new SecretBox(OLD).shut('a', SECRET);
  const changed = Buffer.from(shut);
  changed.writeUInt8(changed.readUInt8(30) ^ 1, 30);

  expect(() => new SecretBox(OLD).open('b', shut)).toThrow(/does not open/);
  expect(() => new SecretBox(NEW).open('a', shut)).toThrow(/does not open/);
  expect(() => new SecretBox(OLD).open('a', changed)).toThrow(/does not open/);
});

it('opens with the old key while a new one stands before it, and renews to the new one', () => {
  const shut = new SecretBox(OLD).shut('a', SECRET);
  const both = new SecretBox(`${NEW} ${OLD}`);

  const renewed = both.renewed('a', shut);

  expect(both.open('a', shut)).toBe(SECRET);
  expect(new SecretBox(NEW).open('a', renewed ?? shut)).toBe(SECRET);
  expect(both.renewed('a', renewed ?? shut)).toBeNull();
});
