import { posix } from 'node:path';
import { SpreadsheetFault } from '../spreadsheet-fault';
import { readXml } from './xml-reader';
import type { ZipParts } from './zip-parts';

/** The small parts: what stands where in the workbook. */
export const SMALL_PART_BYTES = 16 * 2 ** 20;

/** Where the parts are that make up the list. */
export interface Workbook {
  /** The first sheet that is not hidden. */
  readonly sheet: string;
  readonly sharedStrings: string | null;
  readonly styles: string | null;
  /** Whether days are counted from 1904, as old Macs did, and not from 1900. */
  readonly isFrom1904: boolean;
}

interface Relation {
  readonly id: string;
  /** The last word of its type: 'worksheet', 'styles'; the words before it differ by the edition of the standard. */
  readonly kind: string;
  readonly part: string;
}

/** Finds the parts by the relations between them, as the standard says, for their names are free. */
export async function findWorkbook(parts: ZipParts): Promise<Workbook> {
  const [main] = (await relationsOf(parts, '')).filter(({ kind }) => kind === 'officeDocument');
  const part = main?.part ?? 'xl/workbook.xml';
  if (!part.endsWith('.xml') || !parts.has(part)) throw new SpreadsheetFault('NOT_A_SPREADSHEET', {});
  const { sheets, isFrom1904, isWorkbook } = await readWorkbook(parts, part);
  if (!isWorkbook) throw new SpreadsheetFault('NOT_A_SPREADSHEET', {});
  const relations = await relationsOf(parts, part);
  const worksheets = relations.filter(({ kind }) => kind === 'worksheet');
  const sheet = sheets
    .map((id) => worksheets.find((relation) => relation.id === id))
    .find((relation) => relation !== undefined);
  if (sheet === undefined) throw new SpreadsheetFault('EMPTY', {});
  const partOf = (kind: string): string | null => {
    const found = relations.find((relation) => relation.kind === kind);
    return found !== undefined && parts.has(found.part) ? found.part : null;
  };
  return { sheet: sheet.part, sharedStrings: partOf('sharedStrings'), styles: partOf('styles'), isFrom1904 };
}

async function readWorkbook(
  parts: ZipParts,
  part: string,
): Promise<{ sheets: string[]; isFrom1904: boolean; isWorkbook: boolean }> {
  const sheets: string[] = [];
  let isFrom1904 = false;
  let isWorkbook = false;
  await readXml(parts.read(part), SMALL_PART_BYTES, {
    open(name, attributes) {
      if (name === 'workbook') isWorkbook = true;
      if (name === 'workbookPr') isFrom1904 = isTrue(attributes.date1904);
      if (name === 'sheet' && (attributes.state ?? 'visible') === 'visible') {
        const [, id] = Object.entries(attributes).find(([key]) => key.endsWith(':id')) ?? [];
        if (id !== undefined) sheets.push(id);
      }
    },
  });
  return { sheets, isFrom1904, isWorkbook };
}

/** The relations of a part to others; those of the package as a whole for ''. */
async function relationsOf(parts: ZipParts, part: string): Promise<Relation[]> {
  const folder = posix.dirname(part);
  const source = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  const relations: Relation[] = [];
  if (!parts.has(source)) return relations;
  await readXml(parts.read(source), SMALL_PART_BYTES, {
    open(name, { Id = '', Type = '', Target = '', TargetMode }) {
      if (name !== 'Relationship' || TargetMode === 'External') return;
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target);
      relations.push({ id: Id, kind: Type.slice(Type.lastIndexOf('/') + 1), part: target });
    },
  });
  return relations;
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}
