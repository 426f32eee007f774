import { GraphQLError } from 'graphql';
import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper';
import type { FixtureService } from './fixture-schemas';

const people = {
  p1: { id: 'p1', name: 'منى السيد', nationalId: '2850615******1', rawScore: 0.5 },
  p2: { id: 'p2', name: 'كريم منى', nationalId: '3100101******2', rawScore: 0.1 },
};
type PersonId = keyof typeof people;

const households = [
  { id: 'h1', name: 'بيت منى', governorate: 'EG_GZ', headId: 'p1', memberIds: ['p1', 'p2'] },
  { id: 'h2', name: 'بيت كريم', governorate: 'EG_C', headId: 'p2', memberIds: ['p2'] },
] as const;

const ngos = [
  { id: 'n1', name: { ar: 'جمعية النور', en: 'Al-Nour' }, documents: ['licence'] },
  { id: 'n2', name: { ar: 'مؤسسة الأمل', en: null }, documents: [] },
];

interface Ref {
  readonly id: string;
}

/** What the fixture's services answer; small, and the same each time. */
export const fixtureResolvers: Record<FixtureService, GraphQLResolverMap<unknown>> = {
  registry: {
    Query: {
      household: (_: unknown, { id }: Ref) => households.find((household) => household.id === id) ?? null,
      households: (_: unknown, { first }: { first: number }) => ({ nodes: households.slice(0, first) }),
      householdCount: () => households.length,
      secretReport: () => ({ text: 'secret' }),
      slowCount: () => 1,
    },
    Mutation: {
      renameHousehold: (_: unknown, { input }: { input: { id: string; name: string } }) => ({
        ...households.find(({ id }) => id === input.id),
        name: input.name,
      }),
    },
    Household: {
      __resolveReference: ({ id }: Ref) => households.find((household) => household.id === id) ?? null,
      head: ({ headId }: { headId: PersonId }) => people[headId],
      members: ({ memberIds }: { memberIds: PersonId[] }) => memberIds.map((id) => people[id]),
    },
    Person: { __resolveReference: ({ id }: Ref) => people[id as PersonId] ?? null },
  },
  ngos: {
    Query: {
      ngos: () => ngos,
      ngo: (_: unknown, { id }: Ref) => {
        if (id === 'boom') throw new GraphQLError('relation "ngo" does not exist at 10.0.0.7:5432');
        return ngos.find((ngo) => ngo.id === id) ?? null;
      },
    },
    Ngo: { __resolveReference: ({ id }: Ref) => ngos.find((ngo) => ngo.id === id) ?? null },
    Household: { __resolveReference: (ref: Ref) => ref, servedBy: () => ngos[0] },
  },
  loans: {
    Query: {
      products: () => [{ id: 'x1', price: '120.00', producer: { id: 'p1' } }],
      lendingTotal: () => '1250.00',
    },
    Person: {
      __resolveReference: (ref: Ref) => ref,
      hasLoan: ({ id }: Ref) => id === 'p1',
      loans: ({ id }: Ref) => (id === 'p1' ? [{ id: 'l1', amount: '4000.00' }] : []),
    },
    Household: {
      __resolveReference: (ref: Ref) => ref,
      debt: ({ members }: { members: Ref[] }) => `${members.length}000.00`,
    },
  },
};
