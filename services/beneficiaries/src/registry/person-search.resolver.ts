import { Args, ArgsType, Ctx, Field, ID, Info, Query, Resolver } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { knownId } from '@solidarity/subgraph-kit/database/ids';
import { CodedError } from '@solidarity/subgraph-kit/errors/coded-error';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import {
  connectionFrom,
  decodeCursor,
  PageArgs,
  type Connection,
} from '@solidarity/subgraph-kit/values/connection';
import { levelOfArea } from '@solidarity/subgraph-kit/values/governorate';
import { searchQuery } from '@solidarity/subgraph-kit/values/name-search';
import type { NationalId } from '@solidarity/subgraph-kit/values/national-id';
import { NationalIdScalar } from '@solidarity/subgraph-kit/values/scalars';
import { Person, PersonConnection } from './person.entity';

@ArgsType()
class SearchPersonsArgs extends PageArgs {
  @Field(() => String, {
    nullable: true,
    description:
      'Words, each of which begins some word of the name, in Arabic however it is spelt or in English.',
  })
  name?: string | null;

  @Field(() => NationalIdScalar, { nullable: true, description: 'The whole national ID.' })
  nationalId?: NationalId | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The area that they live in, or that it lies in: "EG-GZ-03".',
  })
  areaId?: string | null;
}

@Resolver()
export class PersonSearchResolver {
  @Query(() => PersonConnection, {
    description:
      'The people whom you may see and who match all that is given, at least one of name, national ID and area; by area, then by name.',
  })
  @Access({ audience: ['partner'], scopes: ['registry:read'] })
  async searchPersons(
    @Args(() => SearchPersonsArgs) search: SearchPersonsArgs,
    @Ctx() context: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Person>> {
    const ids = await idsOf(context, search);
    const found = await context.reads.many(Person, ids, askedColumns(info));
    const people = found.filter((person) => person !== null);
    return connectionFrom(people, search, ({ id }) => [id]);
  }
}

/** One more than asked for tells whether there is another page. */
async function idsOf(
  { reads, personIds }: ServiceContext,
  { name, nationalId, areaId, first, after }: SearchPersonsArgs,
): Promise<string[]> {
  const [asksName, asksId, asksArea] = [name, nationalId, areaId].map((given) => (given ?? null) !== null);
  if (!asksName && !asksId && !asksArea) throw new CodedError('BAD_USER_INPUT');
  const words = searchQuery(name ?? '');
  if ((asksName && words === null) || (areaId && levelOfArea(areaId) === null)) return [];
  const knownPersonId = nationalId ? personIds.ofNationalId(nationalId) : null;
  const rows = await reads.rows<{ id: string }>(
    'select id from search_people($1::tsquery, $2, $3, $4, $5) as id',
    [...[words, knownPersonId, areaId ?? null, after ? cursorOf(after) : null], first + 1],
  );
  return rows.map(({ id }) => id);
}

function cursorOf(after: string): string {
  const [id = ''] = decodeCursor(after, 1);
  if (knownId(id, 'uuid') === null) throw new CodedError('CURSOR_INVALID');
  return id;
}
