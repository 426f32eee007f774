import { rowsById } from '@solidarity/subgraph-kit/schema/references';
import type { ServicePart } from '@solidarity/subgraph-kit/server/part';
import { Facts1764300000400 } from '../migrations/1764300000400-facts';
import { Eligibility1764300000402 } from '../migrations/1764300000402-eligibility';
import { WhatIfs1764300000404 } from '../migrations/1764300000404-what-ifs';
import { FactLists1764300000406 } from '../migrations/1764300000406-fact-lists';
import { EligibilityAssessment } from './assessment.entity';
import { AssessmentResolver, HouseholdAssessmentsResolver } from './assessment.resolver';
import { FACT_LISTS } from './fact-lists';
import { FactResolver } from './fact.resolver';
import { EligibilityRulesResolver } from './rules.resolver';
import { whatIfBatch } from './what-if.batch';
import { EligibilityWhatIf, WhatIfHousehold } from './what-if.entity';
import { WhatIfHouseholdResolver, WhatIfResolver } from './what-if.resolver';

export const eligibilityPart: ServicePart = {
  entities: [EligibilityAssessment, EligibilityWhatIf, WhatIfHousehold],
  migrations: [Facts1764300000400, Eligibility1764300000402, WhatIfs1764300000404, FactLists1764300000406],
  resolvers: [
    AssessmentResolver,
    EligibilityRulesResolver,
    FactResolver,
    HouseholdAssessmentsResolver,
    WhatIfHouseholdResolver,
    WhatIfResolver,
  ],
  importKinds: FACT_LISTS,
  batchKinds: [whatIfBatch],
  references: { EligibilityAssessment: rowsById(EligibilityAssessment) },
};
