import { Access } from '@solidarity/subgraph-kit/access/access';
import { Decision } from '@solidarity/subgraph-kit/records/decision';
import { StateTransition } from '@solidarity/subgraph-kit/records/state-history';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { PageArgs, type Connection } from '@solidarity/subgraph-kit/values/connection';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { Area } from '../references/area';
import { NgoBoardMember } from './board-member.entity';
import { NgoDocument, NgoDocumentConnection, NgoLicence, NgoNotification } from './file.entity';
import { mustRegularise } from './licence';
import { NgoMeasure } from './measure.entity';
import { NgoStatus } from './ngo-enums.entity';
import { Ngo } from './ngo.entity';
import { decideCompleteness } from './notification';
import { documentRulesOn, registrationRulesOn } from './registry-rules';
import { factsOfRow, licenceOfRow, standingOn, statusOn, type Standing } from './standing';
import { NgoLicenceValidity, NgoStanding, NgoStep } from './standing.entity';

/** What an NGO's standing follows from, in its own row. */
const STANDING = ['recordedStatus', 'statusSince', 'onRegisterFrom', 'licensedFrom', 'licensedUntil'];
/** More than any NGO has of steps, licences, notifications or measures. */
const WHOLE_HISTORY = 1_000;

@Resolver(() => Ngo)
export class NgoResolver {
  @FieldResolver(() => NgoStatus, {
    description:
      'Where it stands in its life with the register today. For everyone the standing says what matters.',
  })
  @Access({ audience: ['partner'], scopes: ['ngos:read'] })
  @Needs(...STANDING)
  status(@Root() ngo: Ngo, @Ctx() { today }: ServiceContext): NgoStatus {
    return statusOn(factsOfRow(ngo), today)?.status ?? ngo.recordedStatus;
  }

  @FieldResolver(() => NgoStanding, { description: 'Whether it may act: today, or on any other day.' })
  @Access.everyone()
  @Needs(...STANDING)
  async standing(
    @Root() ngo: Ngo,
    @Ctx() { today, reads }: ServiceContext,
    @Arg('on', () => DateScalar, {
      nullable: true,
      description: 'The day; today when left out. Of a later day it is told what is known today.',
    })
    on?: PlainDate | null,
  ): Promise<Standing> {
    const day = on ?? today;
    if (day >= today) return standingOn(factsOfRow(ngo), day);
    const [steps, licences] = await Promise.all([
      reads.byParent(NgoStep, 'ngoId', ngo.id, ['ordinal', 'onDate', 'toState'], { limit: WHOLE_HISTORY }),
      reads.byParent(NgoLicence, 'ngoId', ngo.id, ['validFrom', 'validUntil'], { limit: WHOLE_HISTORY }),
    ]);
    const facts = {
      steps,
      licences: [...licences, ...licenceOfRow(ngo)],
      onRegisterFrom: ngo.onRegisterFrom,
    };
    return standingOn(facts, day);
  }

  @FieldResolver(() => NgoLicenceValidity, {
    nullable: true,
    description: 'Its licence as it is today; null while it is not on the register.',
  })
  @Access.everyone()
  @Needs(...STANDING)
  licence(@Root() ngo: Ngo, @Ctx() { today }: ServiceContext): NgoLicenceValidity | null {
    const [time] = licenceOfRow(ngo);
    if (!time || ngo.onRegisterFrom === null || ngo.onRegisterFrom > today) return null;
    const { state } = standingOn(factsOfRow(ngo), today);
    return { ...time, isValid: state === 'GOOD' || state === 'WARNED' };
  }

