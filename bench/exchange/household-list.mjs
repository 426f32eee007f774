/** Lists of households as organisations send them, made of the sample's families. */
import { createWriteStream, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { kit } from '../lib/house-code.mjs';

const { Population } = kit('./dist/sample/population.js');
const { writeSpreadsheet } = kit('./dist/spreadsheets/write-spreadsheet.js');

const OF_MEMBER = ['household', 'relationship', 'nationalId', 'nameAr', 'nameEn'];
const OF_HOUSEHOLD = ['areaId', 'address', 'latitude', 'longitude', 'formedOn'];
const OF_CONSENT = ['consentKind', 'consentGivenOn', 'consentEvidence'];
const COLUMNS = [...OF_MEMBER, ...OF_HOUSEHOLD, ...OF_CONSENT];
const TOGETHER = 1_000;
/** More than any sample may have are never asked for; families are made one by one, so the rest costs nothing. */
const MOST = 2_000_000;

/** Families of the sample, none given twice: those from `registered` on are not in the registry yet. */
export class Families {
  #next;
  #population;

  constructor({ registered, pepper }) {
    this.#next = registered;
    this.#population = new Population({ households: MOST, pepper });
  }

  take() {
    return this.#population.household(this.#next++);
  }

  /** Writes a list with whole households until it has so many rows; `headings` by column name. */
  async writeList({ file, format, rows, headings }) {
    const made = { households: 0, rows: 0 };
    const batches = this.#batches(rows, made);
    const list = {
      headings: COLUMNS.map((name) => headings.get(name)),
      rows: batches,
      language: 'ar',
      sheetName: 'الأسر',
    };
    await pipeline(Readable.from(writeSpreadsheet(format, list)), createWriteStream(file));
    return { ...made, file, format, bytes: statSync(file).size };
  }

  async *#batches(rows, made) {
    for (let batch = []; made.rows < rows; batch = []) {
      while (batch.length < TOGETHER && made.rows + batch.length < rows) {
        batch.push(...rowsOf(this.take()));
        made.households += 1;
      }
      made.rows += batch.length;
      yield batch;
    }
  }
}

/** What is said of a household stands in the row of its head. */
function rowsOf({ index, members, areaId, address, latitude, longitude, formedOn, registeredOn }) {
  const ofHousehold = [areaId, address, String(latitude), String(longitude), formedOn];
  const consent = ['WRITTEN', registeredOn, `form ${index}`];
  return members.map(({ relation, nationalId, name }) => [
    ...[`F-${index}`, relation, nationalId, name.ar, name.en],
    ...(relation === 'HEAD' ? [...ofHousehold, ...consent] : [...ofHousehold, ...consent].map(() => null)),
  ]);
}

/** The same household as the input of the mutation `registerHousehold`. */
export function inputOf({ index, members, areaId, address, latitude, longitude, formedOn }) {
  return {
    members: members.map(({ relation, nationalId, name }) => ({
      person: { nationalId, name: { ar: name.ar, en: name.en } },
      relationship: relation,
    })),
    address: { areaId, line: address, coordinates: { latitude, longitude } },
    formedOn,
    idempotencyKey: `bench household ${index}`,
  };
}
