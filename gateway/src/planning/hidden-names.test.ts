import { Supergraph } from '@apollo/federation-internals';
import { parse } from 'graphql';
import { hiddenNames } from './hidden-names';
import { supergraphOf } from './testing/small-federation';

const sdl = supergraphOf({
  visits: {
    sdl: `
      type Query { person: Person stage: Stage secret: Secret @inaccessible }
      enum Stage { OPEN SECRET @inaccessible }
      enum Secret @inaccessible { ONE }
      interface Person { name: String }
      type Citizen implements Person { name: String }
      type Agent implements Person @inaccessible { name: String }
      input Hidden @inaccessible { a: Int }`,
  },
});

describe('the hidden names of a supergraph', () => {
  it('are its inaccessible types of objects, and values of enums that clients see', () => {
    const hidden = hiddenNames(parse(sdl), Supergraph.build(sdl, {}).apiSchema());

    expect(hidden).toEqual({
      types: new Set(['Agent']),
      enumValues: new Map([['Stage', new Set(['SECRET'])]]),
    });
  });
});