  @FieldResolver(() => DateScalar, {
    nullable: true,
    description: 'The day of its registration, by the ministry or by law; null while it is not registered.',
  })
  @Access.everyone()
  @Needs('onRegisterFrom')
  registeredOn(@Root() { onRegisterFrom }: Ngo, @Ctx() { today }: ServiceContext): PlainDate | null {
    return onRegisterFrom !== null && onRegisterFrom <= today ? onRegisterFrom : null;
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether it is older than Law 149/2019 and has still to be regularised (توفيق الأوضاع).',
  })
  @Access.everyone()
  @Needs('isOlderThanLaw', 'regularisedOn')
  mustRegularise(@Root() ngo: Ngo): boolean {
    return mustRegularise(ngo);
  }

  @FieldResolver(() => Area, {
    nullable: true,
    description: 'The area of its seat, as fine as it is known; null when nobody can tell at the moment.',
  })
  @Access.everyone()
  @Needs('seatAreaId')
  seatArea(@Root() { seatAreaId }: Ngo): Area {
    return { id: seatAreaId };
  }

  @FieldResolver(() => [NgoLicence], {
    description: 'The times for which it was licensed, the first one first.',
  })
  @Access.everyone()
  licences(
    @Root() { id }: Ngo,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<NgoLicence[]> {
    return reads.byParent(NgoLicence, 'ngoId', id, askedColumns(info), { orderBy: ['validFrom'] });
  }

  @FieldResolver(() => [NgoNotification], {
    description: 'What its founders told the ministry, the latest round first. The NGO itself sees its own.',
  })
  @Access({ audience: ['partner'], scopes: ['ngos:read'] })
  notifications(
    @Root() { id }: Ngo,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<NgoNotification[]> {
    const columns = askedColumns(info);
    return reads.byParent(NgoNotification, 'ngoId', id, columns, { orderBy: ['round'], descending: true });
  }

  @FieldResolver(() => Decision, {
    nullable: true,
    description:
      'Whether its notification would be complete today, and everything that it lacks; null when it has none that the caller sees.',
  })
  @Access({ audience: ['partner'], scopes: ['ngos:read'] })
  @Needs('kind')
  async registrationCheck(
    @Root() { id, kind }: Ngo,
    @Ctx() { reads, today }: ServiceContext,
  ): Promise<Decision | null> {
    const facts = ['foundersCount', 'foreignFoundersCount', 'capital'];
    const [[notification], documents, registration, papers] = await Promise.all([
      reads.byParent(NgoNotification, 'ngoId', id, facts, { orderBy: ['round'], descending: true, limit: 1 }),
      reads.byParent(NgoDocument, 'ngoId', id, ['kind'], { limit: WHOLE_HISTORY }),
      registrationRulesOn(reads, today),
      documentRulesOn(reads, today),
    ]);
    if (!notification) return null;
    const kinds = [...new Set(documents.map((document) => document.kind))];
    return decideCompleteness({ ...notification, kind, documents: kinds }, registration, papers);
  }

  @FieldResolver(() => NgoDocumentConnection, {
    description:
      'The papers of its file, by the day on which they were received. The NGO itself sees its own.',
  })
  @Access({ audience: ['partner'], scopes: ['ngos:read'] })
  documents(
    @Root() { id }: Ngo,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<NgoDocument>> {
    const { first, after } = page;
    const range = { first, after, orderBy: ['receivedOn'] as const };
    return reads.byParentPage(NgoDocument, 'ngoId', id, askedColumns(info), range);
  }

  @FieldResolver(() => [NgoMeasure], {
    description: 'What is and was held against it, the latest first. The NGO itself sees its own.',
  })
  @Access({ audience: ['partner'], scopes: ['ngos:read'] })
  measures(
    @Root() { id }: Ngo,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<NgoMeasure[]> {
    const columns = askedColumns(info);
    return reads.byParent(NgoMeasure, 'ngoId', id, columns, { orderBy: ['takenOn'], descending: true });
  }

  @FieldResolver(() => [StateTransition], {
    description:
      'Every step of its life with the register, the first one first. The NGO itself sees its own.',
  })
  @Access({ audience: ['partner'], scopes: ['ngos:read'] })
  history(
    @Root() { id }: Ngo,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<StateTransition[]> {
    const where = { subjectType: 'ngo' };
    return reads.byParent(StateTransition, 'subjectId', id, askedColumns(info), {
      where,
      orderBy: ['ordinal'],
      limit: WHOLE_HISTORY,
    });
  }

  @FieldResolver(() => [NgoBoardMember], {
    description: 'Its board on a day, by the beginning of the terms. Seen by the ministry alone.',
  })
  @Access({ scopes: ['ngos:read'] })
  board(
    @Root() { id }: Ngo,
    @Ctx() { reads, today }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('on', () => DateScalar, { nullable: true, description: 'The day; today when left out.' })
    on?: PlainDate | null,
  ): Promise<NgoBoardMember[]> {
    const day = on ?? today;
    const where = { sql: 'since <= ? and (until is null or until > ?)', values: [day, day] };
    return reads.byParent(NgoBoardMember, 'ngoId', id, askedColumns(info), { where, orderBy: ['since'] });
  }
}
