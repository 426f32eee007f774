import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { connectionOf } from '@solidarity/subgraph-kit/values/connection';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { CorrectionState } from './correction';
import { RETURN_REASONS, RETURNED_RESULTS, type ReturnedResult, type ReturnReason } from './settlement-code';

const namesOf = <Name extends string>(texts: Readonly<Record<Name, unknown>>) =>
  Object.fromEntries(Object.keys(texts).map((name) => [name, name])) as { readonly [Key in Name]: Key };

export const CollectionResult = namesOf<ReturnedResult>(RETURNED_RESULTS);
export const UnpaidReason = namesOf<ReturnReason>(RETURN_REASONS);

registerEnumType(CollectionResult, {
  name: 'CollectionResult',
  description: 'What became of a payment that was sent.',
  valuesConfig: {
    PAID: { description: 'The payee has the money.' },
    UNCOLLECTED: { description: 'Nobody came for it.' },
    REJECTED: { description: 'The payment agent could not pay it.' },
  },
});

registerEnumType(UnpaidReason, {
  name: 'UnpaidReason',
  description: 'Why the payment agent did not pay.',
  valuesConfig: Object.fromEntries(
    Object.entries(RETURN_REASONS).map(([code, { en }]) => [code, { description: `${en}.` }]),
  ),
});

registerEnumType(CorrectionState, {
  name: 'CollectionCorrectionState',
  description: 'How far a correction has come.',
  valuesConfig: {
    PROPOSED: { description: 'It waits for somebody other than who proposed it.' },
    CONFIRMED: { description: 'The payment is as it says.' },
    DECLINED: { description: 'The payment is as it was.' },
  },
});

/** What the payment agent has said wrongly of a payment, and what is right. It tells of no person. */
@Entity('payment_correction')
@ObjectType({
  description:
    'What was said wrongly of a payment, and what is right. One proposes, another confirms; of an upheld grievance, who filed it and its officer. Seen by the ministry, and by case workers who see the payment.',
})
@Access({ scopes: ['benefits:read'] })
export class CollectionCorrection {
  @Field(() => ID, { description: 'Identifies the correction.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  paymentId!: string;

  @Field(() => CollectionResult, { description: 'What was known of the payment before.' })
  @Column('text')
  wasState!: ReturnedResult;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The day on which it was paid, or known not to be, as it was known before; null if none was.',
  })
  @Column('date', { nullable: true })
  wasSettledOn!: PlainDate | null;

  @Column('text', { nullable: true })
  wasCode!: string | null;

  @Field(() => CollectionResult, { description: 'What became of the payment.' })
  @Column('text')
  result!: ReturnedResult;

  @Field(() => DateScalar, { description: 'The day on which it was paid, or known not to be.' })
  @Column('date')
  settledOn!: PlainDate;

  @Field(() => String, {
    nullable: true,
    description: 'Why it was not paid, as a code; null of what was paid, or when nobody knows.',
  })
  @Column('text', { nullable: true })
  reasonCode!: string | null;

  @Field(() => String, {
    description: 'Why it is corrected, in the words of who proposed it; of a grievance, its number.',
  })
  @Column('text')
  words!: string;

  @Field(() => CorrectionState, { description: 'How far it has come.' })
  @Column('text')
  state!: CorrectionState;

  /** Who proposed it, by the opaque id of the identity provider; not part of the graph. */
  @Column('text')
  proposedBy!: string;

  @Field(() => DateScalar, { description: 'The day on which it was proposed, or the grievance filed.' })
  @Column('date')
  proposedOn!: PlainDate;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which it was confirmed or declined; null while it is open.',
  })
  @Column('date', { nullable: true })
  decidedOn!: PlainDate | null;
}

export const CollectionCorrectionConnection = connectionOf(CollectionCorrection, 'CollectionCorrection');
