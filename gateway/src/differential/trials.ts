import type { Case } from './case';
import type { Fault } from './faults';
import type { FederationUnderTest } from './federation-under-test';
import { generateOperation } from './generate-operation';
import { judge } from './judge';
import { factsOf, type FederationFacts } from './federation-facts';
import { Random } from './random';
import { shrink } from './shrink';

/** How many cases are made of one seed. */
export const CASES_OF_SEED = 3;

/** A case in which the answers differ, as small as it could be made. */
export interface Finding {
  readonly seed: number;
  readonly found: Case;
  readonly mismatches: readonly string[];
  readonly told: string;
}

/** Tries generated cases on one federation. */
export class Trials {
  readonly #facts: FederationFacts;

  constructor(
    private readonly subject: FederationUnderTest,
    private readonly isStrict = false,
  ) {
    this.#facts = factsOf(subject.federation);
  }

  /** The cases of a seed: one operation, which is planned once, with other variables and faults each time. */
  casesOf(seed: number): Case[] {
    const { federation, schema, drawer } = this.subject;
    const random = new Random(seed ^ 0x5eed);
    // What only Apollo's executor can be the measure of is asked in words that it is known to understand.
    const isPlain = random.chance(0.3);
    const { operation, variables } = generateOperation(schema, federation, seed, {
      isPlain,
      timesVariables: CASES_OF_SEED,
    });
    const faults: Fault[][] = [
      [],
      isPlain ? drawer.draw(operation, random, false) : [],
      drawer.draw(operation, random, !isPlain),
    ];
    return variables.map((values, index) => ({
      supergraph: federation.name,
      operation,
      variables: values,
      faults: faults[index] ?? [],
    }));
  }

  /** Runs one case and gives in what the answers differ; throws when it is not a valid one. */
  async differences(tried: Case, isApolloAsked = true): Promise<readonly string[]> {
    return judge(tried, await this.subject.answers(tried, isApolloAsked), this.#facts, this.isStrict);
  }

  /** Runs the cases of a seed up to the first in which the answers differ, and makes that smaller. */
  async tryOut(seed: number): Promise<Finding | null> {
    for (const tried of this.casesOf(seed)) {
      // Planning is what takes time, so that Apollo's executor is left out where it is no measure, but for some.
      const mismatches = await this.differences(tried, seed % 4 === 0);
      if (mismatches.length > 0) return this.#smaller(seed, tried, mismatches);
    }
    return null;
  }

  async #smaller(seed: number, tried: Case, mismatches: readonly string[]): Promise<Finding> {
    const wanted = mismatches.join();
    const found = await shrink(tried, async (smaller) => (await this.differences(smaller)).join() === wanted);
    return { seed, found, mismatches, told: await this.#told(found, mismatches) };
  }

  async #told(found: Case, mismatches: readonly string[]): Promise<string> {
    const { truth, byExecutor } = await this.subject.answers(found);
    const answers = [['monolith', truth] as const, ...byExecutor];
    return [
      `${found.supergraph}: ${mismatches.join(', ')}`,
      found.operation,
      `variables ${JSON.stringify(found.variables)}`,
      `faults ${JSON.stringify(found.faults)}`,
      ...answers.map(([who, answer]) =>
        answer ? `${who} ${answer.data} ${JSON.stringify(answer.errors)}` : `${who} nothing`,
      ),
    ].join('\n');
  }
}
