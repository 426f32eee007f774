import { Field, Int, ObjectType } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { LocalizedText } from '@solidarity/subgraph-kit/values/localized-text';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';

const TO_FAMILY = { audience: ['partner' as const], scopes: ['benefits:read' as const] };

/** How a household stands with the programmes; each field is read when it is asked for. */
@ObjectType({
  description:
    'How a household stands with the programmes of cash support, in words that can be read to the family. A citizen sees that of their own household, a case worker those of their governorate.',
})
@Access(TO_FAMILY)
export class HouseholdStanding {
  householdId!: string;
}

@ObjectType({ description: 'An enrolment and what it means for the family.' })
@Access(TO_FAMILY)
export class EnrolmentStanding {
  enrolmentId!: string;

  @Field(() => LocalizedText, { description: 'Whether the family is paid, and if not, why.' })
  inWords!: LocalizedText;

  @Field(() => LocalizedText, {
    nullable: true,
    description: 'Why it is suspended, in the words of who decided; null when it is not.',
  })
  decidersWords!: LocalizedText | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day by which it is looked at again; null when it has ended.',
  })
  recertifyBy!: PlainDate | null;

  @Field(() => Boolean, { description: 'Whether it should have been looked at before today.' })
  isRecertificationOverdue!: boolean;
}

@ObjectType({ description: 'An application and what it waits for.' })
@Access(TO_FAMILY)
export class ApplicationStanding {
  applicationId!: string;

  @Field(() => LocalizedText, { description: 'How far it has come, with its number.' })
  inWords!: LocalizedText;

  @Field(() => [LocalizedText], {
    description: 'The documents that are still to be brought; empty when none is, or it is no longer open.',
  })
  missing!: LocalizedText[];
}

@ObjectType({ description: 'A line of a payment with its reason.' })
@Access(TO_FAMILY)
export class PaymentLineStanding {
  @Field(() => Int, { description: 'Its place among the lines of the payment, from 1.' })
  ordinal!: number;

  @Field(() => LocalizedText, { description: 'What it is for, or why it was withheld.' })
  inWords!: LocalizedText;
}

@ObjectType({ description: 'A payment, what became of it, and why it is what it is.' })
@Access(TO_FAMILY)
export class PaymentStanding {
  paymentId!: string;

  @Field(() => LocalizedText, { description: 'How much for which month, and what became of it.' })
  inWords!: LocalizedText;

  @Field(() => [PaymentLineStanding], { description: 'Its lines, which sum to it.' })
  lines!: PaymentLineStanding[];
}
