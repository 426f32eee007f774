import { Directive, Field, ObjectType } from 'type-graphql';
import { Access } from '../access/access';
import { LocalizedText } from '../values/localized-text';

/** A fact that a decision was based on; lists stand as one text, so that every input can be shown and kept. */
export type Fact = string | number | boolean | null;

/** Why a decision came out as it did: one rule, what was found, and what the rule asks for. */
@Access.everyone()
@Directive('@shareable')
@ObjectType({
  description: 'One reason of a decision: the rule that was not met, what was found and what was asked.',
})
export class DecisionReason {
  @Field(() => String, { description: 'The rule, by a name that does not change.' })
  code!: string;

  @Field(() => LocalizedText, { description: 'The reason in words, for the person concerned.' })
  message!: LocalizedText;

  @Field(() => String, {
    nullable: true,
    description: 'What was found; null when the rule knows only yes and no.',
  })
  fact!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the rule asks for; null when it knows only yes and no.',
  })
  limit!: string | null;
}

/** A fact by its name, as the decision saw it. */
@Access.everyone()
@Directive('@shareable')
@ObjectType({ description: 'A fact that a decision was based on, as it was known at the time.' })
export class DecisionInput {
  @Field(() => String, { description: 'The name of the fact.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Its value as text; null when it was not known.' })
  value!: string | null;
}

/**
 * A decision that explains itself. It is kept as jsonb in this very form (`@Column('jsonb')`), so what is stored
 * is what is shown.
 */
@Access.everyone()
@Directive('@shareable')
@ObjectType({ description: 'A decision with the rules, the facts and the reasons that led to it.' })
export class Decision {
  @Field(() => String, { description: 'How it was decided, as a code of the capability that decided.' })
  outcome!: string;

  @Field(() => String, { description: 'The version of the rules that held on the day, as "name#number".' })
  rulesVersion!: string;

  @Field(() => [DecisionReason], { description: 'Every rule that was not met, in the order of the rules.' })
  reasons!: DecisionReason[];

  @Field(() => [DecisionInput], { description: 'The facts that were looked at.' })
  inputs!: DecisionInput[];
}

/** A decision whose outcome is one of the capability's own codes. */
export type DecisionOf<Outcome extends string> = Decision & { outcome: Outcome };

interface ReasonText {
  readonly ar: string;
  readonly en: string;
}

/** Writes a reason: the fact that was found, and the limit that the rule sets. */
export type Because<Code extends string> = (code: Code, fact?: Fact, limit?: Fact) => DecisionReason;

/**
 * The reasons that a capability gives, each in both languages, with `{fact}` and `{limit}` in their places:
 * `const because = defineReasons({ TOO_YOUNG: { ar: '…', en: 'Is {fact}; {limit} or older is asked.' } })`,
 * then `because('TOO_YOUNG', 24, 25)`.
 */
export function defineReasons<Code extends string>(texts: Readonly<Record<Code, ReasonText>>): Because<Code> {
  return (code, fact = null, limit = null) => {
    const shown = { fact: asText(fact), limit: asText(limit) };
    const fill = (text: string): string =>
      text.replace(/\{(fact|limit)\}/g, (_place, name: 'fact' | 'limit') => shown[name] ?? '–');
    const { ar, en } = texts[code];
    return { code, message: { ar: fill(ar), en: fill(en) }, ...shown };
  };
}

/**
 * Collects the reasons of one decision. All rules are checked, not only the first that fails: who is refused
 * learns everything that has to change.
 */
export class DecisionDraft {
  readonly #reasons: DecisionReason[] = [];

  constructor(
    private readonly rulesVersion: string,
    private readonly inputs: readonly DecisionInput[],
  ) {}

  /** The rule holds, or this is the reason why not. */
  check(holds: boolean, reason: DecisionReason): this {
    if (!holds) this.#reasons.push(reason);
    return this;
  }

  /** The decision: one outcome when every rule holds, another when any does not. */
  outcome<Held extends string, Failed extends string>(held: Held, failed: Failed): DecisionOf<Held | Failed> {
    return this.outcomeBy((reasons) => (reasons.length === 0 ? held : failed));
  }

  /** The decision, where the outcome is more than yes and no: a near miss, a committee that has to agree. */
  outcomeBy<Outcome extends string>(
    choose: (reasons: readonly DecisionReason[]) => Outcome,
  ): DecisionOf<Outcome> {
    return {
      outcome: choose(this.#reasons),
      rulesVersion: this.rulesVersion,
      reasons: [...this.#reasons],
      inputs: [...this.inputs],
    };
  }
}

/** Begins a decision under a version of the rules, on facts by their names. */
export function decide(
  rulesVersion: string,
  inputs: Readonly<Record<string, Fact | readonly Fact[]>>,
): DecisionDraft {
  const listed = Object.entries(inputs).map(([name, value]) => ({ name, value: asText(value) }));
  return new DecisionDraft(rulesVersion, listed);
}

function asText(value: Fact | readonly Fact[]): string | null {
  if (value === null) return null;
  return Array.isArray(value) ? value.map((part: Fact) => String(part)).join(', ') : String(value);
}
