import { supergraphOf } from './small-federation';

/** An interface that one service knows as one object, of which one field requires what another service has. */
export const MEDIA_SUPERGRAPH = supergraphOf({
  catalogue: {
    sdl: `
      type Query { media: [Media] }
      interface Media @key(fields: "id") { id: ID! year: Int }
      type Movie implements Media @key(fields: "id") { id: ID! year: Int }
      type Series implements Media @key(fields: "id") { id: ID! year: Int }
      type Song implements Media @key(fields: "id") { id: ID! year: Int }`,
  },
  rights: {
    sdl: `
      type Query { protected: [Media] }
      type Media @key(fields: "id") @interfaceObject {
        id: ID!
        year: Int @external
        licence: String @requires(fields: "year")
        lands: Int
      }`,
  },
});
