import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';

/** A person, whom beneficiaries owns; here only the id is known. */
@ObjectType({ description: 'Anyone who is known to any of the services.' })
@Directive('@key(fields: "id")')
@Access({ audience: ['partner'] })
export class Person {
  @Field(() => ID, { description: 'Identifies the person in every service; tells nothing.' })
  id!: string;
}
