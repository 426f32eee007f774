import { Withholdings1764300000200 } from '../migrations/1764300000200-withholdings';
import { ReportedConditions1764300000201 } from '../migrations/1764300000201-reported-conditions';
import { ConditionRules1764300000202 } from '../migrations/1764300000202-condition-rules';
import type { ServicePart } from '../part';
import { attendanceImport } from './attendance.import';
import { ComplianceOutcome } from './compliance-outcome.entity';
import {
  ComplianceFindingResolver,
  ComplianceOutcomeResolver,
  EnrolmentComplianceResolver,
} from './compliance.resolver';
import { healthVisitImport } from './health-visit.import';
import { Withholding } from './withholding.entity';

export const conditionalityPart: ServicePart = {
  entities: [ComplianceOutcome, Withholding],
  migrations: [Withholdings1764300000200, ReportedConditions1764300000201, ConditionRules1764300000202],
  resolvers: [EnrolmentComplianceResolver, ComplianceOutcomeResolver, ComplianceFindingResolver],
  importKinds: [attendanceImport, healthVisitImport],
};
