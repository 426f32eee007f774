import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';

/** An area of the country, which beneficiaries owns. */
@ObjectType({ description: 'A governorate, district or village.' })
@Directive('@key(fields: "id")')
@Access.everyone()
export class Area {
  @Field(() => ID, { description: 'The code of the area, such as EG-GZ-03-012.' })
  id!: string;
}
