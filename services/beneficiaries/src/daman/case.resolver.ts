import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { StateTransition } from '@solidarity/subgraph-kit/records/state-history';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { PageArgs, type Connection } from '@solidarity/subgraph-kit/values/connection';
import { maskNationalId } from '@solidarity/subgraph-kit/values/national-id';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import { GovernorateEnum } from '@solidarity/subgraph-kit/values/scalars';
import { Enrolment } from '../enrolment/enrolment.entity';
import { Programme } from '../programmes/programme.entity';
import { Person } from '../registry/person.entity';
import { DamanBatch } from './batch.entity';
import { DamanCase, DamanCaseConnection, DamanCaseCorrection } from './case.entity';
import { damanCase as life, DamanState } from './daman-case';

/** Cases of Daman with what they lead to. */
@Resolver(() => DamanCase)
export class DamanCaseResolver {
  @Query(() => DamanCase, {
    nullable: true,
    description: 'A case of Daman by its id; null when there is none that the caller may see.',
  })
  @Access({ scopes: ['benefits:read'] })
  damanCase(
    @Arg('id', () => ID, { description: 'The case.' }) id: string,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<DamanCase | null> {
    return reads.one(DamanCase, id, askedColumns(info));
  }

  @Query(() => DamanCaseConnection, { description: 'Cases of Daman by their numbers.' })
  @Access({ scopes: ['benefits:read'] })
  damanCases(
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Arg('batchId', () => ID, { nullable: true, description: 'Only those of this batch.' })
    batchId: string | null,
    @Arg('state', () => DamanState, { nullable: true, description: 'Only those in this state.' })
    state: DamanState | null,
    @Arg('governorate', () => GovernorateEnum, {
      nullable: true,
      description: 'Only those of this governorate.',
    })
    governorate: Governorate | null,
    @Arg('caseNumber', () => String, { nullable: true, description: 'Only the one with this number.' })
    caseNumber: string | null,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<DamanCase>> {
    const where = {
      ...(batchId === null || batchId === undefined ? {} : { batchId }),
      ...(state ? { state } : {}),
      ...(governorate ? { governorate } : {}),
      ...(caseNumber ? { caseNumber } : {}),
    };
    return reads.page(DamanCase, {
      ...{ where, orderBy: ['caseNumber'], first, after, columns: askedColumns(info) },
    });
  }

  @FieldResolver(() => String, {
    description: 'The national ID, with six digits hidden ("2850615******1") unless you hold `pii:read`.',
  })
  @Needs('nationalId')
  nationalId(@Root() { nationalId }: DamanCase, @Ctx() { caller }: ServiceContext): string {
    return caller.scopes.has('pii:read') ? nationalId : maskNationalId(nationalId);
  }

  @FieldResolver(() => DamanBatch, {
    nullable: true,
    description: 'The batch in which it came in; null when you may not see it.',
  })
  @Needs('batchId')
  batch(
    @Root() { batchId }: DamanCase,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<DamanBatch | null> {
    return reads.one(DamanBatch, batchId, askedColumns(info));
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The person in the registry; null when not registered, or not yours to see.',
  })
  @Needs('personId')
  person(
    @Root() { personId }: DamanCase,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Person | null> {
    return reads.one(Person, personId, askedColumns(info));
  }

  @FieldResolver(() => Programme, {
    nullable: true,
    description: 'The programme to which it goes, or went; null while to none.',
  })
  @Needs('programmeId')
  async programme(
    @Root() { programmeId }: DamanCase,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Programme | null> {
    return programmeId === null ? null : reads.one(Programme, programmeId, askedColumns(info));
  }

  @FieldResolver(() => Enrolment, {
    nullable: true,
    description: 'The enrolment that it became; null before it is moved, or when it is not yours to see.',
  })
  @Needs('enrolmentId')
  async enrolment(
    @Root() { enrolmentId }: DamanCase,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Enrolment | null> {
    return enrolmentId === null ? null : reads.one(Enrolment, enrolmentId, askedColumns(info));
  }

  @FieldResolver(() => [DamanCaseCorrection], {
    description: 'What was changed of it before it was settled, oldest first; at most 100.',
  })
  @Needs('id')
  corrections(
    @Root() { id }: DamanCase,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<DamanCaseCorrection[]> {
    return reads.byParent(DamanCaseCorrection, 'caseId', id, askedColumns(info), { orderBy: ['at'] });
  }

  @FieldResolver(() => [StateTransition], {
    description: 'Every step so far with its reason, the first one first; at most 100.',
  })
  @Needs('id')
  history(
    @Root() { id }: DamanCase,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<StateTransition[]> {
    const where = { subjectType: life.subjectType };
    return reads.byParent(StateTransition, 'subjectId', id, askedColumns(info), {
      ...{ where, orderBy: ['ordinal'] },
    });
  }
}
