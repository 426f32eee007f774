/**
 * The care homes of the sample. Homes 0 to 2 are run by NGO 0, homes 3 and 4 by NGO 1; home 0 is the one whose staff
 * the demo client belongs to.
 */
import type { careHomeLicenceChanged } from '../events/catalogue';
import { governorateFacts, type Governorate } from '../values/governorate';
import { parsePlainDate, type PlainDate } from '../values/plain-date';
import { drawAddress } from './addresses';
import { villagesIn, type Point } from './areas';
import { dateOf, dayOf, SAMPLE_TODAY } from './calendar';
import { homeId, ngoId } from './ids';
import { NGO_STEMS } from './ngo-names';
import { ACTIVE_NGOS, ngoGovernorate, ngoOf } from './organisations';
import { randomOf, type Random, type Weighted } from './random';
import type { SampleText } from './text';

export type HomeKind = 'ORPHANAGE' | 'SMALL_HOME' | 'OLDER_PEOPLE' | 'DISABILITY' | 'WOMEN';

/** Whether a home may take residents in, as the event `care_home.licence_changed` tells it. */
export type HomeLicence = ReturnType<typeof careHomeLicenceChanged.parse>['licence'];

export interface SampleHome extends Point {
  readonly index: number;
  readonly id: string;
  readonly name: SampleText;
  readonly kind: HomeKind;
  /** The NGO that runs it. */
  readonly operatorNgoIndex: number;
  readonly operatorNgoId: string;
  readonly governorate: Governorate;
  readonly areaId: string;
  /** In Arabic. */
  readonly address: string;
  /** Places. */
  readonly capacity: number;
  /** Places taken: never more than there are, none while the home never had a licence. */
  readonly occupied: number;
  readonly licence: HomeLicence;
  /** When it applied for its licence. */
  readonly appliedOn: PlainDate;
  /** The first and the last day of its licence; null while it never had one. */
  readonly licensedFrom: PlainDate | null;
  readonly licensedUntil: PlainDate | null;
  /** When it was suspended or closed; null when it was not. */
  readonly endedOn: PlainDate | null;
}

interface KindFacts {
  /** What a home of this kind is called; the dash stands for its name. */
  readonly called: SampleText;
  readonly places: readonly [least: number, most: number];
}

const KINDS: Readonly<Record<HomeKind, KindFacts>> = {
  ORPHANAGE: { called: { ar: 'دار - لرعاية الأيتام', en: '- Home for Orphans' }, places: [20, 60] },
  SMALL_HOME: { called: { ar: 'بيت - الصغير للأطفال', en: '- Small Home for Children' }, places: [6, 8] },
  OLDER_PEOPLE: { called: { ar: 'دار - للمسنين', en: '- Home for Older People' }, places: [20, 50] },
  DISABILITY: {
    called: { ar: 'دار - لذوي الإعاقة', en: '- Home for Persons with Disabilities' },
    places: [15, 40],
  },
  WOMEN: { called: { ar: 'دار - لاستضافة المرأة', en: '- Home for Women' }, places: [10, 25] },
};

const KIND_WEIGHTS: Weighted<HomeKind> = [
  ['ORPHANAGE', 38],
  ['SMALL_HOME', 16],
  ['OLDER_PEOPLE', 26],
  ['DISABILITY', 14],
  ['WOMEN', 6],
];

const LICENCES: Weighted<Exclude<HomeLicence, 'REFUSED'>> = [
  ['LICENSED', 82],
  ['EXPIRED', 5],
  ['INSPECTED', 4],
  ['APPLIED', 4],
  ['SUSPENDED', 3],
  ['CLOSED', 2],
];

/** Who runs the first homes, and what they are. */
const DEMO_HOMES: readonly (readonly [ngoIndex: number, kind: HomeKind])[] = [
  [0, 'ORPHANAGE'],
  [0, 'OLDER_PEOPLE'],
  [0, 'SMALL_HOME'],
  [1, 'ORPHANAGE'],
  [1, 'DISABILITY'],
];

