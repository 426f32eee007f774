import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { rulesIfAny } from '@solidarity/subgraph-kit/records/rules-data';
import { Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { CommandContext, ServiceContext } from '@solidarity/subgraph-kit/server/context';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { Programme } from '../programmes/programme.entity';
import { addEligibilityRules, type RulesResult } from './rules.commands';
import {
  AddEligibilityRulesInput,
  AddEligibilityRulesPayload,
  EligibilityRulesVersion,
} from './rules.inputs';
import { eligibilityRules, rulesName } from './rules';

@Resolver(() => Programme)
export class EligibilityRulesResolver {
  @FieldResolver(() => EligibilityRulesVersion, {
    nullable: true,
    description:
      'The rules by which it judges households on a day; null when none hold. For the ministry and its analysts.',
  })
  @Access({ scopes: ['benefits:read', 'aggregates:read'] })
  @Needs('id')
  async eligibilityRules(
    @Root() { id }: Programme,
    @Arg('on', () => DateScalar, { nullable: true, description: 'The day; today when it is left out.' })
    on: PlainDate | null,
    @Ctx() { reads, today }: ServiceContext,
  ): Promise<EligibilityRulesVersion | null> {
    const rules = await rulesIfAny(reads, rulesName(id), on ?? today, eligibilityRules);
    if (!rules) return null;
    const { version, effectiveFrom, effectiveTo, isSample, value } = rules;
    return { version, effectiveFrom, effectiveTo, isSample, rules: JSON.stringify(value) };
  }

  @Mutation(() => AddEligibilityRulesPayload, {
    description:
      'Adds a version of the rules by which a programme judges households. Applications submitted before it holds are judged by the rules of their day. For the ministry.',
  })
  @Access({ scopes: ['programmes:write'] })
  addEligibilityRules(
    @Arg('input', () => AddEligibilityRulesInput, { description: 'What is to be done.' })
    input: AddEligibilityRulesInput,
    @Ctx() context: CommandContext,
  ): Promise<RulesResult> {
    return addEligibilityRules(context, input);
  }
}
