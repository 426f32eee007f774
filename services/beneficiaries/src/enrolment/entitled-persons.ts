/**
 * Programmes that pay persons (Karama): whom the rules of eligibility find entitled (older people, persons with a
 * disability, orphans) and who still lives in the household. What a birth date does not prove, a document about the
 * person does (rules data `enrolment_terms`). Who decides may leave somebody out whose proof is not there yet.
 */
import type { DecisionReason } from '@solidarity/subgraph-kit/records/decision';
import { because } from './reasons';
import { EntitlementCategory, type DocumentKind, type EnrolmentTerms } from './terms';

/** A person who is to be entitled, and why. */
export interface EntitledPerson {
  readonly personId: string;
  readonly category: EntitlementCategory;
}

/** A document about a person. */
export interface PersonalPaper {
  readonly kind: DocumentKind;
  readonly personId: string | null;
  readonly isVerified: boolean;
}

/** What is known of those who may be entitled. */
export interface EntitlementFacts {
  /** Whom the rules of eligibility find entitled, and why; in their order. */
  readonly found: readonly { readonly personId: string; readonly category: string }[];
  /** Who lives in the household today. */
  readonly memberIds: readonly string[];
  readonly papers: readonly PersonalPaper[];
  /** Whom the decider names; null for all who are found. */
  readonly named: readonly string[] | null;
}

/** Who is entitled, and everything that stands against it; nobody is while anything does. */
export function entitledPersons(
  { found, memberIds, papers, named }: EntitlementFacts,
  { documents: { ofPerson } }: Pick<EnrolmentTerms, 'documents'>,
): { readonly persons: readonly EntitledPerson[]; readonly problems: readonly DecisionReason[] } {
  const living = found.filter(({ personId }) => memberIds.includes(personId));
  const persons = living.flatMap(({ personId, category }) =>
    isCategory(category) && (named === null || named.includes(personId)) ? [{ personId, category }] : [],
  );
  const strangers = (named ?? []).filter((id) => !persons.some(({ personId }) => personId === id));
  const unproven = persons.filter(({ personId, category }) => {
    const proof = ofPerson[category];
    const paper = papers.findLast((one) => one.kind === proof && one.personId === personId);
    return proof !== undefined && !paper?.isVerified;
  });
  return {
    persons,
    problems: [
      ...strangers.map((personId) => because('PERSON_NOT_ENTITLED', personId)),
      ...unproven.map(({ personId, category }) =>
        because('PROOF_MISSING', personId, ofPerson[category] ?? null),
      ),
    ],
  };
}

/** What is known when an enrolment is looked at again. */
export interface RenewalFacts extends Omit<EntitlementFacts, 'papers' | 'named'> {
  /** Who is entitled by it now. */
  readonly entitled: readonly EntitledPerson[];
  /** Whose proof the decider has seen. */
  readonly named: readonly string[];
}

/** Who is entitled from now on, who is no longer, and who stays so. Proof once given is not asked for again. */
export function renewal(
  { found, memberIds, entitled, named }: RenewalFacts,
  { documents: { ofPerson } }: Pick<EnrolmentTerms, 'documents'>,
): {
  readonly added: readonly EntitledPerson[];
  readonly ended: readonly string[];
  readonly stay: readonly EntitledPerson[];
  readonly problems: readonly DecisionReason[];
} {
  const living = found.flatMap(({ personId, category }) =>
    memberIds.includes(personId) && isCategory(category) ? [{ personId, category }] : [],
  );
  const isFound = (id: string) => living.some(({ personId }) => personId === id);
  const isEntitled = (id: string) => entitled.some(({ personId }) => personId === id);
  const added = living.filter(
    ({ personId, category }) =>
      !isEntitled(personId) && (ofPerson[category] === undefined || named.includes(personId)),
  );
  const strangers = named.filter((id) => !isFound(id));
  return {
    added,
    ended: entitled.map(({ personId }) => personId).filter((id) => !isFound(id)),
    stay: entitled.filter(({ personId }) => isFound(personId)),
    problems: strangers.map((personId) => because('PERSON_NOT_ENTITLED', personId)),
  };
}

function isCategory(category: string): category is EntitlementCategory {
  return Object.hasOwn(EntitlementCategory, category);
}
