import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';

/** Owned by the registry of beneficiaries; here it is given its loans, its standing as a borrower and its products. */
@ObjectType({ description: 'Anyone known to any service.' })
@Directive('@key(fields: "id")')
@Access({ audience: ['partner'] })
export class Person {
  @Field(() => ID, { description: 'The same in all services; it tells nothing of the national ID.' })
  id!: string;
}
