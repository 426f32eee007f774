import { Access } from '@solidarity/subgraph-kit/access/access';
import { connectionOf } from '@solidarity/subgraph-kit/values/connection';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import { LocalizedText } from '@solidarity/subgraph-kit/values/localized-text';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar, GovernorateEnum } from '@solidarity/subgraph-kit/values/scalars';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { FieldOfWork, NgoKind, type NgoStatus } from './ngo-enums.entity';

/**
 * An NGO as anyone may know it once it is on the register; before, only the ministry and its own people see the row.
 * What is for these two alone stands in tables of its own.
 */
@Entity('ngo')
@Directive('@key(fields: "id")')
@ObjectType({
  description: 'An association, a foundation, a union or a branch of a foreign organisation (منظمة أهلية).',
})
@Access.everyone()
export class Ngo {
  @Field(() => ID, { description: 'Identifies the NGO in every service.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => LocalizedText, { description: 'Its name.' })
  @Column(() => LocalizedText)
  name!: LocalizedText;

  /** The name as the register is sorted by it. */
  @Column({ type: 'text', insert: false, update: false })
  sortName!: string;

  @Field(() => NgoKind, { description: 'What it is by law.' })
  @Column('text')
  kind!: NgoKind;

  @Field(() => [FieldOfWork], { description: 'What it works for, the main field first.' })
  @Column('text', { array: true })
  fieldsOfWork!: FieldOfWork[];

  @Field(() => GovernorateEnum, { description: 'The governorate of its seat.' })
  @Column('text')
  seatGovernorate!: Governorate;

  /** The area of its seat, as fine as it is known. */
  @Column('text')
  seatAreaId!: string;

  /** The district of the seat, if it is known; written by the database. */
  @Column({ type: 'text', insert: false, update: false, nullable: true })
  seatDistrictId!: string | null;

  @Field(() => [GovernorateEnum], {
    description: 'The governorates that it works in, that of its seat first.',
  })
  @Column('text', { array: true })
  governorates!: Governorate[];

  @Field(() => String, {
    nullable: true,
    description:
      'Its number in the register, "1520/2024"; null while its notification has never been complete.',
  })
  @Column('text', { nullable: true })
  registrationNumber!: string | null;

  /** What was recorded last; `status` of the graph also knows what the law has done since. */
  @Column('text', { name: 'status' })
  recordedStatus!: NgoStatus;

  @Column('date')
  statusSince!: PlainDate;

  /** The first day on the public register; still to come while the ministry may object. */
  @Column('date', { nullable: true })
  onRegisterFrom!: PlainDate | null;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Since when it has legal personality: the day on which its notification was complete. Null before, and after an objection. Source: Law 149/2019.',
  })
  @Column('date', { nullable: true })
  legalPersonalityFrom!: PlainDate | null;

  /** Whether it was registered under a law before Law 149/2019. */
  @Column('boolean')
  isOlderThanLaw!: boolean;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'When it was regularised (توفيق الأوضاع); null when it was founded under Law 149/2019 or has still to be regularised.',
  })
  @Column('date', { nullable: true })
  regularisedOn!: PlainDate | null;

  /** The first day of its licensed time without a gap. */
  @Column('date', { nullable: true })
  licensedFrom!: PlainDate | null;

  /** The last day of its licence. */
  @Column('date', { nullable: true })
  licensedUntil!: PlainDate | null;
}

export const NgoConnection = connectionOf(Ngo, 'Ngo');
