import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';

/** An NGO, which the service of NGOs owns. */
@ObjectType({ description: 'A non-governmental organisation; its register is public.' })
@Directive('@key(fields: "id")')
@Access.everyone()
export class Ngo {
  @Field(() => ID, { description: 'Identifies the organisation.' })
  id!: string;
}
