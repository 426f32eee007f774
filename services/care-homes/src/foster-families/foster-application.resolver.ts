import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import type { Reads } from '@solidarity/subgraph-kit/database/reads';
import { Decision } from '@solidarity/subgraph-kit/records/decision';
import { rulesOn } from '@solidarity/subgraph-kit/records/rules-data';
import { StateTransition } from '@solidarity/subgraph-kit/records/state-history';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { PageArgs, type Connection } from '@solidarity/subgraph-kit/values/connection';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import { instantText } from '@solidarity/subgraph-kit/values/instant';
import { cairoDate, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar, GovernorateEnum } from '@solidarity/subgraph-kit/values/scalars';
import { Area } from '../references/area';
import { Ngo } from '../references/ngo';
import { FosterApplicant } from './applicant.entity';
import { FosterDecision, FosterHomeStudy } from './decision.entity';
import { FosterDocument } from './document.entity';
import { dueDateOf, fosterApplication, FosterState, isLateOn } from './foster-application';
import { FosterApplication, FosterApplicationConnection } from './foster-application.entity';
import { fosterProcedure } from './rules';

const OF_FOSTERING = { audience: ['partner' as const], scopes: ['foster:read' as const] };

@Resolver(() => FosterApplication)
export class FosterApplicationResolver {
  @Query(() => FosterApplication, {
    nullable: true,
    description: 'An application by its id; null when there is none that the caller may see.',
  })
  @Access(OF_FOSTERING)
  fosterApplication(
    @Arg('id', () => ID, { description: 'The application.' }) id: string,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<FosterApplication | null> {
    return reads.one(FosterApplication, id, askedColumns(info));
  }

  @Query(() => FosterApplicationConnection, {
    description: 'Applications in the order in which they were begun.',
  })
  @Access(OF_FOSTERING)
  fosterApplications(
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Arg('state', () => FosterState, { nullable: true, description: 'Only those that have come so far.' })
    state: FosterState | null,
    @Arg('governorate', () => GovernorateEnum, {
      nullable: true,
      description: 'Only those of this governorate.',
    })
    governorate: Governorate | null,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<FosterApplication>> {
    const where = { ...(state ? { state } : {}), ...(governorate ? { governorate } : {}) };
    const columns = askedColumns(info);
    return reads.page(FosterApplication, { where, orderBy: ['createdAt'], first, after, columns });
  }

  @Query(() => FosterApplicationConnection, {
    description:
      'The families of a governorate that wait for a child, in their order: who was approved first is first.',
  })
  @Access(OF_FOSTERING)
  fosterWaitingList(
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Arg('governorate', () => GovernorateEnum, { description: 'Whose list.' }) governorate: Governorate,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<FosterApplication>> {
    const where = { state: 'WAITING' as const, governorate };
    const columns = askedColumns(info);
    return reads.page(FosterApplication, { where, orderBy: ['stateSince'], first, after, columns });
  }

  @FieldResolver(() => Area, { description: 'The area in which the family lives.' })
  @Needs('areaId')
  area(@Root() { areaId }: FosterApplication): Area {
    return { id: areaId };
  }

  @FieldResolver(() => Ngo, {
    nullable: true,
    description: 'The NGO that helps the family; null when none does.',
  })
  @Needs('assistedByNgoId')
  assistedBy(@Root() { assistedByNgoId }: FosterApplication): Ngo | null {
    return assistedByNgoId === null ? null : { id: assistedByNgoId };
  }

  @FieldResolver(() => DateScalar, {
    nullable: true,
    description: 'The last day for the step that comes next, by the rules’ data; null where no day is set.',
  })
  @Needs('state', 'stateSince')
  dueOn(@Root() application: FosterApplication, @Ctx() { reads }: ServiceContext): Promise<PlainDate | null> {
    return dueOnOf(application, reads);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether the step that comes next should have been taken before today.',
  })
  @Needs('state', 'stateSince')
  async isLate(
    @Root() application: FosterApplication,
    @Ctx() { reads, today }: ServiceContext,
  ): Promise<boolean> {
    return isLateOn(await dueOnOf(application, reads), today);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'The place in the waiting list of the governorate, from 1; null for who is not on it.',
  })
  @Needs('id')
  waitingPosition(
    @Root() { id }: FosterApplication,
    @Ctx() { reads }: ServiceContext,
  ): Promise<number | null> {
    return reads.batch('foster waiting position', id, (ids) => positionsOf(reads, ids));
  }

  @FieldResolver(() => [FosterApplicant], {
    description: 'Who applies: the couple, or the woman by herself.',
  })
  @Needs('id')
  applicants(
    @Root() { id }: FosterApplication,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<FosterApplicant[]> {
    return reads.byParent(FosterApplicant, 'applicationId', id, askedColumns(info), { orderBy: ['place'] });
  }

  @FieldResolver(() => [FosterDocument], {
    description: 'The documents that were handed in, in their order; at most 100.',
  })
  @Needs('id')
  documents(
    @Root() { id }: FosterApplication,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<FosterDocument[]> {
    return reads.byParent(FosterDocument, 'applicationId', id, askedColumns(info), { orderBy: ['seq'] });
  }

  @FieldResolver(() => [FosterHomeStudy], {
    description: 'The studies of the home, the latest first; at most 20. For the officers in charge.',
  })
  @Access({ scopes: ['foster:read'] })
  @Needs('id')
  homeStudies(
    @Root() { id }: FosterApplication,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<FosterHomeStudy[]> {
    const latest = { orderBy: ['createdAt'] as const, descending: true, limit: 20 };
    return reads.byParent(FosterHomeStudy, 'applicationId', id, askedColumns(info), latest);
  }

  @FieldResolver(() => Decision, {
    nullable: true,
    description:
      'The latest decision with its reasons, by the rules or the committee; null before the first.',
  })
  @Needs('id')
  async decision(
    @Root() { id }: FosterApplication,
    @Ctx() { reads }: ServiceContext,
  ): Promise<Decision | null> {
    const latest = { orderBy: ['createdAt'] as const, descending: true, limit: 1 };
    const [last] = await reads.byParent(FosterDecision, 'applicationId', id, ['decision'], latest);
    return last?.decision ?? null;
  }

  @FieldResolver(() => [FosterDecision], { description: 'All decisions, the latest first; at most 20.' })
  @Needs('id')
  decisions(
    @Root() { id }: FosterApplication,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<FosterDecision[]> {
    const latest = { orderBy: ['createdAt'] as const, descending: true, limit: 20 };
    return reads.byParent(FosterDecision, 'applicationId', id, askedColumns(info), latest);
  }

  @FieldResolver(() => [StateTransition], {
    description: 'Every step so far, the first one first; at most 100.',
  })
  @Needs('id')
  history(
    @Root() { id }: FosterApplication,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<StateTransition[]> {
    const where = { subjectType: fosterApplication.subjectType };
    return reads.byParent(StateTransition, 'subjectId', id, askedColumns(info), {
      where,
      orderBy: ['ordinal'],
    });
  }
}

/** The terms are those that held when the state began. */
async function dueOnOf({ state, stateSince }: FosterApplication, reads: Reads): Promise<PlainDate | null> {
  const since = cairoDate(new Date(instantText(stateSince)));
  const { value } = await rulesOn(reads, 'foster_procedure', since, fosterProcedure);
  return dueDateOf(state, since, value);
}

/** Only of rows that the caller sees. */
const POSITIONS = `
  select seen.id, position.place
  from foster_application seen join foster_waiting_positions($1::uuid[]) position on position.id = seen.id
  where seen.id = any ($1::uuid[])`;

async function positionsOf(reads: Reads, ids: readonly string[]): Promise<(number | null)[]> {
  const rows = await reads.rows<{ id: string; place: number }>(POSITIONS, [ids]);
  const places = new Map(rows.map(({ id, place }) => [id, place]));
  return ids.map((id) => places.get(id) ?? null);
}
