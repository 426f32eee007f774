import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { connectionOf } from '@solidarity/subgraph-kit/values/connection';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import { LocalizedText } from '@solidarity/subgraph-kit/values/localized-text';
import { GovernorateEnum } from '@solidarity/subgraph-kit/values/scalars';

export const ProducerKind = { PERSON: 'PERSON', FAMILY: 'FAMILY', COOPERATIVE: 'COOPERATIVE' } as const;
export type ProducerKind = keyof typeof ProducerKind;
registerEnumType(ProducerKind, {
  name: 'ProducerKind',
  description: 'Who makes the products.',
  valuesConfig: {
    PERSON: { description: 'One person.' },
    FAMILY: { description: 'A productive family (أسرة منتجة); the person behind it is its head.' },
    COOPERATIVE: { description: 'A cooperative; no single person stands behind it.' },
  },
});

@Entity('producer')
@Directive('@key(fields: "id")')
@ObjectType({ description: 'Who makes products for Diarna (عارض), by the name under which they sell.' })
@Access({ audience: ['partner', 'marketplace'], scopes: ['catalogue:read'] })
export class Producer {
  @Field(() => ID, { description: 'Identifies the producer; it tells nothing of a person.' })
  @Access({ audience: ['partner', 'marketplace'] })
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => ProducerKind, { description: 'Whether it is a person, a family or a cooperative.' })
  @Column('text')
  kind!: ProducerKind;

  @Field(() => LocalizedText, { description: 'The name under which they sell.' })
  @Column(() => LocalizedText)
  name!: LocalizedText;

  /** The person behind it; no marketplace may read this column. */
  @Column('uuid', { nullable: true })
  personId!: string | null;

  @Field(() => GovernorateEnum, { description: 'Where they work.' })
  @Column('text')
  governorate!: Governorate;

  @Field(() => LocalizedText, {
    nullable: true,
    description: 'What they tell of themselves; null when they tell nothing.',
  })
  @Column(() => LocalizedText)
  story!: LocalizedText | null;

  @Column({ type: 'timestamptz', insert: false, update: false })
  createdAt!: string;
}

export const ProducerConnection = connectionOf(Producer, 'Producer');
