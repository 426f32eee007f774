/**
 * Heritage crafts of Egypt as an encyclopaedia would list them: where they are at home, of what and how they are made,
 * and what is sold.
 */
import { isGovernorate, type Governorate } from '../values/governorate';
import { CRAFT_TABLE } from './craft-table';
import { craftId } from './ids';
import type { SampleText } from './text';

/** A thing that is made, with its usual price in whole pounds. */
export interface CraftItem {
  readonly name: SampleText;
  readonly leastPrice: number;
  readonly mostPrice: number;
}

export interface SampleCraft {
  readonly index: number;
  readonly id: string;
  readonly name: SampleText;
  /** Where it is at home. */
  readonly governorate: Governorate;
  readonly materials: SampleText;
  readonly technique: SampleText;
  readonly items: readonly CraftItem[];
}

/** All crafts, in the order of their indexes. */
export const CRAFTS: readonly SampleCraft[] = CRAFT_TABLE.trim()
  .split(/\n(?!- )/)
  .map(readCraft);

/** The crafts that are at home in a governorate. */
export function craftsOf(governorate: Governorate): readonly SampleCraft[] {
  return CRAFTS.filter((craft) => craft.governorate === governorate);
}

function readCraft(lines: string, index: number): SampleCraft {
  const [craft = '', ...items] = lines.split('\n');
  const [ar, en, governorate, materialsAr, materialsEn, techniqueAr, techniqueEn] = craft.split('|');
  if (!ar || !en || !governorate || !isGovernorate(governorate))
    throw new RangeError('A craft has seven columns.');
  if (!materialsAr || !materialsEn || !techniqueAr || !techniqueEn)
    throw new RangeError('A craft has seven columns.');
  return {
    index,
    id: craftId(index),
    name: { ar, en },
    governorate,
    materials: { ar: materialsAr, en: materialsEn },
    technique: { ar: techniqueAr, en: techniqueEn },
    items: items.map(readItem),
  };
}

function readItem(line: string): CraftItem {
  const [ar, en, leastPrice, mostPrice] = line.slice('- '.length).split('|');
  if (!ar || !en || !leastPrice || !mostPrice) throw new RangeError('An item has four columns.');
  return { name: { ar, en }, leastPrice: Number(leastPrice), mostPrice: Number(mostPrice) };
}
