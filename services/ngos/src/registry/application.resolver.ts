import { Access } from '@solidarity/subgraph-kit/access/access';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import * as commands from './application.commands';
import {
  ApplyForNgoRegistrationInput,
  ApplyForNgoRegistrationPayload,
  EnterEarlierNgoInput,
  EnterEarlierNgoPayload,
  MendNgoNotificationInput,
  MendNgoNotificationPayload,
} from './application.inputs';
import { appointNgoBoardMember, endNgoBoardTerm } from './board.commands';
import { addNgoDocument } from './document.commands';
import {
  AddNgoDocumentInput,
  AddNgoDocumentPayload,
  AppointNgoBoardMemberInput,
  AppointNgoBoardMemberPayload,
  EndNgoBoardTermInput,
  EndNgoBoardTermPayload,
} from './file.inputs';
import type { NgoChange } from './ngo.commands';

const INPUT = { description: 'What is asked for.' };

/** What comes in about NGOs: notifications, papers, boards. */
@Resolver()
export class ApplicationResolver {
  @Mutation(() => ApplyForNgoRegistrationPayload, {
    description:
      'Notifies the ministry of a new NGO. A partner does so for the organisation that it speaks for, an officer for founders who come with papers.',
  })
  @Access({ audience: ['partner'], scopes: ['ngos:apply', 'ngos:write'] })
  applyForNgoRegistration(
    @Arg('input', () => ApplyForNgoRegistrationInput, INPUT) input: ApplyForNgoRegistrationInput,
    @Ctx() context: CommandContext,
  ): Promise<NgoChange> {
    return commands.applyForNgoRegistration(context, input);
  }

  @Mutation(() => MendNgoNotificationPayload, {
    description: 'Mends or completes a notification, also one that was objected to.',
  })
  @Access({ audience: ['partner'], scopes: ['ngos:apply', 'ngos:write'] })
  mendNgoNotification(
    @Arg('input', () => MendNgoNotificationInput, INPUT) input: MendNgoNotificationInput,
    @Ctx() context: CommandContext,
  ): Promise<NgoChange> {
    return commands.mendNgoNotification(context, input);
  }

  @Mutation(() => AddNgoDocumentPayload, {
    description: "Adds a paper to an NGO's file. A partner adds to the file of its own NGO.",
  })
  @Access({ audience: ['partner'], scopes: ['ngos:apply', 'ngos:write'] })
  addNgoDocument(
    @Arg('input', () => AddNgoDocumentInput, INPUT) input: AddNgoDocumentInput,
    @Ctx() context: CommandContext,
  ): ReturnType<typeof addNgoDocument> {
    return addNgoDocument(context, input);
  }

  @Mutation(() => EnterEarlierNgoPayload, {
    description: 'Takes an NGO over that was registered before Law 149/2019. By the ministry.',
  })
  @Access({ scopes: ['ngos:write'] })
  enterEarlierNgo(
    @Arg('input', () => EnterEarlierNgoInput, INPUT) input: EnterEarlierNgoInput,
    @Ctx() context: CommandContext,
  ): Promise<NgoChange> {
    return commands.enterEarlierNgo(context, input);
  }

  @Mutation(() => AppointNgoBoardMemberPayload, {
    description: "Gives somebody a seat on an NGO's board. By the ministry.",
  })
  @Access({ scopes: ['ngos:write'] })
  appointNgoBoardMember(
    @Arg('input', () => AppointNgoBoardMemberInput, INPUT) input: AppointNgoBoardMemberInput,
    @Ctx() context: CommandContext,
  ): ReturnType<typeof appointNgoBoardMember> {
    return appointNgoBoardMember(context, input);
  }

  @Mutation(() => EndNgoBoardTermPayload, { description: 'Ends a term on a board. By the ministry.' })
  @Access({ scopes: ['ngos:write'] })
  endNgoBoardTerm(
    @Arg('input', () => EndNgoBoardTermInput, INPUT) input: EndNgoBoardTermInput,
    @Ctx() context: CommandContext,
  ): ReturnType<typeof endNgoBoardTerm> {
    return endNgoBoardTerm(context, input);
  }
}
