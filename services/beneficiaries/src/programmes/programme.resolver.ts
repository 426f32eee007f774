import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { CommandContext, ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { PageArgs, type Connection } from '@solidarity/subgraph-kit/values/connection';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { isOpenOn } from './programme';
import { addBenefitScale, closeProgramme, createProgramme, type ProgrammeResult } from './programme.commands';
import { Programme, ProgrammeConnection } from './programme.entity';
import {
  AddBenefitScaleInput,
  AddBenefitScalePayload,
  CloseProgrammeInput,
  CloseProgrammePayload,
  CreateProgrammeInput,
  CreateProgrammePayload,
} from './programme.inputs';
import { BenefitScale, scaleOn, scalesOf } from './scale.entity';

@Resolver(() => Programme)
export class ProgrammeResolver {
  @Query(() => Programme, {
    nullable: true,
    description: 'A programme by its code; null when there is none.',
  })
  @Access.everyone()
  programme(
    @Arg('id', () => ID, { description: 'The code, such as TAKAFUL.' }) id: string,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Programme | null> {
    return reads.one(Programme, id, askedColumns(info));
  }

  @Query(() => ProgrammeConnection, { description: 'The programmes by their codes, closed ones too.' })
  @Access.everyone()
  programmes(
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Programme>> {
    return reads.page(Programme, { first, after, columns: askedColumns(info), orderBy: ['id'] });
  }

  @FieldResolver(() => Boolean, { description: 'Whether one can enrol, today or on another day.' })
  @Needs('opensOn', 'closesOn')
  isOpen(
    @Root() programme: Programme,
    @Arg('on', () => DateScalar, { nullable: true, description: 'The day; today when it is left out.' })
    on: PlainDate | null,
    @Ctx() { today }: ServiceContext,
  ): boolean {
    return isOpenOn(programme, on ?? today);
  }

  @FieldResolver(() => [BenefitScale], { description: 'What it pays and paid, oldest scale first.' })
  @Needs('id')
  scales(@Root() { id }: Programme, @Ctx() context: ServiceContext): Promise<BenefitScale[]> {
    return scalesOf(context, id);
  }

  @FieldResolver(() => BenefitScale, {
    nullable: true,
    description: 'The scale that holds on a day; null before the first one.',
  })
  @Needs('id')
  async scaleOn(
    @Root() { id }: Programme,
    @Arg('date', () => DateScalar, { description: 'The day.' }) date: PlainDate,
    @Ctx() context: ServiceContext,
  ): Promise<BenefitScale | null> {
    return scaleOn(await scalesOf(context, id), date);
  }

  @Mutation(() => CreateProgrammePayload, {
    description: 'Creates a programme of cash support. For the ministry.',
  })
  @Access({ scopes: ['programmes:write'] })
  createProgramme(
    @Arg('input', () => CreateProgrammeInput, { description: 'What is to be done.' })
    input: CreateProgrammeInput,
    @Ctx() context: CommandContext,
  ): Promise<ProgrammeResult> {
    return createProgramme(context, input);
  }

  @Mutation(() => CloseProgrammePayload, {
    description: 'Lets nobody enrol in a programme from a day on; who is enrolled stays. For the ministry.',
  })
  @Access({ scopes: ['programmes:write'] })
  closeProgramme(
    @Arg('input', () => CloseProgrammeInput, { description: 'What is to be done.' })
    input: CloseProgrammeInput,
    @Ctx() context: CommandContext,
  ): Promise<ProgrammeResult> {
    return closeProgramme(context, input);
  }

  @Mutation(() => AddBenefitScalePayload, {
    description: 'Adds what a programme pays from a month on. For the ministry.',
  })
  @Access({ scopes: ['programmes:write'] })
  addBenefitScale(
    @Arg('input', () => AddBenefitScaleInput, { description: 'What is to be done.' })
    input: AddBenefitScaleInput,
    @Ctx() context: CommandContext,
  ): Promise<ProgrammeResult> {
    return addBenefitScale(context, input);
  }
}
