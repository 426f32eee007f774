import { parse } from 'graphql';
import { composeGraph } from './composition';
import { indexGraph } from './graph-index';
import { contentsOf } from './variant';

const LINK = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.11", import: ["@key", "@tag", "@shareable", "@inaccessible"]
)`;
const PUBLIC = '@tag(name: "public")';

function publicContentsOf(sdl: string): { fields: string[]; types: string[] } {
  const services = [{ name: 'only', document: parse(`${LINK} ${sdl}`) }];
  const { fields, types } = contentsOf(indexGraph(services), 'public');
  // What is worked out must also compose.
  composeGraph(services);
  return { fields: [...fields].sort(), types: [...types].sort() };
}

describe('what a variant holds', () => {
  it('is an interface with the fields that all of its types show', () => {
    const { fields } = publicContentsOf(`
      type Query { place: Place ${PUBLIC} }
      interface Place { id: ID! name: String notes: String }
      type Home implements Place { id: ID! ${PUBLIC} name: String ${PUBLIC} notes: String ${PUBLIC} }
      type Office implements Place { id: ID! ${PUBLIC} name: String ${PUBLIC} notes: String }
    `);

    expect(fields).toEqual([
      'Home.id',
      'Home.name',
      'Home.notes',
      'Office.id',
      'Office.name',
      'Place.id',
      'Place.name',
      'Query.place',
    ]);
  });

  it('is a union with its members, and inputs within inputs', () => {
    const { types } = publicContentsOf(`
      type Query { find(by: Filter): Found ${PUBLIC} hidden(by: Other): Int }
      input Filter { all: [Filter!] place: PlaceFilter }
      input PlaceFilter { kind: Kind, since: Day }
      input Other { x: Int }
      enum Kind { HOME OFFICE }
      enum Unused { A }
      scalar Day
      union Found = Home | Office
      type Home { id: ID! ${PUBLIC} }
      type Office { id: ID! ${PUBLIC} }
    `);

    expect(types).toEqual(['Day', 'Filter', 'Found', 'Home', 'Kind', 'Office', 'PlaceFilter', 'Query']);
  });

  it('takes the tag of a type for its fields', () => {
    const { fields } = publicContentsOf(
      `type Query ${PUBLIC} { home: Home } type Home ${PUBLIC} { id: ID! }`,
    );

    expect(fields).toEqual(['Home.id', 'Query.home']);
  });

  it('leaves out a public type to which no public field leads', () => {
    const { types } = publicContentsOf(`
      type Query { count: Int ${PUBLIC} secret: Secret }
      type Secret { text: Text }
      type Text @shareable { ar: String ${PUBLIC} }
    `);

    expect(types).toEqual(['Query']);
  });
});
