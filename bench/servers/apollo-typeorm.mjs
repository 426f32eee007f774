/**
 * What most would write: Apollo Server on express, TypeORM's `find` on the service's own entities. It checks nobody and
 * sees every row; references are answered by one `find` for all of them, pages by the same row comparison as ours.
 */
import { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import { parse } from 'graphql';
import { createServer } from 'node:http';
import { definitionOf, kit } from '../lib/house-code.mjs';
import { SERVICES } from '../loads.mjs';

const name = process.argv[2];
const service = definitionOf(name);
const { buildSubgraphSchema } = kit('@apollo/subgraph');
const { In, IsNull, Raw } = kit('typeorm');
const { buildSubgraph } = kit('./dist/schema/build.js');
const { createDataSource } = kit('./dist/database/data-source.js');
const { DateTimeScalar } = kit('./dist/values/scalars.js');
const { decodeCursor, encodeCursor } = kit('./dist/values/connection.js');

const dataSource = createDataSource({
  url: process.env.DATABASE_URL,
  entities: [...service.entities],
  poolSize: 10,
});
await dataSource.initialize();

async function entities(_source, { representations }) {
  const [{ __typename }] = representations;
  const found = await dataSource
    .getRepository(__typename)
    .find({ where: { id: In(representations.map(({ id }) => id)) } });
  const byId = new Map(found.map((each) => [each.id, each]));
  return representations.map(({ id }) => {
    const each = byId.get(id);
    return each ? Object.assign(each, { __typename }) : null;
  });
}

function page({ of, order, descending, where }) {
  const repository = dataSource.getRepository(of.type);
  const [first] = order;
  return async (_source, args) => {
    const cursor = decodeCursor(args.after, order.length);
    const after = Raw((alias) => comparison(alias, order, descending), {
      first: cursor[0],
      second: cursor[1],
    });
    const nodes = await repository.find({
      where: { [first.property]: after, ...(where === 'dissolved_on is null' && { dissolvedOn: IsNull() }) },
      order: Object.fromEntries(order.map(({ property }) => [property, descending ? 'DESC' : 'ASC'])),
      take: args.first + 1,
    });
    const hasNextPage = nodes.length > args.first;
    const last = nodes.slice(0, args.first).at(-1);
    const endCursor = last ? encodeCursor(order.map(({ property }) => last[property])) : null;
    return { nodes: nodes.slice(0, args.first), pageInfo: { hasNextPage, endCursor } };
  };
}

/** `(Loan.createdAt, Loan.id) < (:first, :second)`, in which TypeORM then names the columns. */
function comparison(alias, order, descending) {
  const [{ property: first }, second] = order;
  const columns = second ? `(${alias}, ${alias.replace(first, second.property)})` : alias;
  return `${columns} ${descending ? '<' : '>'} ${second ? '(:first, :second)' : ':first'}`;
}

const pages = SERVICES[name].loads.filter(({ kind }) => kind === 'page');
const schema = buildSubgraphSchema([
  {
    typeDefs: parse(buildSubgraph(service.subgraph).sdl),
    resolvers: {
      DateTime: DateTimeScalar,
      Query: Object.fromEntries(pages.map((load) => [load.field, page(load)])),
    },
  },
]);
schema.getQueryType().getFields()._entities.resolve = entities;

const apollo = new ApolloServer({ schema, introspection: false });
await apollo.start();
const app = express();
app.use('/graphql', express.json(), expressMiddleware(apollo));
const server = createServer(app);
server.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`));
