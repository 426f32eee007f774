import type { Governorate } from '../values/governorate';

/** What life is like in a part of Egypt, as far as the sample knows of it. */
export type Countryside = 'CITY' | 'DELTA' | 'VALLEY' | 'DESERT';

const COUNTRYSIDE: Readonly<Record<Governorate, Countryside>> = {
  EG_C: 'CITY',
  EG_ALX: 'CITY',
  EG_PTS: 'CITY',
  EG_SUZ: 'CITY',
  EG_DT: 'DELTA',
  EG_DK: 'DELTA',
  EG_SHR: 'DELTA',
  EG_KB: 'DELTA',
  EG_KFS: 'DELTA',
  EG_GH: 'DELTA',
  EG_MNF: 'DELTA',
  EG_BH: 'DELTA',
  EG_IS: 'DELTA',
  EG_GZ: 'DELTA',
  EG_BNS: 'VALLEY',
  EG_FYM: 'VALLEY',
  EG_MN: 'VALLEY',
  EG_AST: 'VALLEY',
  EG_SHG: 'VALLEY',
  EG_KN: 'VALLEY',
  EG_ASN: 'VALLEY',
  EG_LX: 'VALLEY',
  EG_BA: 'DESERT',
  EG_WAD: 'DESERT',
  EG_MT: 'DESERT',
  EG_SIN: 'DESERT',
  EG_JS: 'DESERT',
};

/** The kind of countryside that most of a governorate is. */
export function countrysideOf(governorate: Governorate): Countryside {
  return COUNTRYSIDE[governorate];
}
