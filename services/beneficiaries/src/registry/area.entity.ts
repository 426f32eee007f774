import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import type { AreaLevel, Governorate } from '@solidarity/subgraph-kit/values/governorate';
import { LocalizedText } from '@solidarity/subgraph-kit/values/localized-text';
import { connectionOf } from '@solidarity/subgraph-kit/values/connection';
import { GovernorateEnum } from '@solidarity/subgraph-kit/values/scalars';

/** How fine an area is, as the graph calls it. */
export const AreaKind = {
  GOVERNORATE: 'GOVERNORATE',
  DISTRICT: 'DISTRICT',
  VILLAGE: 'VILLAGE',
} as const satisfies Record<AreaLevel, AreaLevel>;

registerEnumType(AreaKind, {
  name: 'AreaKind',
  description: 'How fine an area is.',
  valuesConfig: {
    GOVERNORATE: { description: 'One of the 27 governorates (محافظة); each has a directorate.' },
    DISTRICT: { description: 'A markaz or qism (مركز/قسم) of a governorate.' },
    VILLAGE: { description: 'A village or neighbourhood (قرية/شياخة) of a district.' },
  },
});

/** A place by which everything in the graph is located and counted. */
@ObjectType({ description: 'A governorate, district, village or neighbourhood of Egypt. For everyone.' })
@Directive('@key(fields: "id")')
@Access.everyone()
@Entity('area')
export class Area {
  @Field(() => ID, {
    description: 'Its code: "EG-GZ" a governorate, "EG-GZ-03" a district, "EG-GZ-03-012" a village.',
  })
  @PrimaryColumn('text')
  id!: string;

  @Field(() => AreaKind, { description: 'How fine it is.' })
  @Column('text')
  kind!: AreaLevel;

  /** The area that it lies in directly; null for a governorate. */
  @Column('text', { nullable: true })
  parentId!: string | null;

  @Field(() => GovernorateEnum, { description: 'The governorate that it is or lies in.' })
  @Column({ type: 'text', insert: false, update: false })
  governorate!: Governorate;

  @Field(() => LocalizedText, { description: 'Its name.' })
  @Column(() => LocalizedText)
  name!: LocalizedText;
}

export const AreaConnection = connectionOf(Area, 'Area');
