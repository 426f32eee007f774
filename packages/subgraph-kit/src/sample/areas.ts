import { areaOfGovernorate, GOVERNORATES, type AreaLevel, type Governorate } from '../values/governorate';
import { countrysideOf, type Countryside } from './countryside';
import { districtsIn, type SampleDistrict } from './districts';
import { DELTA_PLACES, DESERT_PLACES, TOWN_PLACES, VALLEY_PLACES, type PlaceWords } from './places';
import { randomOf, type Random } from './random';
import type { SampleText } from './text';

/** A place on the map. */
export interface Point {
  /** Degrees north. */
  readonly latitude: number;
  /** Degrees east. */
  readonly longitude: number;
}

/**
 * An area of Egypt in the sample: its 27 governorates, well-known districts of each, and in these villages or
 * neighbourhoods that are made up. The point is roughly its centre.
 */
export interface SampleArea extends Point {
  /** 'EG-GZ', 'EG-GZ-03' or 'EG-GZ-03-012'. */
  readonly id: string;
  readonly level: AreaLevel;
  /** The area it lies in directly; null for a governorate. */
  readonly parentId: string | null;
  readonly governorate: Governorate;
  readonly name: SampleText;
}

/** A district, in town or in the country. */
export type SampleDistrictArea = SampleArea & Pick<SampleDistrict, 'settlement'>;

/** A village or neighbourhood with the district that it lies in. */
export interface SampleVillage extends SampleArea {
  readonly district: SampleDistrictArea;
}

const PLACES: Readonly<Record<Countryside, PlaceWords>> = {
  CITY: TOWN_PLACES,
  DELTA: DELTA_PLACES,
  VALLEY: VALLEY_PLACES,
  DESERT: DESERT_PLACES,
};

/** How far, in degrees, villages and neighbourhoods lie from the centre of their district. */
const REACH = { TOWN: 0.012, COUNTRY: 0.05 } as const;

/** Areas are reference data: they are the same for every population, so this is not its seed. */
const SEED = 'areas';

const villages = new Map(GOVERNORATES.map(({ code }) => [code, districtsOf(code).flatMap(villagesOf)]));

/** The villages and neighbourhoods of a governorate, district by district. */
export function villagesIn(governorate: Governorate): readonly SampleVillage[] {
  return villages.get(governorate) ?? [];
}

/** All areas of the sample, each after the one that it lies in. */
export function sampleAreas(): readonly SampleArea[] {
  return GOVERNORATES.flatMap(({ code, ar, en }) => {
    const districts = districtsOf(code);
    const [{ latitude, longitude }] = districts as [SampleDistrictArea];
    const governorate: SampleArea = {
      id: areaOfGovernorate(code),
      level: 'GOVERNORATE',
      parentId: null,
      governorate: code,
      name: { ar, en },
      latitude,
      longitude,
    };
    return [governorate, ...districts, ...villagesIn(code)];
  });
}

function districtsOf(governorate: Governorate): SampleDistrictArea[] {
  const parentId = areaOfGovernorate(governorate);
  return districtsIn(governorate).map(({ ar, en, latitude, longitude, settlement }, index) => ({
    id: `${parentId}-${String(index + 1).padStart(2, '0')}`,
    level: 'DISTRICT',
    parentId,
    governorate,
    name: { ar, en },
    latitude,
    longitude,
    settlement,
  }));
}

/** Three to eight of them, no two of the same name. */
function villagesOf(district: SampleDistrictArea): SampleVillage[] {
  const random = randomOf(SEED, district.id);
  const places = district.settlement === 'TOWN' ? TOWN_PLACES : PLACES[countrysideOf(district.governorate)];
  const firstName = random.int(0, places.names.length - 1);
  return Array.from({ length: random.int(3, 8) }, (_, index) => {
    const beginning = random.pick(places.beginnings);
    const name = places.names[(firstName + index * 5) % places.names.length] as SampleText;
    return {
      id: `${district.id}-${String(index + 1).padStart(3, '0')}`,
      level: 'VILLAGE',
      parentId: district.id,
      governorate: district.governorate,
      name: { ar: `${beginning.ar} ${name.ar}`, en: `${beginning.en} ${name.en}` },
      ...pointNear(district, REACH[district.settlement], random),
      district,
    };
  });
}

/** A point at most that many degrees away in each direction, to about a metre. */
export function pointNear({ latitude, longitude }: Point, reach: number, random: Random): Point {
  const moved = (degrees: number) =>
    Math.round((degrees + (random.fraction() * 2 - 1) * reach) * 100_000) / 100_000;
  return { latitude: moved(latitude), longitude: moved(longitude) };
}
