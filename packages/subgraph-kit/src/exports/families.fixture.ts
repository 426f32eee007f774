import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  Info,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { Column, Entity, PrimaryColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { Access } from '../access/access';
import { protect } from '../database/grants';
import { id } from '../database/village.fixture';
import { PersonalRecord } from '../database/personal-record';
import { rowsById } from '../schema/references';
import { askedColumns, Needs } from '../schema/selection';
import type { ServiceContext } from '../server/context';
import type { ServiceDefinition } from '../server/service';
import { connectionOf, PageArgs, type Connection } from '../values/connection';
import { LocalizedText } from '../values/localized-text';
import { MoneyScalar } from '../values/scalars';

const FOR_CASE_WORK = { audience: ['partner'], scopes: ['registry:read'] } as const;

/** Somebody has called on a family. */
@Entity('visit')
@ObjectType()
@Directive('@key(fields: "id")')
@Access(FOR_CASE_WORK)
export class Visit {
  @PrimaryColumn('uuid')
  @Field(() => ID)
  id!: string;

  @Column('uuid')
  familyId!: string;

  @Column('date')
  @Field(() => String)
  day!: string;
}

/** A family of the tests of exports; an organisation sees those that it serves, a case worker the governorate's. */
@Entity('family')
@PersonalRecord('headId')
@ObjectType()
@Directive('@key(fields: "id")')
@Access(FOR_CASE_WORK)
export class Family {
  @PrimaryColumn('uuid')
  @Field(() => ID)
  id!: string;

  @Column('uuid')
  headId!: string;

  @Column('uuid')
  ngoId!: string;

  @Column('text')
  @Field(() => String)
  governorate!: string;

  @Column(() => LocalizedText)
  @Field(() => LocalizedText)
  name!: LocalizedText;

  @Column('text')
  phone!: string;

  @Column({ type: 'numeric', precision: 18, scale: 2, nullable: true })
  @Field(() => MoneyScalar, { nullable: true })
  income!: string | null;

  @Column('integer')
  @Field(() => Int)
  members!: number;

  @Column({ type: 'text', array: true })
  @Field(() => [String])
  aids!: string[];

  @Column('date')
  @Field(() => String)
  since!: string;

  @Column('text')
  @Field(() => String)
  @Access({ scopes: ['registry:read'] })
  remark!: string;
}

const FamilyConnection = connectionOf(Family, 'Family');
const VisitConnection = connectionOf(Visit, 'Visit');

@ArgsType()
class FamiliesArgs extends PageArgs {
  @Field(() => String, { nullable: true })
  governorate?: string | null;
}

@Resolver(() => Family)
class FamilyResolver {
  @Query(() => FamilyConnection)
  @Access(FOR_CASE_WORK)
  families(
    @Args(() => FamiliesArgs) { governorate, first, after }: FamiliesArgs,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Family>> {
    const where = governorate ? { governorate } : {};
    return reads.page(Family, { where, first, after, columns: askedColumns(info), orderBy: ['since'] });
  }

  @Query(() => Family, { nullable: true })
  @Access(FOR_CASE_WORK)
  family(
    @Arg('id', () => ID) familyId: string,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Family | null> {
    return reads.one(Family, familyId, askedColumns(info));
  }

  @FieldResolver(() => VisitConnection)
  visits(
    @Root() family: Family,
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Visit>> {
    const page = { first, after, orderBy: ['day'] as const };
    return reads.byParentPage(Visit, 'familyId', family.id, askedColumns(info), page);
  }

  @FieldResolver(() => String, { name: 'phone' })
  @Needs('phone')
  phoneShown(@Root() { phone }: Family, @Ctx() { caller }: ServiceContext): string {
    return caller.scopes.has('pii:read') ? phone : `${'*'.repeat(phone.length - 2)}${phone.slice(-2)}`;
  }

  @FieldResolver(() => String)
  @Needs('members')
  fragile(@Root() { members }: Family): string {
    if (members === 13) throw new TypeError(`a fault that names ${members}`);
    return 'whole';
  }

  @Mutation(() => String)
  @Access(FOR_CASE_WORK)
  forgetFamilies(): string {
    return 'forgotten';
  }
}

class Families1770000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `create table family (
         id uuid primary key, head_id uuid not null, ngo_id uuid not null, governorate text not null,
         name_ar text not null, name_en text, phone text not null, income numeric(18,2), members integer not null,
         aids text[] not null default '{}', since date not null, remark text not null default '');
       create index on family (since, id);
       create index on family (governorate, since, id);
       create table visit (id uuid primary key default uuidv7(), family_id uuid not null references family, day date not null);
       create index on visit (family_id, day, id)`,
    );
    const served = "ngo_id = (select claim_uuid('ngo_id'))";
    const own = "governorate = (select claim('governorate'))";
    await protect(queryRunner, 'family', {
      read: { ministry_admin: 'true', auditor: 'true', case_worker: own, ngo_partner: served },
    });
    const ofFamily = 'exists (select from family where family.id = family_id)';
    await protect(queryRunner, 'visit', {
      read: { ministry_admin: 'true', auditor: 'true', case_worker: ofFamily, ngo_partner: ofFamily },
    });
  }

  async down(): Promise<void> {
    throw new Error('A test goes one way.');
  }
}

/** A service with one long list. */
export const FAMILIES: ServiceDefinition = {
  name: 'ngos',
  entities: [Family, Visit],
  migrations: [Families1770000000000],
  subgraph: {
    resolvers: [FamilyResolver],
    references: { Family: rowsById(Family), Visit: rowsById(Visit) },
  },
  handlers: [],
};

/** The organisations that serve the families: the first those of even number, the second the others. */
export const [FIRST_NGO, SECOND_NGO] = [id(1_000_001), id(1_000_002)] as const;

/**
 * Writes families number `from` to `to`, in SQL for the owner. Three follow each other with the same `since`; those
 * of even number are in Giza.
 */
export const WRITE_FAMILIES = `
insert into family (id, head_id, ngo_id, governorate, name_ar, name_en, phone, income, members, aids, since)
  select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid,
         ('00000000-0000-4000-9000-' || lpad(n::text, 12, '0'))::uuid,
         case when n % 2 = 0 then '${FIRST_NGO}'::uuid else '${SECOND_NGO}'::uuid end,
         case when n % 2 = 0 then 'EG_GZ' else 'EG_C' end,
         'أسرة محمد علي ' || n, case when n % 3 = 0 then 'Family of Mohamed Ali ' || n end,
         '010' || lpad(n::text, 8, '0'), case when n % 5 > 0 then n * 1.25 end, n % 9 + 1,
         case when n % 2 = 0 then array['takaful', 'food'] else '{}' end,
         '2020-01-01'::date + (n / 3)::integer
    from generate_series($1::bigint, $2::bigint) as n`;

/** The id of the family of a number. */
export const familyId = id;
