import type { Language } from './language';

/** A message in both languages; `{fact}` stands for a fact that is filled in. */
export interface MessageTexts {
  readonly en: string;
  readonly ar: string;
}

/** What a message tells of: a number, a name that is the same in both languages, or a text in both. */
export type Fact = string | number | { readonly ar: string; readonly en: string | null };
export type Facts = Readonly<Record<string, Fact>>;

/** The names between braces in a message: 'Only {free} of {places}' gives 'free' | 'places'. */
export type FactNames<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | FactNames<Rest>
  : never;

/** The facts that a message needs, and any others that may help the client. */
export type FactsFor<Text extends string> = Readonly<Record<FactNames<Text>, Fact>> & Facts;

/** Fills the facts into the message; a fact without English is told in Arabic. */
export function fillIn(text: string, facts: Facts, language: Language): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const fact = facts[name];
    if (fact === undefined) return placeholder;
    if (typeof fact !== 'object') return String(fact);
    return language === 'en' ? (fact.en ?? fact.ar) : fact.ar;
  });
}

/** The names between braces, sorted; both languages of a message must have the same. */
export function factNamesOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''))].sort();
}
