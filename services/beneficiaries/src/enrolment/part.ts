import { rowsById } from '@solidarity/subgraph-kit/schema/references';
import type { ServicePart } from '@solidarity/subgraph-kit/server/part';
import { Enrolments1764300000100 } from '../migrations/1764300000100-enrolments';
import { EnrolmentCases1764300000101 } from '../migrations/1764300000101-enrolment-cases';
import { EnrolmentTerms1764300000102 } from '../migrations/1764300000102-enrolment-terms';
import { BenefitApplication } from './application.entity';
import { BenefitApplicationResolver, BenefitDocumentResolver } from './application.resolver';
import { ApplicationCommandsResolver } from './application-commands.resolver';
import { ApplicationDecision, BenefitDocument, FieldVisit, Recertification } from './case.entity';
import { Enrolment, EnrolmentPerson } from './enrolment.entity';
import { EnrolmentPersonResolver, EnrolmentResolver } from './enrolment.resolver';
import { EnrolmentCommandsResolver } from './enrolment-commands.resolver';
import { HouseholdCasesResolver } from './household-cases.resolver';
import { suspensionOfOverdueEnrolments } from './overdue.commands';
import { Suspension } from './suspension.entity';

export const enrolmentPart: ServicePart = {
  entities: [
    ApplicationDecision,
    BenefitApplication,
    BenefitDocument,
    Enrolment,
    EnrolmentPerson,
    FieldVisit,
    Recertification,
    Suspension,
  ],
  migrations: [Enrolments1764300000100, EnrolmentCases1764300000101, EnrolmentTerms1764300000102],
  resolvers: [
    ApplicationCommandsResolver,
    BenefitApplicationResolver,
    BenefitDocumentResolver,
    EnrolmentCommandsResolver,
    EnrolmentPersonResolver,
    EnrolmentResolver,
    HouseholdCasesResolver,
  ],
  references: {
    BenefitApplication: rowsById(BenefitApplication),
    Enrolment: rowsById(Enrolment),
    Suspension: rowsById(Suspension),
  },
  duties: [suspensionOfOverdueEnrolments],
};
