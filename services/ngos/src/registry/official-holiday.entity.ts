import { Access } from '@solidarity/subgraph-kit/access/access';
import { LocalizedText } from '@solidarity/subgraph-kit/values/localized-text';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('official_holiday')
@ObjectType({ description: "A day that is no working day, so that the law's terms do not count it." })
@Access.everyone()
export class OfficialHoliday {
  @Field(() => DateScalar, { description: 'The day.' })
  @PrimaryColumn('date')
  onDate!: PlainDate;

  @Field(() => LocalizedText, { description: 'What is celebrated.' })
  @Column(() => LocalizedText)
  name!: LocalizedText;

  @Field(() => String, { description: 'The decree that says so, or that it is expected.' })
  @Column('text')
  source!: string;
}
