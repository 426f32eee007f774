/** Code, code in the national ID, names, population in thousands, planning region. */
const ROWS = [
  ['EG_C', '01', 'القاهرة', 'Cairo', 10200, 'Greater Cairo'],
  ['EG_ALX', '02', 'الإسكندرية', 'Alexandria', 5550, 'Alexandria'],
  ['EG_PTS', '03', 'بورسعيد', 'Port Said', 790, 'Suez Canal'],
  ['EG_SUZ', '04', 'السويس', 'Suez', 780, 'Suez Canal'],
  ['EG_DT', '11', 'دمياط', 'Damietta', 1620, 'Delta'],
  ['EG_DK', '12', 'الدقهلية', 'Dakahlia', 7000, 'Delta'],
  ['EG_SHR', '13', 'الشرقية', 'Sharqia', 7800, 'Suez Canal'],
  ['EG_KB', '14', 'القليوبية', 'Qalyubia', 6100, 'Greater Cairo'],
  ['EG_KFS', '15', 'كفر الشيخ', 'Kafr El Sheikh', 3700, 'Delta'],
  ['EG_GH', '16', 'الغربية', 'Gharbia', 5400, 'Delta'],
  ['EG_MNF', '17', 'المنوفية', 'Monufia', 4700, 'Delta'],
  ['EG_BH', '18', 'البحيرة', 'Beheira', 6850, 'Alexandria'],
  ['EG_IS', '19', 'الإسماعيلية', 'Ismailia', 1430, 'Suez Canal'],
  ['EG_GZ', '21', 'الجيزة', 'Giza', 9350, 'Greater Cairo'],
  ['EG_BNS', '22', 'بني سويف', 'Beni Suef', 3600, 'North Upper Egypt'],
  ['EG_FYM', '23', 'الفيوم', 'Fayoum', 4050, 'North Upper Egypt'],
  ['EG_MN', '24', 'المنيا', 'Minya', 6250, 'North Upper Egypt'],
  ['EG_AST', '25', 'أسيوط', 'Asyut', 4950, 'Assiut'],
  ['EG_SHG', '26', 'سوهاج', 'Sohag', 5650, 'South Upper Egypt'],
  ['EG_KN', '27', 'قنا', 'Qena', 3600, 'South Upper Egypt'],
  ['EG_ASN', '28', 'أسوان', 'Aswan', 1630, 'South Upper Egypt'],
  ['EG_LX', '29', 'الأقصر', 'Luxor', 1380, 'South Upper Egypt'],
  ['EG_BA', '31', 'البحر الأحمر', 'Red Sea', 400, 'South Upper Egypt'],
  ['EG_WAD', '32', 'الوادي الجديد', 'New Valley', 270, 'Assiut'],
  ['EG_MT', '33', 'مطروح', 'Matrouh', 550, 'Alexandria'],
  ['EG_SIN', '34', 'شمال سيناء', 'North Sinai', 450, 'Suez Canal'],
  ['EG_JS', '35', 'جنوب سيناء', 'South Sinai', 120, 'Suez Canal'],
] as const;

/** One of Egypt's 27 governorates (محافظة) by its ISO 3166-2 code with an underscore, as stored and as in the graph. */
export type Governorate = (typeof ROWS)[number][0];

/** The seven planning regions (إقليم تخطيطي). */
export type PlanningRegion = (typeof ROWS)[number][5];

export interface GovernorateFacts {
  readonly code: Governorate;
  /** ISO 3166-2; also the id of the governorate as an area. */
  readonly iso: string;
  /** Digits 8 and 9 of the national ID of who was born there. */
  readonly nationalIdCode: string;
  readonly ar: string;
  readonly en: string;
  /** About 2023, rounded: to weigh sample data, not to report. */
  readonly populationThousands: number;
  readonly region: PlanningRegion;
}

/** All governorates, in the order of their codes in the national ID. */
export const GOVERNORATES: readonly GovernorateFacts[] = ROWS.map(
  ([code, nationalIdCode, ar, en, populationThousands, region]) => ({
    code,
    iso: areaOfGovernorate(code),
    nationalIdCode,
    ar,
    en,
    populationThousands,
    region,
  }),
);

/** Digits 8 and 9 of the national ID of who was born abroad. */
export const BORN_ABROAD = '88';

const byCode: ReadonlyMap<string, GovernorateFacts> = new Map(
  GOVERNORATES.map((facts) => [facts.code, facts]),
);
const byNationalIdCode: ReadonlyMap<string, GovernorateFacts> = new Map(
  GOVERNORATES.map((facts) => [facts.nationalIdCode, facts]),
);

/** The enum as an object, for type-graphql and for `Object.values`. */
export const Governorate = Object.fromEntries(ROWS.map(([code]) => [code, code])) as {
  readonly [Code in Governorate]: Code;
};

export function isGovernorate(text: string): text is Governorate {
  return byCode.has(text);
}

/** Names, codes and region of a governorate. */
export function governorateFacts(governorate: Governorate): GovernorateFacts {
  const facts = byCode.get(governorate);
  if (!facts) throw new RangeError('Unknown governorate.');
  return facts;
}

/** The governorate of birth by its code in the national ID; null for abroad and for unknown codes. */
export function governorateByNationalIdCode(code: string): Governorate | null {
  return byNationalIdCode.get(code)?.code ?? null;
}

/** 'EG-C' gives 'EG_C'; null when there is no such governorate. */
export function governorateByIso(iso: string): Governorate | null {
  const code = iso.replace('-', '_');
  return isGovernorate(code) ? code : null;
}

/** The area id of a governorate: 'EG_GZ' gives 'EG-GZ'. */
export function areaOfGovernorate(governorate: Governorate): string {
  return governorate.replace('_', '-');
}

/** governorate 'EG-GZ', district 'EG-GZ-03', village or neighbourhood 'EG-GZ-03-012' */
const AREA_ID = /^(EG-[A-Z]{1,3})(?:-(\d{2})(?:-(\d{3}))?)?$/;

export type AreaLevel = 'GOVERNORATE' | 'DISTRICT' | 'VILLAGE';

/** The governorate that an area id lies in; null when the id is not of the form or names no governorate. */
export function governorateOfArea(areaId: string): Governorate | null {
  const iso = AREA_ID.exec(areaId)?.[1];
  return iso === undefined ? null : governorateByIso(iso);
}

/** How fine an area is; null when the id is not one. */
export function levelOfArea(areaId: string): AreaLevel | null {
  const [, , district, village] = AREA_ID.exec(areaId) ?? [];
  if (governorateOfArea(areaId) === null) return null;
  if (village !== undefined) return 'VILLAGE';
  return district === undefined ? 'GOVERNORATE' : 'DISTRICT';
}

/** The area that an area lies in directly; null for a governorate and for what is no area id. */
export function parentOfArea(areaId: string): string | null {
  const level = levelOfArea(areaId);
  return level === null || level === 'GOVERNORATE' ? null : areaId.slice(0, areaId.lastIndexOf('-'));
}
