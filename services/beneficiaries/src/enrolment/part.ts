import { Enrolments1764300000100 } from '../migrations/1764300000100-enrolments';
import type { ServicePart } from '../part';

export const enrolmentPart: ServicePart = {
  entities: [],
  migrations: [Enrolments1764300000100],
  resolvers: [],
};
