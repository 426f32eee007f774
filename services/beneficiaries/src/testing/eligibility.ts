import { randomUUID } from 'node:crypto';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { gizaWorker, mutate, type TestRefusal } from './registry';

/** A fact as `recordFacts` takes it. */
export interface FactInput {
  readonly kind: string;
  readonly value: string;
  readonly personId?: string;
  readonly source?: string;
  readonly observedOn?: string;
}

export interface FactsPayload {
  readonly household: { readonly facts: readonly TestFact[] } | null;
  readonly errors: readonly TestRefusal[];
}

export interface TestFact {
  readonly kind: string;
  readonly personId: string | null;
  readonly value: string;
  readonly source: string;
  readonly isDisputed: boolean;
}

const RECORD = `mutation ($input: RecordFactsInput!) {
  recordFacts(input: $input) {
    household { facts { kind personId value source isDisputed } } errors { code field message }
  }
}`;

/** Records facts about a household through the graph. */
export function recordFacts(
  service: TestService,
  householdId: string,
  facts: readonly FactInput[],
  caller: Caller = gizaWorker,
): Promise<FactsPayload> {
  return mutate<FactsPayload>(service, caller, RECORD, { householdId, facts, idempotencyKey: randomUUID() });
}

/** How a family lives that is poor by the first rules of Takaful and Karama: well below the threshold. */
export const POOR: readonly FactInput[] = [
  { kind: 'rooms', value: '1' },
  { kind: 'tenure', value: 'SHARED' },
  { kind: 'walls', value: 'MUD' },
  { kind: 'floor', value: 'EARTH' },
  { kind: 'fridge', value: 'false' },
];

/** How a family lives that is not: well above the threshold of both. */
export const WELL_OFF: readonly FactInput[] = [
  { kind: 'rooms', value: '6' },
  { kind: 'tenure', value: 'OWNED' },
  { kind: 'air_conditioner', value: 'true' },
  { kind: 'computer', value: 'true' },
];

/** Facts of a registry, whose lists are no business of the test. */
export async function factOfRegistry(
  { database }: TestService,
  about: { readonly householdId: string } | { readonly personId: string },
  { kind, value, source, observedOn = '2026-11-01' }: Omit<FactInput, 'value'> & { value: unknown },
): Promise<void> {
  const [table, id] = 'householdId' in about ? ['household', about.householdId] : ['person', about.personId];
  await database.owner(
    `insert into ${table}_fact (${table}_id, kind, value, source, observed_on, recorded_by)
     values ($1, $2, $3, $4, $5, 'a registry')`,
    [id, kind, JSON.stringify(value), source, observedOn],
  );
}

export interface TestAssessment {
  readonly outcome: string;
  readonly score: number | null;
  readonly threshold: number | null;
  readonly breakdown: readonly {
    readonly fact: string;
    readonly value: string | null;
    readonly points: number;
  }[];
  readonly disputedFacts: readonly string[];
  readonly entitled: readonly { readonly personId: string; readonly category: string }[];
  readonly decision: {
    readonly rulesVersion: string;
    readonly reasons: readonly {
      readonly code: string;
      readonly fact: string | null;
      readonly limit: string | null;
      readonly message: { readonly ar: string; readonly en: string };
    }[];
  };
}

interface AssessmentPayload {
  readonly assessment: TestAssessment | null;
  readonly errors: readonly TestRefusal[];
}

const ASSESS = `mutation ($input: AssessEligibilityInput!) {
  assessEligibility(input: $input) {
    assessment {
      outcome score threshold breakdown { fact value points } disputedFacts entitled { personId category }
      decision { rulesVersion reasons { code fact limit message { ar en } } }
    }
    errors { code field message }
  }
}`;

/** Looks at a household under the rules of a programme through the graph. */
export function assess(
  service: TestService,
  householdId: string,
  programmeId = 'TAKAFUL',
  caller: Caller = gizaWorker,
): Promise<AssessmentPayload> {
  return mutate<AssessmentPayload>(service, caller, ASSESS, { householdId, programmeId });
}
