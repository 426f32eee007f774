import { rowsById } from '@solidarity/subgraph-kit/schema/references';
import type { ServicePart } from '@solidarity/subgraph-kit/server/part';
import { Grievances1764300000500 } from '../migrations/1764300000500-grievances';
import { escalationOfGrievances } from './escalation.commands';
import { GrievanceCommandsResolver } from './grievance-commands.resolver';
import { Grievance } from './grievance.entity';
import { GrievanceResolver, HouseholdGrievancesResolver } from './grievance.resolver';

export const grievancesPart: ServicePart = {
  entities: [Grievance],
  migrations: [Grievances1764300000500],
  resolvers: [GrievanceCommandsResolver, GrievanceResolver, HouseholdGrievancesResolver],
  references: { Grievance: rowsById(Grievance) },
  duties: [escalationOfGrievances],
};
