import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { connectionOf } from '@solidarity/subgraph-kit/values/connection';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import { LocalizedText } from '@solidarity/subgraph-kit/values/localized-text';
import { GovernorateEnum } from '@solidarity/subgraph-kit/values/scalars';

@Entity('craft')
@Directive('@key(fields: "id")')
@ObjectType({ description: 'A heritage craft: an entry of the encyclopaedia that everyone may read.' })
@Access.everyone()
export class Craft {
  @Field(() => ID, { description: 'Identifies the craft.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => LocalizedText, { description: 'What it is called.' })
  @Column(() => LocalizedText)
  name!: LocalizedText;

  @Field(() => LocalizedText, { description: 'What it is and where it comes from.' })
  @Column(() => LocalizedText)
  description!: LocalizedText;

  @Field(() => LocalizedText, { description: 'What it is made of.' })
  @Column(() => LocalizedText)
  materials!: LocalizedText;

  @Field(() => LocalizedText, { description: 'How it is made.' })
  @Column(() => LocalizedText)
  technique!: LocalizedText;

  @Field(() => [GovernorateEnum], { description: 'Where it is at home.' })
  @Column('text', { array: true })
  governorates!: Governorate[];

  @Column({ type: 'timestamptz', insert: false, update: false })
  createdAt!: string;
}

export const CraftConnection = connectionOf(Craft, 'Craft');
