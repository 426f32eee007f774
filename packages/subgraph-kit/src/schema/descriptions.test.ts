import { undescribed } from './descriptions';

test('names every type, field, argument and enum value that says nothing of itself', () => {
  const sdl = `
    type Query { "A home." home("Which." id: ID!, kind: Kind): Home }
    "A place." type Home { id: ID! "Its grade." grade: String }
    enum Kind { "For few." SMALL LARGE }
    input New { name: String }
  `;

  expect(undescribed(sdl)).toEqual(['Query.home(kind:)', 'Home.id', 'Kind', 'Kind.LARGE', 'New', 'New.name']);
});
