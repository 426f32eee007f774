import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { Person } from '../references/person';
import { FosterApplicant } from './applicant.entity';
import { FosterDocument } from './document.entity';
import { FosterApplication } from './foster-application.entity';

@Resolver(() => FosterApplicant)
export class FosterApplicantResolver {
  @FieldResolver(() => Person, { description: 'Who applies.' })
  @Needs('personId')
  person(@Root() { personId }: FosterApplicant): Person {
    return { id: personId };
  }
}

@Resolver(() => FosterDocument)
export class FosterDocumentResolver {
  @FieldResolver(() => Person, {
    nullable: true,
    description: 'Whom it is about; null when it is about the family.',
  })
  @Needs('personId')
  person(@Root() { personId }: FosterDocument): Person | null {
    return personId === null ? null : { id: personId };
  }
}

/** What this service knows of a person who wants to take a child in. */
@Resolver(() => Person)
export class PersonFosteringResolver {
  @FieldResolver(() => [FosterApplication], {
    nullable: true,
    description:
      'The person’s applications to take a child in that the caller may see, the latest first; at most 20. Null only when they cannot be told.',
  })
  @Access({ audience: ['partner'], scopes: ['foster:read'] })
  fosterApplications(
    @Root() { id }: Person,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<FosterApplication[]> {
    const link = { entity: FosterApplicant, parent: 'personId', child: 'applicationId' };
    const latest = { orderBy: ['createdAt'] as const, descending: true, limit: 20 };
    return reads.byParent(FosterApplication, link, id, askedColumns(info), latest);
  }
}
