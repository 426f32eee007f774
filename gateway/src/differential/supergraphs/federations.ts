import type { Federation } from '../federation';
import { accounts } from './accounts';
import { chains } from './chains';
import { forms } from './forms';
import { library } from './library';
import { media } from './media';
import { parcels } from './parcels';
import { pinboard } from './pinboard';
import { shop } from './shop';
import { tariffs } from './tariffs';

/** All graphs that executors are tried on. */
export const FEDERATIONS: readonly Federation[] = [
  shop,
  library,
  media,
  parcels,
  accounts,
  forms,
  tariffs,
  chains,
  pinboard,
];

/** The federation of that name; throws when there is none. */
export function federationOf(name: string): Federation {
  const found = FEDERATIONS.find((federation) => federation.name === name);
  if (!found) throw new Error(`There is no federation "${name}".`);
  return found;
}
