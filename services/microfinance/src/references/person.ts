import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';

/** Owned by the registry of beneficiaries; here it is given its loans, its standing as a borrower and its products. */
@ObjectType({
  description:
    'A person known to the registry. A case worker sees the people of their governorate, a partner NGO those of the households that it serves with consent, a citizen those of their own household.',
})
@Directive('@key(fields: "id")')
@Access({ audience: ['partner'] })
export class Person {
  @Field(() => ID, {
    description: 'The same in all services; it tells nothing of the national ID that it is made of.',
  })
  id!: string;
}
