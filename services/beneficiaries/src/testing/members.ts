import { randomUUID } from 'node:crypto';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { gizaWorker, mutate, type TestRefusal } from './registry';

interface HouseholdPayload {
  readonly household: { readonly id: string } | null;
  readonly errors: readonly TestRefusal[];
}

interface MovePayload {
  readonly from: { readonly id: string; readonly dissolvedOn: string | null } | null;
  readonly to: { readonly id: string } | null;
  readonly errors: readonly TestRefusal[];
}

interface Headship {
  readonly person: { readonly id: string } | null;
  readonly since: string;
  readonly until: string | null;
}

interface HouseholdOfADay {
  readonly head: { readonly id: string } | null;
  readonly dissolvedOn: string | null;
  readonly heads: readonly Headship[];
  readonly members: readonly { readonly person: { readonly id: string } | null }[];
}

const ADD = `mutation ($input: AddHouseholdMemberInput!) {
  addHouseholdMember(input: $input) { household { id } errors { code field message } }
}`;
const END = `mutation ($input: EndMembershipInput!) {
  endMembership(input: $input) { household { id } errors { code field message } }
}`;
const MOVE = `mutation ($input: MoveMemberInput!) {
  moveMember(input: $input) { from { id dissolvedOn } to { id } errors { code field message } }
}`;
const HOUSEHOLD = `query ($id: ID!, $on: Date) {
  household(id: $id) { head { id } dissolvedOn heads { person { id } since until } members(on: $on) { person { id } } }
}`;

/** Who joins, leaves and moves between the households of a service, and who belongs to them on a day. */
export class Members {
  constructor(private readonly service: () => TestService) {}

  add(input: object, caller: Caller = gizaWorker): Promise<HouseholdPayload> {
    return mutate(this.service(), caller, ADD, { idempotencyKey: randomUUID(), ...input });
  }

  end(input: object, caller: Caller = gizaWorker): Promise<HouseholdPayload> {
    return mutate(this.service(), caller, END, { reason: 'LEFT', ...input });
  }

  move(input: object, caller: Caller = gizaWorker): Promise<MovePayload> {
    return mutate(this.service(), caller, MOVE, { relationship: 'CHILD', ...input });
  }

  async householdOn(id: string, on?: string): Promise<HouseholdOfADay> {
    const { data } = await this.service().ask<{ household: HouseholdOfADay }>(gizaWorker, HOUSEHOLD, {
      id,
      on,
    });
    return data.household;
  }

  async idsOn(id: string, on?: string): Promise<(string | undefined)[]> {
    return (await this.householdOn(id, on)).members.map(({ person }) => person?.id);
  }
}
