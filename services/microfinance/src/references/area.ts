import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';

/** Owned by the registry of beneficiaries; here it is given what is lent in it. */
@ObjectType({ description: 'A governorate, a district, or a village or neighbourhood.' })
@Directive('@key(fields: "id")')
@Access.everyone()
export class Area {
  @Field(() => ID, { description: "The area's code, such as EG-GZ, EG-GZ-03 or EG-GZ-03-012." })
  id!: string;
}
