import { Arg, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { CommandContext, ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { maskNationalId } from '@solidarity/subgraph-kit/values/national-id';
import { PersonCorrection } from './correction.entity';
import { maskDocumentNumber } from './person';
import { correctPerson, markDeceased, type PersonResult } from './person.commands';
import { Person, PersonDocument } from './person.entity';
import {
  CorrectPersonInput,
  CorrectPersonPayload,
  MarkDeceasedInput,
  MarkDeceasedPayload,
} from './person.inputs';

@Resolver(() => Person)
export class PersonResolver {
  @Query(() => Person, {
    nullable: true,
    description: 'The person; null when there is none that you may see.',
  })
  @Access({ audience: ['partner'], scopes: ['registry:read'] })
  person(
    @Arg('id', () => ID, { description: 'Their id.' }) id: string,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Person | null> {
    return reads.one(Person, id, askedColumns(info));
  }

  @Query(() => Person, {
    nullable: true,
    description: 'The citizen who asks; null for callers who are no citizen.',
  })
  @Access({ audience: ['partner'], scopes: ['registry:read'] })
  me(
    @Ctx() { reads, caller }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Person | null> | null {
    const { personId } = caller.claims;
    return personId === undefined ? null : reads.one(Person, personId, askedColumns(info));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The national ID, with six digits hidden ("2850615******1") unless you hold `pii:read`; null for guests.',
  })
  @Needs('nationalId')
  nationalId(@Root() { nationalId }: Person, @Ctx() { caller }: ServiceContext): string | null {
    if (nationalId === null || caller.scopes.has('pii:read')) return nationalId;
    return maskNationalId(nationalId);
  }

  @FieldResolver(() => PersonDocument, {
    nullable: true,
    description: 'The document by which a guest is known; null for who has a national ID.',
  })
  @Needs('document')
  document(@Root() { document }: Person): PersonDocument | null {
    return document;
  }

  @FieldResolver(() => [PersonCorrection], {
    description: 'What was wrong in the record and has been corrected, oldest first. For the ministry.',
  })
  @Access({ scopes: ['registry:read'] })
  corrections(
    @Root() { id }: Person,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PersonCorrection[]> {
    return reads.byParent(PersonCorrection, 'personId', id, askedColumns(info), { orderBy: ['at'] });
  }

  @Mutation(() => CorrectPersonPayload, {
    description:
      "Corrects what was wrong in a person's record; the old values are kept with who, when and why.",
  })
  @Access({ scopes: ['registry:write'] })
  correctPerson(
    @Arg('input', () => CorrectPersonInput, { description: 'What is to be done.' }) input: CorrectPersonInput,
    @Ctx() context: CommandContext,
  ): Promise<PersonResult> {
    return correctPerson(context, input);
  }

  @Mutation(() => MarkDeceasedPayload, {
    description:
      'Records a death. The person belongs to no household from that day on; when the head dies, the next head is named, and when nobody remains, the household is dissolved.',
  })
  @Access({ scopes: ['registry:write'] })
  markDeceased(
    @Arg('input', () => MarkDeceasedInput, { description: 'What is to be done.' }) input: MarkDeceasedInput,
    @Ctx() context: CommandContext,
  ): Promise<PersonResult> {
    return markDeceased(context, input);
  }
}

@Resolver(() => PersonDocument)
export class PersonDocumentResolver {
  @FieldResolver(() => String, {
    description: 'Its number; all but the last two characters are hidden unless you hold `pii:read`.',
  })
  number(@Root() { number }: PersonDocument, @Ctx() { caller }: ServiceContext): string {
    return caller.scopes.has('pii:read') ? number : maskDocumentNumber(number);
  }
}
