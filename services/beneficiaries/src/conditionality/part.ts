import type { ServicePart } from '@solidarity/subgraph-kit/server/part';
import { Withholdings1764300000200 } from '../migrations/1764300000200-withholdings';
import { ReportedConditions1764300000201 } from '../migrations/1764300000201-reported-conditions';
import { ConditionRules1764300000202 } from '../migrations/1764300000202-condition-rules';
import { NotedMonths1764300000203 } from '../migrations/1764300000203-noted-months';
import { SchoolYears1764300000204 } from '../migrations/1764300000204-school-years';
import { attendanceImport } from './attendance.import';
import { ComplianceOutcome } from './compliance-outcome.entity';
import {
  ComplianceFindingResolver,
  ComplianceOutcomeResolver,
  EnrolmentComplianceResolver,
} from './compliance.resolver';
import { conditionEvaluation } from './evaluation.batch';
import { healthVisitImport } from './health-visit.import';
import { schoolYearImport } from './school-year.import';
import { Withholding } from './withholding.entity';

export const conditionalityPart: ServicePart = {
  entities: [ComplianceOutcome, Withholding],
  migrations: [
    Withholdings1764300000200,
    ReportedConditions1764300000201,
    ConditionRules1764300000202,
    NotedMonths1764300000203,
    SchoolYears1764300000204,
  ],
  resolvers: [EnrolmentComplianceResolver, ComplianceOutcomeResolver, ComplianceFindingResolver],
  importKinds: [attendanceImport, healthVisitImport, schoolYearImport],
  batchKinds: [conditionEvaluation],
};
