import type { WrittenSpreadsheet } from '../write-spreadsheet';
import { columnName, RowXml, HEADING_STYLE, SHEET_ROWS, xmlText } from './sheet-xml';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const SHEET_NAME_CHARACTERS = 31;

export function sheetPart(sheet: number): string {
  return `xl/worksheets/sheet${sheet}.xml`;
}

/** What stands before the rows of a sheet: its direction, the fixed row of headings, and the headings. */
export function sheetHead({ headings, language }: WrittenSpreadsheet): string {
  const direction = language === 'ar' ? ' rightToLeft="1"' : '';
  const widths = headings.map((heading, index) => {
    const width = Math.min(Math.max(heading.length + 4, 12), 40);
    return `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`;
  });
  return (
    `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"${direction}>` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    (widths.length > 0 ? `<cols>${widths.join('')}</cols>` : '') +
    `<sheetData>${new RowXml(headings.length).row(1, headings, HEADING_STYLE)}`
  );
}

/** What stands after the rows: no warnings at numbers that are text on purpose. */
export function sheetTail({ headings }: WrittenSpreadsheet): string {
  const last = columnName(Math.max(headings.length - 1, 0));
  return (
    `</sheetData><ignoredErrors><ignoredError sqref="A1:${last}${SHEET_ROWS}" numberStoredAsText="1"/>` +
    '</ignoredErrors></worksheet>'
  );
}

/** The parts that tell what belongs to the workbook, by their paths. */
export function workbookParts(
  { sheetName }: WrittenSpreadsheet,
  sheets: number,
): [path: string, xml: string][] {
  const numbers = Array.from({ length: sheets }, (_, index) => index + 1);
  const listed = numbers.map(
    (sheet) => `<sheet name="${xmlText(nameOf(sheetName, sheet))}" sheetId="${sheet}" r:id="rId${sheet}"/>`,
  );
  const related = numbers.map((sheet) =>
    relation(`rId${sheet}`, 'worksheet', `worksheets/sheet${sheet}.xml`),
  );
  const typed = numbers.map((sheet) => override(`/${sheetPart(sheet)}`, `${TYPES}.worksheet+xml`));
  return [
    [
      'xl/workbook.xml',
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${listed.join('')}</sheets></workbook>`,
    ],
    ['xl/_rels/workbook.xml.rels', relations([...related, relation('rIdStyles', 'styles', 'styles.xml')])],
    ['xl/styles.xml', STYLES],
    ['_rels/.rels', relations([relation('rId1', 'officeDocument', 'xl/workbook.xml')])],
    [
      '[Content_Types].xml',
      `${HEAD}<Types xmlns="${PACKAGE}/content-types">` +
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        override('/xl/workbook.xml', `${TYPES}.sheet.main+xml`) +
        override('/xl/styles.xml', `${TYPES}.styles+xml`) +
        `${typed.join('')}</Types>`,
    ],
  ];
}

/** General for numbers; text for texts, so that they stay text when they are edited; bold for headings. */
const STYLES =
  `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>` +
  '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>' +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';

/** A name that Excel takes: no more than 31 letters, and none of those that it uses in formulas. */
function nameOf(name: string, sheet: number): string {
  const ending = sheet === 1 ? '' : ` ${sheet}`;
  const allowed = name.replace(/[[\]:*?/\\]/g, ' ').trim();
  const kept = allowed.slice(0, SHEET_NAME_CHARACTERS - ending.length).replace(/^'+|'+$/g, '');
  return (kept === '' ? 'Sheet' : kept) + ending;
}

function relation(id: string, kind: string, target: string): string {
  return `<Relationship Id="${id}" Type="${RELATIONS}/${kind}" Target="${target}"/>`;
}

function relations(all: readonly string[]): string {
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`;
}

function override(part: string, type: string): string {
  return `<Override PartName="${part}" ContentType="${type}"/>`;
}
