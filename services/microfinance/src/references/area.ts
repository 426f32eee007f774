import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';

/** Owned by the registry of beneficiaries; here it is given what is lent in it. */
@ObjectType({ description: 'A governorate, district, village or neighbourhood of Egypt. For everyone.' })
@Directive('@key(fields: "id")')
@Access.everyone()
export class Area {
  @Field(() => ID, {
    description: 'Its code: "EG-GZ" a governorate, "EG-GZ-03" a district, "EG-GZ-03-012" a village.',
  })
  id!: string;
}
