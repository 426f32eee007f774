import { parse, type GraphQLFormattedError } from 'graphql';
import type { Case } from './case';
import { errorSet, ordered, unordered, type Answer } from './compare';
import type { Answers } from './federation-under-test';
import { knownFaults } from './known-apollo-faults';
import type { FederationFacts } from './federation-facts';

/**
 * Compares the answers to one case with the truth, or with Apollo's answer where the monolith has none. Gives in what
 * they differ though they should not: nothing when all is well, else few words, to find the same again. A strict judge
 * does not excuse wrong answers of the compiled executor, whatever fault of the planner they come from.
 */
export function judge(
  tried: Case,
  { truth, untroubled, byExecutor }: Answers,
  facts: FederationFacts,
  isStrict: boolean,
): readonly string[] {
  const [compiled, apollo] = [byExecutor.get('compiled') ?? null, byExecutor.get('apollo') ?? null];
  const known = knownFaults({
    document: parse(tried.operation),
    facts,
    apollo,
    hasFaults: tried.faults.length > 0,
  });
  // Two faults of Apollo's executor are in so many answers that they are not looked at: the order in which it puts
  // the fields of fragments, and that it counts the places of errors among all objects, not among those it sent.
  const apollos =
    truth && apollo ? differenceOf(withoutIndexes(apollo), withoutIndexes(truth), unordered) : null;
  const isApolloRight = truth && apollo ? differenceOf(apollo, truth, unordered) === null : false;
  const mismatches = apollos && known.length === 0 ? [`apollo: ${apollos}`] : [];
  const ours = compiled && differenceOfCompiled(compiled, truth, apollo);
  if (!ours) return mismatches;
  // What goes wrong may be in a service that need not be asked.
  if (!truth && differenceOf(compiled, untroubled, ordered) === null) return mismatches;
  const isExcused = known.some(({ ours: part }) => {
    if (compiled.isRefused) return part !== 'is right';
    // Without the truth nobody knows who is right where Apollo's executor is not to be trusted.
    if (!truth) return true;
    return part === 'may be wrong too' && !isStrict && !isApolloRight;
  });
  return isExcused ? mismatches : [...mismatches, `compiled: ${ours}`];
}

/** Whether an answer has to be compared with that of Apollo's executor too. */
export function isInDoubt(compiled: Answer, truth: Answer | null): boolean {
  return differenceOfCompiled(compiled, truth, null) !== null || truth === null;
}

function differenceOfCompiled(compiled: Answer, truth: Answer | null, apollo: Answer | null): string | null {
  if (compiled.isRefused) return `refused with ${String(compiled.errors[0]?.extensions?.['code'])}`;
  if (truth) return differenceOf(compiled, truth, ordered);
  if (!apollo || !differenceOf(compiled, apollo, unordered)) return null;
  const difference = differenceOf(withoutIndexes(compiled), withoutIndexes(apollo), unordered);
  return difference && `${difference}, unlike apollo`;
}

function differenceOf(answer: Answer, measure: Answer, canonical: (json: string) => string): string | null {
  if (canonical(answer.data) !== canonical(measure.data)) return 'data';
  if (answer.writes?.join() !== measure.writes?.join()) return 'writes';
  const [errors, expected] = [errorsToCompare(answer, measure), errorsToCompare(measure, answer)];
  if (errors.join('\n') === expected.join('\n')) return null;
  const added = errors.filter((error) => !expected.includes(error));
  const missing = expected.filter((error) => !errors.includes(error));
  return [added.length > 0 ? 'more errors' : '', missing.length > 0 ? 'fewer errors' : '']
    .filter(Boolean)
    .join(' and ');
}

/**
 * A null that the schema does not allow is told of by Apollo's executor only when nothing else went wrong, and by the
 * monolith as the error that brought it: where one of the two has other errors, that one is left out. And of errors
 * within a part of the answer that is null as a whole, each tells as many as it met.
 */
function errorsToCompare(answer: Answer, other: Answer): readonly string[] {
  const hasOthers = [answer, other].some(({ errors }) => errors.some((error) => !isOfNull(error)));
  const data: unknown = JSON.parse(answer.data);
  const compared = answer.errors.filter((error) => !(hasOthers && isOfNull(error)));
  const visible = compared.filter(({ path }) => !path || !isWithinNull(data, path));
  return errorSet(visible).concat(compared.length > visible.length ? ['and others within a null'] : []);
}

function withoutIndexes({ errors, ...answer }: Answer): Answer {
  const placed = errors.map(({ path, ...error }) =>
    path ? { ...error, path: path.filter((step) => typeof step === 'string') } : error,
  );
  return { ...answer, errors: placed };
}

function isOfNull({ extensions }: GraphQLFormattedError): boolean {
  return extensions?.['code'] === 'INTERNAL_ERROR';
}

/** Whether what holds the place is null, or something above that. */
function isWithinNull(data: unknown, path: readonly (string | number)[]): boolean {
  let value = data;
  for (const step of path) {
    if (value === null) return true;
    if (typeof value !== 'object') return false;
    value = (value as Record<string | number, unknown>)[step];
  }
  return false;
}
