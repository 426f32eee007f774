import { demoCitizen } from './demo';
import { Population } from './population';

test('the demo citizen is the same in a sample of any size', () => {
  const pepper = 'a pepper that is used in tests only';
  const large = new Population({ households: 250_000, pepper });

  expect(demoCitizen(pepper)).toEqual(large.household(0).members[0]);
});
