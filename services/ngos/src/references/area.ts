import { Access } from '@solidarity/subgraph-kit/access/access';
import { Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { governorateOfArea, levelOfArea } from '@solidarity/subgraph-kit/values/governorate';
import { Ctx, Directive, Field, FieldResolver, ID, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { Ngo } from '../registry/ngo.entity';
import { inGoodStanding } from '../registry/status-condition';

@ObjectType({ description: 'A governorate, district, village or neighbourhood of Egypt. For everyone.' })
@Directive('@key(fields: "id")')
@Access.everyone()
export class Area {
  @Field(() => ID, {
    description: 'Its code: "EG-GZ" a governorate, "EG-GZ-03" a district, "EG-GZ-03-012" a village.',
  })
  id!: string;
}

@Resolver(() => Area)
export class AreaResolver {
  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'How many NGOs with their seat in the area are in good standing today. For those who see figures. Null only when it cannot be told.',
  })
  @Access({ scopes: ['aggregates:read'] })
  @Needs('id')
  async ngosInGoodStanding(@Root() { id }: Area, @Ctx() { reads, today }: ServiceContext): Promise<number> {
    const where = inGoodStanding(today);
    switch (levelOfArea(id)) {
      case 'GOVERNORATE':
        return reads.countByParent(Ngo, 'seatGovernorate', governorateOfArea(id) ?? id, where);
      case 'DISTRICT':
        return reads.countByParent(Ngo, 'seatDistrictId', id, where);
      case 'VILLAGE':
        return reads.countByParent(Ngo, 'seatAreaId', id, where);
      case null:
        return 0;
    }
  }
}
