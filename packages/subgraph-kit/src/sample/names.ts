import type { Sex } from '../values/national-id';
import { familyNamesOf } from './family-names';
import { givenNamesOf, type Religion } from './given-names';
import type { Random } from './random';
import type { SampleText } from './text';

/**
 * What a man hands down: his children are called by a name of their own, then his, then his father's, then the
 * family's. A woman keeps her own father's names when she marries.
 */
export interface Lineage {
  readonly religion: Religion;
  readonly father: SampleText;
  readonly grandfather: SampleText;
  readonly family: SampleText;
}

/** A father's side of a family. */
export function drawLineage(random: Random, religion: Religion): Lineage {
  const men = givenNamesOf(religion, 'MALE');
  const father = random.pick(men);
  return {
    religion,
    father,
    grandfather: drawOther(random, men, [father]),
    family: random.pick(familyNamesOf(religion)),
  };
}

/** A given name that none of the family's `others` has. */
export function drawGivenName(
  random: Random,
  { religion, father }: Lineage,
  sex: Sex,
  others: readonly SampleText[] = [],
): SampleText {
  return drawOther(random, givenNamesOf(religion, sex), [...others, father]);
}

/** What the children of a man of this lineage are called after. */
export function lineageOfChildren(father: SampleText, lineage: Lineage): Lineage {
  return { ...lineage, father, grandfather: lineage.father };
}

/** The whole name: given name, father's, grandfather's, family's. */
export function fullName(given: SampleText, { father, grandfather, family }: Lineage): SampleText {
  return {
    ar: `${given.ar} ${father.ar} ${grandfather.ar} ${family.ar}`,
    en: `${given.en} ${father.en} ${grandfather.en} ${family.en}`,
  };
}

function drawOther(random: Random, names: readonly SampleText[], taken: readonly SampleText[]): SampleText {
  let name = random.pick(names);
  while (taken.includes(name)) name = random.pick(names);
  return name;
}
