import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';

/** Owned by the service of NGOs; here it is given what it lends. */
@ObjectType({
  description: 'An association, a foundation, a union or a branch of a foreign organisation (منظمة أهلية).',
})
@Directive('@key(fields: "id")')
@Access.everyone()
export class Ngo {
  @Field(() => ID, { description: 'Identifies the NGO in every service.' })
  id!: string;
}
