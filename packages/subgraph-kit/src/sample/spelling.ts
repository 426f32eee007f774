import type { Random } from './random';

/** How people write names otherwise than the register does: without hamza, taa marbuta as haa, yaa as alef maqsura. */
const HABITS: readonly ((text: string) => string)[] = [
  (text) => text.replace(/[أإآ]/g, 'ا'),
  (text) => text.replace(/ة(?= |$)/g, 'ه'),
  (text) => text.replace(/ي(?= |$)/g, 'ى'),
  (text) => text.replace(/ى(?= |$)/g, 'ي'),
];

/** The name in one of the spellings that people use, so that a search has something to find. */
export function drawSpelling(random: Random, name: string): string {
  return random.pick(HABITS)(name);
}
