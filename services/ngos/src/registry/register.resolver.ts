import { Access } from '@solidarity/subgraph-kit/access/access';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { connectionFrom, PageArgs, type Connection } from '@solidarity/subgraph-kit/values/connection';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import { GovernorateEnum } from '@solidarity/subgraph-kit/values/scalars';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, ArgsType, Ctx, Field, ID, Info, Query, Resolver } from 'type-graphql';
import { FieldOfWork, NgoKind, NgoStatus } from './ngo-enums.entity';
import { Ngo, NgoConnection } from './ngo.entity';
import { registerQuery } from './register-search';
import { parseRegistrationNumber } from './registration-number';
import { withStatus } from './status-condition';

@ArgsType()
class RegisterArgs extends PageArgs {
  @Field(() => String, {
    nullable: true,
    description:
      'Part of the name or of the number: the beginning of each word, in Arabic however it is spelt, or in English.',
  })
  search?: string | null;

  @Field(() => GovernorateEnum, { nullable: true, description: 'Only those that work in this governorate.' })
  governorate?: Governorate | null;

  @Field(() => NgoKind, { nullable: true, description: 'Only those of this kind.' })
  kind?: NgoKind | null;

  @Field(() => FieldOfWork, { nullable: true, description: 'Only those that work for this.' })
  field?: FieldOfWork | null;
}

@Resolver()
export class RegisterResolver {
  @Query(() => Ngo, {
    nullable: true,
    description: 'An NGO by its id; null when there is none that the caller may see.',
  })
  @Access.everyone()
  ngo(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Ngo | null> {
    return reads.one(Ngo, id, askedColumns(info));
  }

  @Query(() => Ngo, {
    nullable: true,
    description: 'An NGO by its number in the register; null when there is none that the caller may see.',
  })
  @Access.everyone()
  async ngoByRegistrationNumber(
    @Arg('number', () => String, {
      description: 'Running number and year, "1520/1998"; Eastern Arabic digits are understood.',
    })
    number: string,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Ngo | null> {
    const registrationNumber = parseRegistrationNumber(number);
    if (registrationNumber === null) return null;
    const columns = askedColumns(info);
    const [ngo] = await reads.list(Ngo, { where: { registrationNumber }, columns, limit: 1 });
    return ngo ?? null;
  }

  @Query(() => NgoConnection, {
    description:
      'The public register of NGOs by name. The ministry sees in it those too that are on their way into it, and an NGO itself.',
  })
  @Access.everyone()
  async ngoRegister(
    @Args(() => RegisterArgs) args: RegisterArgs,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Ngo>> {
    const { first, after } = args;
    const wanted = registerQuery(args);
    if (wanted === 'NONE') return connectionFrom<Ngo>([], { first, after }, () => []);
    const where =
      wanted === 'ALL'
        ? undefined
        : {
            sql: 'id in (select ngo_id from ngo_search where words @@ ?::tsquery)',
            values: [wanted.query],
          };
    return reads.page(Ngo, { where, columns: askedColumns(info), first, after, orderBy: ['sortName'] });
  }

  @Query(() => Ngo, {
    nullable: true,
    description: "The caller's own NGO; null when it has not notified the ministry yet.",
  })
  @Access({ audience: ['partner'], scopes: ['ngos:read'] })
  async myNgo(
    @Ctx() { caller, reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Ngo | null> {
    const { ngoId } = caller.claims;
    return ngoId === undefined ? null : reads.one(Ngo, ngoId, askedColumns(info));
  }

  @Query(() => NgoConnection, {
    description:
      'NGOs by what is to be done with them, the ones that have waited longest first. Seen by the ministry.',
  })
  @Access({ scopes: ['ngos:read'] })
  ngosInStatus(
    @Arg('status', () => NgoStatus, { description: 'Where they stand today.' }) status: NgoStatus,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { reads, today }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Ngo>> {
    const { first, after } = page;
    const where = withStatus(status, today);
    return reads.page(Ngo, { where, columns: askedColumns(info), first, after, orderBy: ['statusSince'] });
  }
}
