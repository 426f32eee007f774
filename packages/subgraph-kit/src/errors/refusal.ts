import { Ctx, Directive, Field, ObjectType } from 'type-graphql';
import { Access } from '../access/access';
import type { Language } from './language';
import { factNamesOf, fillIn, type Facts, type FactsFor, type MessageTexts } from './text';

/** Why a command did nothing: something that the user can mend. Told in the language of who asks, also on replay. */
@ObjectType({ description: 'Why a mutation did nothing, with what is needed to mend it.' })
@Directive('@shareable')
@Access.everyone()
export class Refusal {
  @Field(() => String, {
    description: 'A stable code for programs; the mutation describes which it can give.',
  })
  code!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The input that it is about, as a path such as "input.homeId"; null when it is about none.',
  })
  field!: string | null;

  /** The facts that the message tells of. */
  facts!: Facts;

  /** The message in both languages, facts filled in. */
  messages!: MessageTexts;

  @Field(() => String, { description: 'The reason for people, in Arabic or English by `Accept-Language`.' })
  message(@Ctx('language') language: Language): string {
    return this.messages[language];
  }
}

/** A kind of refusal: its code, and its texts with places for facts. */
export interface RefusalKind<English extends string = string> {
  readonly code: string;
  readonly en: English;
  readonly ar: string;
}

type RefusalKinds<Catalogue extends Readonly<Record<string, MessageTexts>>> = {
  readonly [Code in keyof Catalogue]: RefusalKind<Catalogue[Code]['en']>;
};

/**
 * The refusals of a capability. Both texts of each must name the same facts, or the start fails.
 * `const refusals = defineRefusals({ HOME_FULL: { en: 'Only {free} places are free.', ar: '…' } })`
 */
export function defineRefusals<const Catalogue extends Readonly<Record<string, MessageTexts>>>(
  catalogue: Catalogue,
): RefusalKinds<Catalogue> {
  const kinds = Object.entries(catalogue).map(([code, { en, ar }]) => {
    if (factNamesOf(en).join() !== factNamesOf(ar).join()) {
      throw new Error(`The two texts of the refusal ${code} name different facts.`);
    }
    return [code, { code, en, ar }];
  });
  return Object.fromEntries(kinds) as RefusalKinds<Catalogue>;
}

/** One refusal, for commands that tell several at once. */
export function refusal<English extends string>(
  kind: RefusalKind<English>,
  facts: FactsFor<English>,
  field: string | null = null,
): Refusal {
  const messages = { en: fillIn(kind.en, facts, 'en'), ar: fillIn(kind.ar, facts, 'ar') };
  return Object.assign(new Refusal(), { code: kind.code, field, facts, messages });
}

/** The payload of a command that does nothing: `return refuse(refusals.HOME_FULL, { free: 0 }, 'input.homeId')`. */
export function refuse<English extends string>(
  kind: RefusalKind<English>,
  facts: FactsFor<English>,
  field: string | null = null,
): { errors: Refusal[] } {
  return { errors: [refusal(kind, facts, field)] };
}
