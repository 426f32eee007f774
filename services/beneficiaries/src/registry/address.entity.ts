import { Field, Float, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';

@ObjectType({ description: 'A point on the map (WGS 84).' })
@Access({ audience: ['partner'], scopes: ['registry:read'] })
export class AddressCoordinates {
  @Field(() => Float, { description: 'Degrees north.' })
  latitude!: number;

  @Field(() => Float, { description: 'Degrees east.' })
  longitude!: number;
}

/** Where a household lives or lived. Ended by a move, never removed. */
@ObjectType({ description: 'Where a household lives or lived.' })
@Access({ audience: ['partner'], scopes: ['registry:read'] })
@Entity('household_address')
export class HouseholdAddress {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()' })
  id!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  areaId!: string;

  @Field(() => String, { description: 'Street, house and landmark, as a visitor needs them.' })
  @Column('text')
  line!: string;

  @Column('double precision', { nullable: true })
  latitude!: number | null;

  @Column('double precision', { nullable: true })
  longitude!: number | null;

  @Field(() => DateScalar, { description: 'The first day of living there, as far as is known.' })
  @Column('date')
  since!: PlainDate;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first day of no longer living there; null for the present address.',
  })
  @Column('date', { nullable: true })
  until!: PlainDate | null;
}
