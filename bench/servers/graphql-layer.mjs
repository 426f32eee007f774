/** One schema and its data in memory, served by the GraphQL layer that the first argument names. */
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import { defaultFieldResolver, execute, parse, validate } from 'graphql';

const require = createRequire(import.meta.url);
const { buildSubgraphSchema } = require('@apollo/subgraph');
const fastify = require('fastify');

const FIELDS = [
  'reference',
  'nameAr',
  'nameEn',
  'birthDate',
  'sex',
  'governorate',
  'areaId',
  'address',
  'registeredOn',
  'amount',
  'status',
];
const typeDefs = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key"])
  type Person @key(fields: "id") { id: ID! ${FIELDS.map((name) => `${name}: String`).join(' ')} }
  type Query { people: [Person!]! }
`);
const person = (id) => ({ id, ...Object.fromEntries(FIELDS.map((name) => [name, `${name} of ${id}`])) });
const list = Array.from({ length: 50 }, (_, index) => person(String(index)));
const reads = { many: async (ids) => ids.map(person) };

const schema = buildSubgraphSchema([
  {
    typeDefs,
    resolvers: {
      Query: { people: async () => list },
      Person: { __resolveReference: async ({ id }) => person(id) },
    },
  },
]);

const contenders = {
  async 'node:http + graphql-js'() {
    const prepared = new Map();
    return createServer((request, response) => {
      const chunks = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', async () => {
        const { query, variables } = JSON.parse(Buffer.concat(chunks).toString());
        let document = prepared.get(query);
        if (!document) {
          document = parse(query);
          if (validate(schema, document).length > 0) throw new Error('not valid');
          prepared.set(query, document);
        }
        const result = await execute({
          schema,
          document,
          contextValue: { reads },
          variableValues: variables,
        });
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(result));
      });
    });
  },

  /** The kit's own path: its batch for `_entities`, its cache, its compiler. */
  async 'the kit (fastify + graphql-jit, one batch)'() {
    const { entitiesResolver } = require('../../packages/subgraph-kit/dist/schema/references.js');
    const { Operations } = require('../../packages/subgraph-kit/dist/server/operation.js');
    allowAll(schema);
    schema.getQueryType().getFields()._entities.resolve = entitiesResolver({
      Person: (references, context) => context.reads.many(references.map(({ id }) => id)),
    });
    const operations = new Operations(schema);
    return onFastify(({ query, variables }) => operations.prepare(query).run({ reads }, variables ?? {}));
  },

  async 'fastify + graphql-js, cached'() {
    const prepared = new Map();
    return onFastify(({ query, variables }) => {
      let document = prepared.get(query);
      if (!document) prepared.set(query, (document = parse(query)));
      return execute({ schema, document, contextValue: { reads }, variableValues: variables });
    });
  },

  async 'mercurius with jit'() {
    const { default: mercurius } = await import('mercurius');
    const server = fastify();
    await server.register(mercurius, { schema, jit: 1, context: () => ({ reads }) });
    await server.ready();
    return server;
  },

  async 'Apollo Server on express'() {
    const { ApolloServer } = await import('@apollo/server');
    const { expressMiddleware } = await import('@as-integrations/express5');
    const { default: express } = await import('express');
    const apollo = new ApolloServer({ schema, introspection: false });
    await apollo.start();
    const app = express();
    app.use('/graphql', express.json(), expressMiddleware(apollo, { context: async () => ({ reads }) }));
    return createServer(app);
  },

  async 'graphql-yoga'() {
    const { createYoga } = await import('graphql-yoga');
    return createServer(createYoga({ schema, context: { reads }, logging: false }));
  },
};

function onFastify(answer) {
  const server = fastify();
  server.post('/graphql', async (request, reply) => {
    const result = await answer(request.body);
    return reply.header('content-type', 'application/json').send(JSON.stringify(result));
  });
  return server;
}

/** The kit refuses fields that do not say who may see them; here everyone may. */
function allowAll(target) {
  for (const type of Object.values(target.getTypeMap())) {
    for (const field of Object.values(type.getFields?.() ?? {})) {
      field.extensions = {
        ...field.extensions,
        access: { audience: ['public'], scopes: [] },
        columns: [field.name],
      };
      if (field.resolve === defaultFieldResolver) delete field.resolve;
    }
  }
}

export const names = Object.keys(contenders);
export { FIELDS };

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const server = await contenders[process.argv[2]]();
  if ('listen' in server && 'inject' in server) {
    await server.listen({ port: 0, host: '127.0.0.1' });
    console.log(`listening ${server.server.address().port}`);
  } else {
    server.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`));
  }
}
