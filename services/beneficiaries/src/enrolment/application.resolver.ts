import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Info,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { rulesOn } from '@solidarity/subgraph-kit/records/rules-data';
import { StateTransition } from '@solidarity/subgraph-kit/records/state-history';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { PageArgs, type Connection } from '@solidarity/subgraph-kit/values/connection';
import { Programme } from '../programmes/programme.entity';
import { Household } from '../registry/household.entity';
import { Person } from '../registry/person.entity';
import { ApplicationState, benefitApplication, missingDocuments } from './application';
import { BenefitApplication, BenefitApplicationConnection } from './application.entity';
import { ApplicationDecision, BenefitDocument, FieldVisit } from './case.entity';
import { Enrolment } from './enrolment.entity';
import { relatedHousehold, relatedPerson } from './related';
import { DocumentKind, documentsAsked, ENROLMENT_TERMS, enrolmentTerms } from './terms';

const SEEN = { audience: ['partner' as const], scopes: ['benefits:read' as const] };
/** More papers or visits no application has. */
const MOST = 100;

@ArgsType()
class BenefitApplicationsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only those for this programme.' })
  programmeId?: string | null;

  @Field(() => ApplicationState, { nullable: true, description: 'Only those that have come so far.' })
  state?: ApplicationState | null;
}

@Resolver(() => BenefitApplication)
export class BenefitApplicationResolver {
  @Query(() => BenefitApplication, {
    nullable: true,
    description: 'An application; null when there is none that you may see.',
  })
  @Access(SEEN)
  benefitApplication(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<BenefitApplication | null> {
    return reads.one(BenefitApplication, id, askedColumns(info));
  }

  @Query(() => BenefitApplication, {
    nullable: true,
    description: 'An application by the number on its receipt; null when there is none that you may see.',
  })
  @Access(SEEN)
  async benefitApplicationByNumber(
    @Arg('number', () => String, { description: 'Such as A0000000123.' }) number: string,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<BenefitApplication | null> {
    if (number.includes('\0')) return null;
    const where = { number: number.trim().toUpperCase() };
    const [found] = await reads.list(BenefitApplication, { where, columns: askedColumns(info), limit: 1 });
    return found ?? null;
  }

  @Query(() => BenefitApplicationConnection, {
    description: 'The applications that you may see, in the order in which they were handed in.',
  })
  @Access(SEEN)
  benefitApplications(
    @Args(() => BenefitApplicationsArgs) { programmeId, state, first, after }: BenefitApplicationsArgs,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<BenefitApplication>> {
    const where = { ...(programmeId ? { programmeId } : {}), ...(state ? { state } : {}) };
    const columns = askedColumns(info);
    return reads.page(BenefitApplication, { where, orderBy: ['submittedOn'], first, after, columns });
  }

  @FieldResolver(() => Programme, { nullable: true, description: 'The programme.' })
  @Needs('programmeId')
  programme(
    @Root() { programmeId }: BenefitApplication,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Programme | null> {
    return reads.one(Programme, programmeId, askedColumns(info));
  }

  @FieldResolver(() => Household, {
    nullable: true,
    description: 'The household; null when you may not see it.',
  })
  @Needs('householdId')
  household(
    @Root() { householdId }: BenefitApplication,
    @Ctx() context: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Household | null> | null {
    return relatedHousehold(context, householdId, info);
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'Who applies; null when you may not see the person.',
  })
  @Needs('applicantId')
  applicant(
    @Root() { applicantId }: BenefitApplication,
    @Ctx() context: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Person | null> | null {
    return relatedPerson(context, applicantId, info);
  }

  @FieldResolver(() => [BenefitDocument], { description: 'The documents in the order in which they came.' })
  documents(
    @Root() { id }: BenefitApplication,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<BenefitDocument[]> {
    const order = { orderBy: ['seq'] as const, limit: MOST };
    return reads.byParent(BenefitDocument, 'applicationId', id, askedColumns(info), order);
  }

  @FieldResolver(() => [DocumentKind], {
    description:
      'The documents that the programme asks for and of which no original was seen; by the terms of the day on which it was handed in.',
  })
  @Needs('programmeId', 'submittedOn')
  async missingDocuments(
    @Root() { id, programmeId, submittedOn }: BenefitApplication,
    @Ctx() { reads }: ServiceContext,
  ): Promise<DocumentKind[]> {
    const { value } = await rulesOn(reads, ENROLMENT_TERMS, submittedOn, enrolmentTerms);
    const order = { orderBy: ['seq'] as const, limit: MOST };
    const papers = await reads.byParent(BenefitDocument, 'applicationId', id, ['kind', 'isVerified'], order);
    return missingDocuments(documentsAsked(value, programmeId), papers);
  }

  @FieldResolver(() => [FieldVisit], { description: 'The visits to the household, oldest first.' })
  @Access({ scopes: ['benefits:write', 'audit:read'] })
  visits(
    @Root() { id }: BenefitApplication,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<FieldVisit[]> {
    const order = { orderBy: ['seq'] as const, limit: MOST };
    return reads.byParent(FieldVisit, 'applicationId', id, askedColumns(info), order);
  }

  @FieldResolver(() => [ApplicationDecision], {
    description: 'Every decision, oldest first, also those that a grievance has undone.',
  })
  decisions(
    @Root() { id }: BenefitApplication,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ApplicationDecision[]> {
    const order = { orderBy: ['seq'] as const, limit: MOST };
    return reads.byParent(ApplicationDecision, 'applicationId', id, askedColumns(info), order);
  }

  @FieldResolver(() => Enrolment, {
    nullable: true,
    description: 'The enrolment that came of it; null when none did.',
  })
  async enrolment(
    @Root() { id }: BenefitApplication,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Enrolment | null> {
    const [enrolment] = await reads.byParent(Enrolment, 'applicationId', id, askedColumns(info), {
      limit: 1,
    });
    return enrolment ?? null;
  }

  @FieldResolver(() => [StateTransition], { description: 'Every step so far, oldest first.' })
  history(
    @Root() { id }: BenefitApplication,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<StateTransition[]> {
    const where = { subjectType: benefitApplication.subjectType };
    const order = { where, orderBy: ['ordinal'] as const, limit: MOST };
    return reads.byParent(StateTransition, 'subjectId', id, askedColumns(info), order);
  }
}

@Resolver(() => BenefitDocument)
export class BenefitDocumentResolver {
  @FieldResolver(() => Person, {
    nullable: true,
    description: 'Whom it is about; null when it is about the household, or you may not see the person.',
  })
  @Needs('personId')
  person(
    @Root() { personId }: BenefitDocument,
    @Ctx() context: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Person | null> | null {
    return personId === null ? null : relatedPerson(context, personId, info);
  }
}