/** Homes are the same for every population, so this is not its seed. */
const SEED = 'homes';
const TODAY = dayOf(SAMPLE_TODAY);
const DAYS_SINCE_FREEZE = TODAY - dayOf(parsePlainDate('2025-12-16')) + 1;
const LONG_LICENCE = parsePlainDate('2035-12-31');

/** NGOs that run the other homes: in good standing, or suspended since the home was licensed. */
const operators = Array.from({ length: ACTIVE_NGOS - 2 }, (_, further) => further + 2).filter((index) =>
  ['GOOD', 'SUSPENDED'].includes(ngoOf(index).standing),
);

/** The home of an index from 0. */
export function homeOf(index: number): SampleHome {
  const random = randomOf(SEED, index);
  const demo = DEMO_HOMES[index];
  const [operatorNgoIndex, kind] = demo ?? [random.pick(operators), random.weighted(KIND_WEIGHTS)];
  const governorate = ngoGovernorate(operatorNgoIndex);
  const village = random.pick(villagesIn(governorate));
  const capacity = random.int(...KINDS[kind].places);
  const licence = drawLicence(random, kind, demo !== undefined);
  return {
    index,
    id: homeId(index),
    name: nameOf(index, KINDS[kind], governorate),
    kind,
    operatorNgoIndex,
    operatorNgoId: ngoId(operatorNgoIndex),
    governorate,
    areaId: village.id,
    latitude: village.latitude,
    longitude: village.longitude,
    address: drawAddress(random, village, governorateFacts(governorate).ar),
    capacity,
    occupied: occupiedOf(random, capacity, licence),
    ...licence,
  };
}

/** Thirty names for each place; from the third thirty homes on a number tells them apart. */
function nameOf(index: number, { called }: KindFacts, governorate: Governorate): SampleText {
  const stem = NGO_STEMS[index % NGO_STEMS.length] as SampleText;
  const place = governorateFacts(governorate);
  const round = Math.floor(index / NGO_STEMS.length);
  const number = round < 2 ? '' : ` (${round})`;
  return {
    ar: `${called.ar.replace('-', stem.ar)} ب${place.ar}${number}`,
    en: `${called.en.replace('-', stem.en)} in ${place.en}${number}`,
  };
}

type LicenceFacts = Pick<SampleHome, 'licence' | 'appliedOn' | 'licensedFrom' | 'licensedUntil' | 'endedOn'>;

/**
 * A licence holds for three years; those of the demonstration's homes outlast it. No orphanage is new: their licences are
 * frozen for a year from 16 December 2025.
 */
function drawLicence(random: Random, kind: HomeKind, isDemo: boolean): LicenceFacts {
  const drawn = isDemo ? 'LICENSED' : random.weighted(LICENCES);
  const isNew = drawn === 'APPLIED' || drawn === 'INSPECTED';
  if (isNew && kind !== 'ORPHANAGE') {
    const appliedOn = dateOf(TODAY - random.int(20, 80));
    return { licence: drawn, appliedOn, licensedFrom: null, licensedUntil: null, endedOn: null };
  }
  const licence = isNew ? 'LICENSED' : drawn;
  const youngest = kind === 'ORPHANAGE' ? DAYS_SINCE_FREEZE : 90;
  const from = TODAY - (licence === 'EXPIRED' ? random.int(1100, 1400) : random.int(youngest, 1000));
  const hasEnded = licence === 'SUSPENDED' || licence === 'CLOSED';
  return {
    licence,
    appliedOn: dateOf(from - random.int(30, 120)),
    licensedFrom: dateOf(from),
    licensedUntil: isDemo ? LONG_LICENCE : dateOf(from + 3 * 365),
    endedOn: hasEnded ? dateOf(random.int(from + 60, TODAY - 10)) : null,
  };
}

/** Most homes have a few places left; a closed one has nobody in it. */
function occupiedOf(random: Random, capacity: number, { licence, licensedFrom }: LicenceFacts): number {
  if (licensedFrom === null || licence === 'CLOSED') return 0;
  return Math.floor(capacity * (0.55 + 0.45 * random.fraction()));
}
