import { Access } from '@solidarity/subgraph-kit/access/access';
import { PersonalRecord } from '@solidarity/subgraph-kit/database/personal-record';
import { LocalizedText } from '@solidarity/subgraph-kit/values/localized-text';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { NgoBoardOffice } from './ngo-enums.entity';

@Entity('ngo_board_member')
@PersonalRecord('personId')
@ObjectType({
  description:
    "A seat on an NGO's board (مجلس الإدارة) and who holds or held it. Seen by the ministry alone.",
})
@Access({ scopes: ['ngos:read'] })
export class NgoBoardMember {
  @Field(() => ID, { description: 'Identifies the seat.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  ngoId!: string;

  @Column('uuid')
  personId!: string;

  @Field(() => LocalizedText, { description: 'The name of who holds it, as the NGO has given it.' })
  @Column(() => LocalizedText)
  name!: LocalizedText;

  @Field(() => NgoBoardOffice, { description: 'The office.' })
  @Column('text')
  office!: NgoBoardOffice;

  @Field(() => DateScalar, { description: 'The first day of the term.' })
  @Column('date')
  since!: PlainDate;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first day on which it is no longer held; null while no end is known.',
  })
  @Column('date', { nullable: true })
  until!: PlainDate | null;
}
