import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import {
  applyForCareHomeLicence,
  changeCareHomeCapacity,
  changeLicence,
  licenseCareHome,
  recordCareHomeInspection,
  type LicenceChange,
} from './licence.commands';
import {
  ApplyForCareHomeLicenceInput,
  CareHomeLicenceInput,
  CareHomeLicencePayload,
  CareHomeReasonInput,
  ChangeCareHomeCapacityInput,
  RecordCareHomeInspectionInput,
} from './licence.inputs';
import { admitResident, dischargeResident, type StayChange } from './stay.commands';
import { AdmitResidentInput, CareHomeStayPayload, DischargeResidentInput } from './stay.inputs';

const WHAT = { description: 'What is asked for.' };

@Resolver()
export class LicenceResolver {
  @Mutation(() => CareHomeLicencePayload, {
    description: 'Asks for a licence for a new home, for an NGO of one’s own or as the ministry.',
  })
  @Access({ audience: ['partner'], scopes: ['care:apply'] })
  applyForCareHomeLicence(
    @Arg('input', () => ApplyForCareHomeLicenceInput, WHAT) input: ApplyForCareHomeLicenceInput,
    @Ctx() context: CommandContext,
  ): Promise<LicenceChange> {
    return applyForCareHomeLicence(context, input);
  }

  @Mutation(() => CareHomeLicencePayload, {
    description: 'Keeps what an inspector found; the first inspection moves an application on.',
  })
  @Access({ scopes: ['care:write'] })
  recordCareHomeInspection(
    @Arg('input', () => RecordCareHomeInspectionInput, WHAT) input: RecordCareHomeInspectionInput,
    @Ctx() context: CommandContext,
  ): Promise<LicenceChange> {
    return recordCareHomeInspection(context, input);
  }

  @Mutation(() => CareHomeLicencePayload, {
    description: 'Gives the licence if nothing stands against it. Not by who inspected the home.',
  })
  @Access({ scopes: ['care:write'] })
  licenseCareHome(
    @Arg('input', () => CareHomeLicenceInput, WHAT) input: CareHomeLicenceInput,
    @Ctx() context: CommandContext,
  ): Promise<LicenceChange> {
    return licenseCareHome(context, input, 'license');
  }

  @Mutation(() => CareHomeLicencePayload, {
    description: 'Renews a licence, also one that has run out, from today.',
  })
  @Access({ scopes: ['care:write'] })
  renewCareHomeLicence(
    @Arg('input', () => CareHomeLicenceInput, WHAT) input: CareHomeLicenceInput,
    @Ctx() context: CommandContext,
  ): Promise<LicenceChange> {
    return licenseCareHome(context, input, 'renew');
  }

  @Mutation(() => CareHomeLicencePayload, { description: 'Refuses an application.' })
  @Access({ scopes: ['care:write'] })
  refuseCareHomeLicence(
    @Arg('input', () => CareHomeReasonInput, WHAT) input: CareHomeReasonInput,
    @Ctx() context: CommandContext,
  ): Promise<LicenceChange> {
    return changeLicence(context, input, 'refuse');
  }

  @Mutation(() => CareHomeLicencePayload, {
    description: 'Suspends a licence: nobody may be taken in until it is reinstated.',
  })
  @Access({ scopes: ['care:write'] })
  suspendCareHome(
    @Arg('input', () => CareHomeReasonInput, WHAT) input: CareHomeReasonInput,
    @Ctx() context: CommandContext,
  ): Promise<LicenceChange> {
    return changeLicence(context, input, 'suspend');
  }

  @Mutation(() => CareHomeLicencePayload, { description: 'Puts a suspended licence in force again.' })
  @Access({ scopes: ['care:write'] })
  reinstateCareHome(
    @Arg('input', () => CareHomeReasonInput, WHAT) input: CareHomeReasonInput,
    @Ctx() context: CommandContext,
  ): Promise<LicenceChange> {
    return changeLicence(context, input, 'reinstate');
  }

  @Mutation(() => CareHomeLicencePayload, {
    description: 'Closes a home in which nobody lives any more, for good.',
  })
  @Access({ scopes: ['care:write'] })
  closeCareHome(
    @Arg('input', () => CareHomeReasonInput, WHAT) input: CareHomeReasonInput,
    @Ctx() context: CommandContext,
  ): Promise<LicenceChange> {
    return changeLicence(context, input, 'close');
  }

  @Mutation(() => CareHomeLicencePayload, { description: 'Changes the number of places.' })
  @Access({ scopes: ['care:write'] })
  changeCareHomeCapacity(
    @Arg('input', () => ChangeCareHomeCapacityInput, WHAT) input: ChangeCareHomeCapacityInput,
    @Ctx() context: CommandContext,
  ): Promise<LicenceChange> {
    return changeCareHomeCapacity(context, input);
  }

  @Mutation(() => CareHomeStayPayload, {
    description: 'Takes a person in today, by a decision; never beyond the places.',
  })
  @Access({ audience: ['partner'], scopes: ['care:admit'] })
  admitResident(
    @Arg('input', () => AdmitResidentInput, WHAT) input: AdmitResidentInput,
    @Ctx() context: CommandContext,
  ): Promise<StayChange> {
    return admitResident(context, input);
  }

  @Mutation(() => CareHomeStayPayload, { description: 'Ends a stay; its place is free at once.' })
  @Access({ audience: ['partner'], scopes: ['care:admit'] })
  dischargeResident(
    @Arg('input', () => DischargeResidentInput, WHAT) input: DischargeResidentInput,
    @Ctx() context: CommandContext,
  ): Promise<StayChange> {
    return dischargeResident(context, input);
  }
}
