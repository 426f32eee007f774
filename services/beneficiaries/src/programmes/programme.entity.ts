import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { LocalizedText } from '@solidarity/subgraph-kit/values/localized-text';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { connectionOf } from '@solidarity/subgraph-kit/values/connection';
import { ProgrammePays } from './programme';

registerEnumType(ProgrammePays, {
  name: 'ProgrammePays',
  description: 'Whom a programme pays for.',
  valuesConfig: {
    HOUSEHOLD: { description: 'The household as one, with an amount for each child that counts (Takaful).' },
    PERSON: { description: 'Each person of the household who is entitled (Karama).' },
  },
});

/** A programme of cash support. What it pays, and to whom, is data: a new programme is rows, not a release. */
@ObjectType({
  description:
    'A programme of cash support, such as Takaful or Karama. Everybody may see which there are and what they pay.',
})
@Directive('@key(fields: "id")')
@Access.everyone()
@Entity('programme')
export class Programme {
  @Field(() => ID, { description: 'Its code in capital letters, such as TAKAFUL.' })
  @PrimaryColumn('text')
  id!: string;

  @Field(() => LocalizedText, { description: 'Its name.' })
  @Column(() => LocalizedText)
  name!: LocalizedText;

  @Field(() => ProgrammePays, { description: 'Whether it pays households or single persons.' })
  @Column('text')
  pays!: ProgrammePays;

  @Field(() => Boolean, {
    description:
      'Whether children have to go to school, young people to pass the year, and mothers and small children to go to health visits.',
  })
  @Column('boolean')
  isConditional!: boolean;

  @Field(() => DateScalar, { description: 'The first day on which one could enrol.' })
  @Column('date')
  opensOn!: PlainDate;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The first day on which nobody is enrolled any more; who is enrolled stays. Null while it is open.',
  })
  @Column('date', { nullable: true })
  closesOn!: PlainDate | null;
}

export const ProgrammeConnection = connectionOf(Programme, 'Programme');
