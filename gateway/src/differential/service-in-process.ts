import { buildSubgraphSchema } from '@apollo/subgraph';
import { setImmediate } from 'node:timers/promises';
import {
  defaultFieldResolver,
  execute,
  getOperationAST,
  OperationTypeNode,
  parse,
  validate,
  type DocumentNode,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import type { ServiceAnswer } from '../subgraphs/service-answer';
import { federated, type ServiceSource, type Thing, type World } from './federation';
import { entityFault, failure, fieldFault, wholeFault, type Fault } from './faults';
import { findSent, wasSent, type Representation } from './references';
import { typeFacts, withoutPromises, type TypeFacts } from './service-schema';

/** The data as they stand, and what is wrong, during one operation. */
export interface Scene {
  readonly world: World;
  readonly faults: readonly Fault[];
  /** The mutations that were done, in order. */
  readonly writes: string[];
}

interface GraphQLRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

/** A service of a federation, asked without any network; as strict as a real one that knows no other's data. */
export class ServiceInProcess {
  readonly name: string;
  readonly #facts: ReadonlyMap<string, TypeFacts>;
  readonly #schema: GraphQLSchema;
  readonly #lax: GraphQLSchema;
  readonly #documents = new Map<string, DocumentNode>();

  constructor(
    private readonly source: ServiceSource,
    private readonly implementationsOf: (typeName: string) => readonly string[],
    /** Its answers take so many turns of the event loop, so that services overtake each other. */
    private readonly turns: number,
  ) {
    this.name = source.name;
    this.#facts = typeFacts(source.sdl);
    this.#schema = this.#executable(source.sdl);
    this.#lax = this.#executable(withoutPromises(source.sdl));
  }

  /** Answers the body of a call; throws a ServiceFault when it is down. */
  async answer(body: string, scene: Scene): Promise<ServiceAnswer> {
    for (let turn = 0; turn < this.turns; turn++) await setImmediate();
    const whole = wholeFault(scene.faults, this.name);
    if (whole) return whole;
    const { query, variables = {}, operationName } = JSON.parse(body) as GraphQLRequest;
    const breaksItsWord = scene.faults.some(({ kind }) => kind === 'field is null');
    const document = this.#document(query);
    const operation = getOperationAST(document, operationName);
    const result = await execute({
      schema: breaksItsWord ? this.#lax : this.#schema,
      document,
      rootValue:
        operation?.operation === OperationTypeNode.MUTATION ? scene.world.mutation : scene.world.query,
      contextValue: scene,
      variableValues: variables,
      operationName,
      fieldResolver: this.#resolve,
    });
    // As it would come from the network: nothing in it is shared with the data.
    return JSON.parse(JSON.stringify(result)) as ServiceAnswer;
  }

  /** Throws when the gateway asks for what the service does not have. */
  #document(query: string): DocumentNode {
    const known = this.#documents.get(query);
    if (known) return known;
    const document = parse(query);
    const errors = validate(this.#schema, document);
    if (errors.length > 0) throw new Error(`${this.name} cannot be asked ${query}: ${errors.join('\n')}`);
    this.#documents.set(query, document);
    return document;
  }

  #executable(sdl: string): GraphQLSchema {
    const references = [...this.#facts]
      .filter(([, { keys }]) => keys.length > 0)
      .map(([type, facts]) => [type, { __resolveReference: this.#findReference(type, facts) }] as const);
    return buildSubgraphSchema({
      typeDefs: parse(federated(sdl)),
      resolvers: Object.fromEntries(references),
    });
  }

  #findReference(type: string, facts: TypeFacts) {
    return async (sent: Representation, { world, faults }: Scene): Promise<Thing | null> => {
      const found = findSent(world.entities(), sent, facts, this.implementationsOf(type));
      const fault = entityFault(faults, this.name, type, found?.mark);
      if (fault === 'entity fails') throw failure(type);
      return fault || !found ? null : found;
    };
  }

  #resolve: GraphQLFieldResolver<object, Scene> = (thing, args, scene, info) => {
    const { name: type } = info.parentType;
    const { fieldName: field } = info;
    const { mark } = thing as { mark?: string };
    const fault = fieldFault(
      scene.faults,
      field,
      mark,
      (one) => one.service === this.name && one.type === type,
    );
    if (info.parentType === info.schema.getMutationType()) scene.writes.push(field);
    if (fault?.kind === 'field fails') throw failure(`${type}.${field}`);
    if (fault) return null;
    const coordinate = `${type}.${field}`;
    const { stale = {} } = this.source;
    if (Object.hasOwn(stale, coordinate)) return stale[coordinate];
    const facts = this.#facts.get(type);
    if (facts?.requiring.has(field) && !wasSent(thing)) throw new Error(`${coordinate} was sent nothing`);
    if (facts?.externals.has(field)) throw new Error(`${this.name} does not know ${coordinate}`);
    return defaultFieldResolver(thing, args, scene, info);
  };
}
