import { Kind, OperationTypeNode, print, visit, type DocumentNode, type FieldNode } from 'graphql';
import type { Answer } from './compare';
import type { FederationFacts } from './federation-facts';

/** What can be seen of a case in which Apollo's executor may be wrong. */
export interface Suspect {
  readonly document: DocumentNode;
  readonly facts: FederationFacts;
  readonly apollo: Answer | null;
  /** Whether something goes wrong in a service. */
  readonly hasFaults: boolean;
}

/**
 * What the compiled executor does where Apollo's is wrong. It answers as the monolith does, or it refuses: then its
 * refusal is as good an answer. Where it can't be told from the plan, it makes the planner's mistake too.
 */
export type OurPart = 'is right' | 'may refuse' | 'may be wrong too';

/** A fault of Apollo's planner or executor for which nobody has to look again. */
export interface KnownFault {
  readonly name: string;
  readonly reason: string;
  readonly ours: OurPart;
  readonly concerns: (suspect: Suspect) => boolean;
}

export const KNOWN_APOLLO_FAULTS: readonly KnownFault[] = [
  {
    name: 'an alias in the place of a needed field',
    reason:
      'The planner takes a field of the client for the key or requirement whose name it has as its alias.',
    ours: 'is right',
    concerns: ({ document, facts }) =>
      fieldsOf(document).some(
        ({ alias, name }) =>
          alias !== undefined &&
          alias.value !== name.value &&
          (facts.names.has(alias.value) || alias.value === '__typename'),
      ),
  },
  {
    name: "a client's arguments in the place of required ones",
    reason: 'One field with two sets of arguments has one response name, and is fetched with one of the two.',
    ours: 'is right',
    concerns: ({ document, facts }) =>
      fieldsOf(document).some(({ name }) => facts.withArguments.has(name.value)),
  },
  {
    name: 'two requirements of one field with different arguments',
    reason: 'The planner fetches the field once and computes both from it.',
    ours: 'may refuse',
    concerns: ({ document, facts }) => {
      const asked = new Set(fieldsOf(document).map(({ name }) => name.value));
      return facts.contradicting.some(([one, other]) => asked.has(one) && asked.has(other));
    },
  },
  {
    name: 'contradicting requirements in what is never included',
    reason: 'The planner asks the service for one field with both arguments, which no service can be asked.',
    ours: 'is right',
    concerns: ({ document, facts }) => hasConditions(document) && facts.contradicting.length > 0,
  },
  {
    name: 'a requirement that has requirements',
    reason:
      'A path that begins in the service of a required field asks it for the field at once, before what that field requires is there.',
    ours: 'is right',
    concerns: ({ document, facts }) =>
      fieldsOf(document).some(({ name }) =>
        [...(facts.requiring.get(name.value) ?? [])].some((required) => facts.requiring.has(required)),
      ),
  },
  {
    name: 'a requirement under a condition',
    reason:
      'What a skipped field requires is not fetched, but still asked for in the call that brings its neighbours: they are lost.',
    ours: 'is right',
    concerns: ({ document, facts }) =>
      hasConditions(document) && fieldsOf(document).some(({ name }) => facts.requiring.has(name.value)),
  },
  {
    name: 'a field of which every part is under a condition',
    reason:
      'The planner puts the field itself under the condition: it is null, or left out, where it should be empty.',
    ours: 'is right',
    concerns: ({ document }) => hasConditions(document),
  },
  {
    name: 'an interface object forgets what it is',
    reason:
      'A service that has the interface as an object calls it by that name, which takes the place of the known type: fragments on that type bring nothing more. Or it is sent what it cannot find the object by.',
    ours: 'may refuse',
    concerns: ({ document, facts }) => facts.hasInterfaceObjects && hasTypeConditions(document),
  },
  {
    name: 'an error of what was asked for of another type',
    reason:
      'What is asked of one type of an interface object is asked of all its objects: an error is told at a place that the answer does not have.',
    ours: 'is right',
    concerns: ({ document, facts, hasFaults }) =>
      hasFaults && facts.hasInterfaceObjects && hasTypeConditions(document),
  },
  {
    name: 'a type that is not known because a field of it failed',
    reason:
      'What an interface object is is asked for in the call for its fields. When its object comes to nothing there, nobody knows which fragments are for it, and the error stands alone.',
    ours: 'may be wrong too',
    concerns: ({ document, facts, hasFaults }) =>
      hasFaults && facts.hasInterfaceObjects && hasTypeConditions(document),
  },
  {
    name: 'one name for what differs between types',
    reason:
      'What is asked of the objects that two types lead to is asked of all of them: one takes the other’s place.',
    ours: 'is right',
    concerns: ({ document }) => hasTypeConditions(document) && hasNamesOfTwoMeanings(document),
  },
  {
    name: 'a fragment on a union',
    reason:
      'The executor finds nothing in it where the field is of one type, which is a member of the union.',
    ours: 'is right',
    concerns: ({ document, facts }) => hasTypeConditions(document, facts.unions),
  },
  {
    name: 'fragments of mutations',
    reason:
      'The planner moves the fields of a spread before those that stand before it: writes change their order.',
    ours: 'is right',
    concerns: ({ document }) => isMutation(document) && hasFragmentsAtRoot(document),
  },
  {
    name: 'what a mutation returns, after the next one',
    reason:
      'Mutations of one service go in one call, and what other services know of their results is asked after all.',
    ours: 'is right',
    concerns: ({ document }) => isMutation(document) && rootFieldsOf(document) > 1,
  },
  {
    name: 'a variable named representations',
    reason: 'Calls for entities have a variable of that name.',
    ours: 'may refuse',
    concerns: ({ document }) =>
      document.definitions.some(
        (one) =>
          one.kind === Kind.OPERATION_DEFINITION &&
          one.variableDefinitions?.some(({ variable }) => variable.name.value === 'representations'),
      ),
  },
  {
    name: 'a planner that gives up',
    reason: 'The planner throws or takes too long, mostly where an interface object leads to another one.',
    ours: 'may refuse',
    concerns: ({ apollo }) => apollo?.errors.some(({ message }) => message.startsWith('thrown: ')) ?? true,
  },
];

