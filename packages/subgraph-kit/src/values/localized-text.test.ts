import 'reflect-metadata';
import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';
import '../database/localized-text.columns';
import { CodedError } from '../errors/coded-error';
import { localized, LocalizedText, textIn } from './localized-text';

@Entity('named')
class Named {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column(() => LocalizedText)
  name!: LocalizedText;
}

test.each([
  ['القاهرة', 'Cairo', 'Cairo', 'القاهرة'],
  ['القاهرة', null, 'القاهرة', 'القاهرة'],
])('%s and %s is in English %s and in Arabic %s', (ar, en, english, arabic) => {
  const text = localized(ar, en);

  expect(textIn(text, 'en')).toBe(english);
  expect(textIn(text, 'ar')).toBe(arabic);
});

test.each([
  [' القاهرة ', ' Cairo ', { ar: 'القاهرة', en: 'Cairo' }],
  ['القاهرة', '  ', { ar: 'القاهرة', en: null }],
  ['القاهرة', '', { ar: 'القاهرة', en: null }],
  ['القاهرة', undefined, { ar: 'القاهرة', en: null }],
])('%j and %j are kept as %j', (ar, en, kept) => {
  expect({ ...localized(ar, en) }).toEqual(kept);
});

test.each([[''], [' \t\u00a0']])('a text without Arabic is refused: %j', (ar) => {
  expect(() => localized(ar, 'Cairo')).toThrow(new CodedError('TEXT_BLANK'));
});

test('is two columns of its entity, of which the Arabic one is never null', async () => {
  const source = new DataSource({ type: 'postgres', entities: [Named] });
  await (source as unknown as { buildMetadatas(): Promise<void> }).buildMetadatas();

  const columns = source
    .getMetadata(Named)
    .columns.map(({ propertyPath, type, isNullable }) => ({ propertyPath, type, isNullable }));

  expect(columns).toEqual([
    { propertyPath: 'id', type: 'text', isNullable: false },
    { propertyPath: 'name.ar', type: 'text', isNullable: false },
    { propertyPath: 'name.en', type: 'text', isNullable: true },
  ]);
});
