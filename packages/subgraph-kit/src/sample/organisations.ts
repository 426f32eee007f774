/**
 * The organisations of the sample, the same for all services: which NGO is which, where it works, and which households
 * it serves. NGO 0, in Giza, and NGO 1, in Minya, are those of the demo clients.
 */
import { GOVERNORATES, governorateFacts, type Governorate } from '../values/governorate';
import { villagesIn, type Point } from './areas';
import { GOVERNORATE_QUOTA } from './families/demography';
import { ngoId } from './ids';
import { drawNgoLife, type NgoLife } from './ngo-life';
import { NGO_PURPOSES, NGO_STEMS, type SampleField } from './ngo-names';
import { randomOf, type Random, type Weighted } from './random';
import { drawSpelling } from './spelling';
import type { SampleText } from './text';

/** What an NGO is by law. */
export type NgoKind = 'ASSOCIATION' | 'FOUNDATION' | 'UNION' | 'FOREIGN_BRANCH';

/** An NGO with the life that it has had. */
export interface SampleNgo extends Point, NgoLife {
  readonly index: number;
  readonly id: string;
  readonly name: SampleText;
  readonly kind: NgoKind;
  readonly governorate: Governorate;
  /** Where its seat is. */
  readonly areaId: string;
  /** The main one first. */
  readonly fields: readonly [SampleField, ...SampleField[]];
  /** Number and year in the register; null until it is registered. */
  readonly registrationNumber: string | null;
}

/** NGOs are the same for every population, so this is not its seed. */
const SEED = 'organisations';

/** Those that serve households, run homes and lend; further ones only stand in the register. */
export const ACTIVE_NGOS = 60;

/** The first NGOs, long in good standing: the demo clients' and the lenders. */
const PILLARS = 12;
const LENDING_NGOS = 10;

/** After the two of the demo clients each governorate has an NGO, the largest first; then the large ones have more. */
const GOVERNORATES_BY_SIZE = [...GOVERNORATES].sort((a, b) => b.populationThousands - a.populationThousands);
const DEMO_GOVERNORATES: readonly Governorate[] = ['EG_GZ', 'EG_MN'];

const FIELDS = Object.keys(NGO_PURPOSES) as SampleField[];

const KINDS: Weighted<NgoKind> = [
  ['ASSOCIATION', 80],
  ['FOUNDATION', 16],
  ['UNION', 2],
  ['FOREIGN_BRANCH', 2],
];

const KIND_NAMES = {
  ASSOCIATION: { ar: 'جمعية', en: 'Association' },
  FOUNDATION: { ar: 'مؤسسة', en: 'Foundation' },
  UNION: { ar: 'اتحاد', en: 'Union' },
  FOREIGN_BRANCH: { ar: 'مكتب منظمة', en: 'Country Office' },
} as const satisfies Record<NgoKind, SampleText>;

/** The NGO of an index from 0. */
export function ngoOf(index: number): SampleNgo {
  const random = randomOf(SEED, 'ngo', index);
  const governorate = ngoGovernorate(index);
  const kind = index < PILLARS ? 'ASSOCIATION' : random.weighted(KINDS);
  const fields = drawFields(random, index);
  const life = drawNgoLife(random, index < PILLARS);
  const { registeredOn } = life;
  const { id: areaId, latitude, longitude } = random.pick(villagesIn(governorate));
  return {
    index,
    id: ngoId(index),
    name: nameOf(random, index, kind, fields[0], governorate),
    kind,
    governorate,
    areaId,
    latitude,
    longitude,
    fields,
    registrationNumber: registeredOn === null ? null : `${1001 + index}/${registeredOn.slice(0, 4)}`,
    ...life,
  };
}

/** Where an NGO has its seat and works. */
export function ngoGovernorate(index: number): Governorate {
  const demo = DEMO_GOVERNORATES[index];
  if (demo) return demo;
  const further = index - DEMO_GOVERNORATES.length;
  return GOVERNORATES_BY_SIZE[further]?.code ?? GOVERNORATE_QUOTA.at(further).kind;
}

function drawFields(random: Random, index: number): SampleNgo['fields'] {
  const first = index < DEMO_GOVERNORATES.length ? FIELDS[index] : random.pick(FIELDS);
  const others: SampleField[] = index < LENDING_NGOS ? ['MICROFINANCE'] : [];
  while (others.length < 2) others.push(random.pick(FIELDS));
  return [...new Set([first, ...others])] as [SampleField, ...SampleField[]];
}

function nameOf(
  random: Random,
  index: number,
  kind: NgoKind,
  field: SampleField,
  governorate: Governorate,
): SampleText {
  // Thirty names, and from the second thirty on another purpose or place, so that no two are called the same.
  const stem = NGO_STEMS[index % NGO_STEMS.length] as SampleText;
  const purpose = NGO_PURPOSES[field];
  const place = governorateFacts(governorate);
  const branch = Math.floor(index / NGO_STEMS.length);
  const number = branch < 2 ? { ar: '', en: '' } : { ar: ` (${branch})`, en: ` (${branch})` };
  const ar = `${KIND_NAMES[kind].ar} ${stem.ar} ${purpose.ar} ب${place.ar}${number.ar}`;
  return {
    ar: index >= DEMO_GOVERNORATES.length && random.chance(0.3) ? drawSpelling(random, ar) : ar,
    en: `${stem.en} ${KIND_NAMES[kind].en} ${purpose.en} in ${place.en}${number.en}`,
  };
}
