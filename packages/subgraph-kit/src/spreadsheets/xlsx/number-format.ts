import { SMALL_PART_BYTES } from './workbook';
import { readXml } from './xml-reader';
import type { ZipParts } from './zip-parts';

/** What a number in a cell stands for, by how Excel shows it; null for a number. */
export type Moment = 'DATE' | 'TIME' | 'DATE_TIME' | null;

/** What numbers stand for by the style of their cell. */
export async function momentsByStyle(parts: ZipParts, part: string | null): Promise<readonly Moment[]> {
  if (part === null) return [];
  const codes = new Map<number, string>();
  const formats: number[] = [];
  let isCellStyle = false;
  await readXml(parts.read(part), SMALL_PART_BYTES, {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      if (name === 'cellXfs') isCellStyle = true;
      if (name === 'xf' && isCellStyle) formats.push(Number(attributes.numFmtId ?? 0));
    },
    close(name) {
      if (name === 'cellXfs') isCellStyle = false;
    },
  });
  return formats.map((format) => {
    const code = codes.get(format);
    return code === undefined ? builtInMoment(format) : momentOfCode(code);
  });
}

/** The formats that are not written in the file (ECMA-376 part 1, 18.8.30), those of East Asia among them. */
export function builtInMoment(format: number): Moment {
  if (format >= 14 && format <= 17) return 'DATE';
  if ((format >= 18 && format <= 21) || (format >= 45 && format <= 47)) return 'TIME';
  if (format === 22) return 'DATE_TIME';
  if (format >= 32 && format <= 35) return 'TIME';
  return (format >= 27 && format <= 36) || (format >= 50 && format <= 58) ? 'DATE' : null;
}

/** What a format code shows: `[$-2000401]dd/mm/yyyy` a day, `0.00" m"` a number. */
export function momentOfCode(code: string): Moment {
  const [positive = ''] = code
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, '')
    .split(';');
  const hasDay = /[yd]/i.test(positive);
  const hasTime = /[hs]/i.test(positive);
  if (hasDay) return hasTime ? 'DATE_TIME' : 'DATE';
  if (hasTime) return 'TIME';
  return /m/i.test(positive) ? 'DATE' : null;
}
