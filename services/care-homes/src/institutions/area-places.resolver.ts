import { Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { knownId } from '@solidarity/subgraph-kit/database/ids';
import type { Reads } from '@solidarity/subgraph-kit/database/reads';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { Area } from '../references/area';

/** Places in the homes of an area, added up; no person in it. */
@ObjectType({ description: 'Places in the care homes of an area, added up.' })
@Access({ scopes: ['aggregates:read'] })
class CareHomePlaces {
  @Field(() => Int, { description: 'Homes that were licensed and are not closed.' })
  homes!: number;

  @Field(() => Int, { description: 'How many people may live in them.' })
  capacity!: number;

  @Field(() => Int, { description: 'How many people live in them.' })
  taken!: number;

  @Field(() => Int, {
    description: 'Places that can be taken today: free ones in homes whose licence is in force.',
  })
  free!: number;
}

/** All areas that are asked for in one statement; a home counts for its village, its district and its governorate. */
const PLACES = `
  select area.id, count(home.id)::integer as homes,
    coalesce(sum(home.capacity), 0)::integer as capacity,
    coalesce(sum(home.occupied), 0)::integer as taken,
    coalesce(sum(home.capacity - home.occupied)
      filter (where home.licence_state = 'LICENSED' and home.licensed_until >= $2), 0)::integer as free
  from (select distinct unnest($1::text[])) as area(id)
  left join care_home home
    on home.governorate = 'EG_' || split_part(area.id, '-', 2)
    and (home.area_id = area.id or starts_with(home.area_id, area.id || '-'))
    and home.licensed_from is not null and home.licence_state <> 'CLOSED'
  group by area.id`;

/** What this service knows of an area. */
@Resolver(() => Area)
export class AreaPlacesResolver {
  @FieldResolver(() => CareHomePlaces, {
    nullable: true,
    description:
      'Places in its care homes, those of all areas within it included. Null only when they cannot be told.',
  })
  @Access({ scopes: ['aggregates:read'] })
  careHomePlaces(@Root() { id }: Area, @Ctx() { reads, today }: ServiceContext): Promise<CareHomePlaces> {
    return reads.batch('care home places', id, (ids) => placesOf(reads, ids, today));
  }
}

async function placesOf(reads: Reads, ids: readonly string[], today: PlainDate): Promise<CareHomePlaces[]> {
  const known = ids.filter((id) => knownId(id, 'text') !== null);
  const rows = await reads.rows<CareHomePlaces & { id: string }>(PLACES, [known, today]);
  const byId = new Map(rows.map(({ id, ...places }) => [id, places]));
  return ids.map((id) => byId.get(id) ?? { homes: 0, capacity: 0, taken: 0, free: 0 });
}
