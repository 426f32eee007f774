import { buildSchema, getOperationAST, parse, type GraphQLSchema } from 'graphql';
import { CLIENT_NAMES, type ResponseNames } from '../../../planning/response-names';
import { compileSerializer, type Serialize } from '../compile-serializer';
import { askedBy } from '../selections';

/** Something of every kind that a schema can have. */
export const schema = buildSchema(`
  scalar Json
  enum Colour { RED GREEN }
  interface Node { id: ID! name: String }
  type Ant implements Node { id: ID! name: String legs: Int! }
  type Bee implements Node { id: ID! name: String wings: Int! friends: [Node!] }
  union Insect = Ant | Bee
  type Leaves { int: Int float: Float string: String boolean: Boolean id: ID colour: Colour json: Json }
  type Musts { int: Int! json: Json! list: [Int!]! inner: Musts mustInner: Musts! }
  type Odd { constructor: String toString: Int length: Int values: [Int] hasOwnProperty: Json class: Odd }
  type Query {
    leaves: Leaves musts: Musts odd: Odd node: Node nodes: [Node] insect: Insect ant: Ant mustAnt: Ant!
    grid: [[Int!]] antGrid: [[Ant!]!] a: Int b: Int
  }
  type Mutation { change: Ant query: Query }
`);

export type Tree = Readonly<Record<string, unknown>>;

export interface SerializerChoice {
  readonly on?: GraphQLSchema;
  readonly names?: ResponseNames;
  readonly operationName?: string;
  /** What decides the operation's conditions. */
  readonly variables?: Tree;
}

/** The serializer of a document's operation, on the schema above if no other is given. */
export function serializerOf(
  query: string,
  { on = schema, names = CLIENT_NAMES, operationName, variables = {} }: SerializerChoice = {},
): Serialize {
  const document = parse(query);
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new Error('No operation.');
  return compileSerializer(askedBy(on, { document, operation }, names, trueAmong(variables)));
}

/** The text for a tree, and where the tree is at fault. */
export function serialize(
  query: string,
  tree: Tree,
  variables: Tree = {},
  names: ResponseNames = CLIENT_NAMES,
): { text: string; faults: string[] } {
  const faults: string[] = [];
  const text = serializerOf(query, { names, variables })(tree, (path) => faults.push(path.join('.')));
  return { text, faults };
}

/** The names of the variables that are true. */
export function trueAmong(variables: Tree): ReadonlySet<string> {
  return new Set(Object.keys(variables).filter((name) => variables[name] === true));
}

export function textOf(query: string, tree: Tree, variables?: Tree): string {
  return serialize(query, tree, variables).text;
}
