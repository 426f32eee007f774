import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { LocalizedText } from '@solidarity/subgraph-kit/values/localized-text';
import { addMonths, startOfMonth, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { Enrolment } from '../enrolment/enrolment.entity';
import { Person } from '../registry/person.entity';
import { explain, type MonthConsequence } from './compliance';
import { ComplianceFinding, ComplianceOutcome } from './compliance-outcome.entity';
import { Withholding } from './withholding.entity';

const USUAL_MONTHS = 12;
const MOST_MONTHS = 60;

/** How a household keeps the conditions of what it is enrolled in. */
@Resolver(() => Enrolment)
export class EnrolmentComplianceResolver {
  @FieldResolver(() => [ComplianceOutcome], {
    description:
      'How the conditions were kept, month by month, oldest first; at most 60 months. Months of which nothing has been reported are missing. Empty for programmes without conditions.',
  })
  @Needs('id')
  compliance(
    @Root() { id }: Enrolment,
    @Arg('from', () => DateScalar, {
      nullable: true,
      description: 'A day of the first month; when it is left out, that of a year before the last.',
    })
    from: PlainDate | null,
    @Arg('to', () => DateScalar, {
      nullable: true,
      description: 'A day of the last month; when it is left out, today.',
    })
    to: PlainDate | null,
    @Ctx() { reads, today }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ComplianceOutcome[]> {
    const last = startOfMonth(to ?? today);
    const first = from ? startOfMonth(from) : addMonths(last, -USUAL_MONTHS);
    return reads.byParent(ComplianceOutcome, 'enrolmentId', id, askedColumns(info), {
      where: { sql: 'month between ? and ?', values: [first, last] },
      orderBy: ['month'],
      limit: MOST_MONTHS,
    });
  }

  @FieldResolver(() => [Withholding], {
    description:
      'What is and was withheld of its payments for breaches, newest month first, the annulled too; at most 60.',
  })
  @Needs('id')
  withholdings(
    @Root() { id }: Enrolment,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Withholding[]> {
    return reads.byParent(Withholding, 'enrolmentId', id, askedColumns(info), {
      orderBy: ['month', 'id'],
      descending: true,
      limit: MOST_MONTHS,
    });
  }
}

@Resolver(() => ComplianceOutcome)
export class ComplianceOutcomeResolver {
  @FieldResolver(() => LocalizedText, {
    description: 'What the month came to and what follows from it, in plain words for the family.',
  })
  @Needs('outcome', 'withholdPercent', 'withholdsFrom', 'reviewOn', 'excusedOn')
  explanation(@Root() month: MonthConsequence): LocalizedText {
    return explain(month);
  }
}

@Resolver(() => ComplianceFinding)
export class ComplianceFindingResolver {
  @FieldResolver(() => Person, {
    nullable: true,
    description: 'Of whom it was asked; null when you may not see the person.',
  })
  person(
    @Root() { personId }: ComplianceFinding,
    @Ctx() { reads, caller }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Person | null> | null {
    // A finance officer sees what is withheld and why, and no people.
    return caller.scopes.has('registry:read') ? reads.one(Person, personId, askedColumns(info)) : null;
  }
}