/** The known faults that may be at work in a case. */
export function knownFaults(suspect: Suspect): readonly KnownFault[] {
  return KNOWN_APOLLO_FAULTS.filter(({ concerns }) => concerns(suspect));
}

function fieldsOf(document: DocumentNode): FieldNode[] {
  const fields: FieldNode[] = [];
  visit(document, { Field: (node) => void fields.push(node) });
  return fields;
}

function hasConditions(document: DocumentNode): boolean {
  let isFound = false;
  visit(document, { Directive: () => void (isFound = true) });
  return isFound;
}

/** Whether there are fragments on types, or on types of these names. */
function hasTypeConditions(document: DocumentNode, names?: ReadonlySet<string>): boolean {
  let isFound = false;
  const look = (condition: string | undefined): void => {
    isFound ||= condition !== undefined && (names?.has(condition) ?? true);
  };
  visit(document, {
    FragmentDefinition: ({ typeCondition }) => look(typeCondition.name.value),
    InlineFragment: ({ typeCondition }) => look(typeCondition?.name.value),
  });
  return isFound;
}

/** Whether one response name stands for different fields or arguments. */
function hasNamesOfTwoMeanings(document: DocumentNode): boolean {
  const meanings = new Map<string, string>();
  return fieldsOf(document).some(({ alias, name, arguments: given = [] }) => {
    const meaning = `${name.value}(${given.map(print).sort().join()})`;
    const key = (alias ?? name).value;
    const other = meanings.get(key) ?? meaning;
    meanings.set(key, meaning);
    return other !== meaning;
  });
}

function isMutation(document: DocumentNode): boolean {
  return document.definitions.some(
    (one) => one.kind === Kind.OPERATION_DEFINITION && one.operation === OperationTypeNode.MUTATION,
  );
}

function rootFieldsOf(document: DocumentNode): number {
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  return operation?.selectionSet.selections.length ?? 0;
}

/** Whether fragments stand at the root of the operation. */
function hasFragmentsAtRoot(document: DocumentNode): boolean {
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  return operation?.selectionSet.selections.some(({ kind }) => kind !== Kind.FIELD) ?? false;
}
