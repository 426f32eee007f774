/**
 * Whether a name on a list can be that of a person of the registry: given name and father's name agree, however they are
 * spelt. Of somebody whom the registry knows by one word alone, that word does.
 */
import { foldArabic } from '@solidarity/subgraph-kit/values/arabic';

/** Parts of one name that some write apart: "عبد الله" is "عبدالله". Folded, as the names are. */
const BEFORE = /(^| )(عبد|ابو|ام) /g;
const AFTER = / (الله|الدين|الاسلام)(?= |$)/g;

/** Whether they agree; a longer name of either does not matter. */
export function namesAgree(listed: string, registered: string): boolean {
  const [given, known] = [firstNames(listed), firstNames(registered)];
  return known.length > 0 && known.every((word, place) => word === given[place]);
}

function firstNames(name: string): string[] {
  const words = foldArabic(name).replace(BEFORE, '$1$2').replace(AFTER, '$1').split(' ');
  return words.filter((word) => word !== '').slice(0, 2);
}
