import { Directive, Field, InputType, ObjectType } from 'type-graphql';
import { Access } from '../access/access';
import { CodedError } from '../errors/coded-error';
import type { Language } from '../errors/language';

/**
 * A name or text that people read. As a column, `@Column(() => LocalizedText) name: LocalizedText` gives `name_ar`
 * (never null) and `name_en`; `database/localized-text.columns.ts` says so, for the gateway has texts and no database.
 */
@ObjectType({ description: 'A text that people read, in Arabic and, where it exists, in English.' })
@Directive('@shareable')
@Access.everyone()
export class LocalizedText {
  @Field(() => String, { description: 'The text in Arabic; the one that is official.' })
  ar!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The text in English; null when nobody has given one.',
  })
  en!: string | null;
}

/** A text as somebody enters it. */
@InputType({ description: 'A text that people read, in Arabic and, where it exists, in English.' })
export class LocalizedTextInput {
  @Field(() => String, { description: 'The text in Arabic; must not be blank.' })
  ar!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The text in English; leave it out when there is none.',
  })
  en?: string | null;
}

/** Makes a text; what is around it is cut off, and a blank English text is none. Throws TEXT_BLANK without Arabic. */
export function localized(ar: string, en?: string | null): LocalizedText {
  const [arabic, english] = [ar.trim(), en?.trim()];
  if (arabic === '') throw new CodedError('TEXT_BLANK');
  return Object.assign(new LocalizedText(), { ar: arabic, en: english === '' ? null : (english ?? null) });
}

/** The text in a language; in Arabic when there is no English. */
export function textIn(text: Pick<LocalizedText, 'ar' | 'en'>, language: Language): string {
  return language === 'en' ? (text.en ?? text.ar) : text.ar;
}
