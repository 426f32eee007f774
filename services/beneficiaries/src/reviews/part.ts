import type { ServicePart } from '@solidarity/subgraph-kit/server/part';
import { CasesToReview1764300000800 } from '../migrations/1764300000800-cases-to-review';
import { CaseToReview } from './case-to-review.entity';
import { CaseToReviewResolver } from './case-to-review.resolver';

export const reviewsPart: ServicePart = {
  entities: [CaseToReview],
  migrations: [CasesToReview1764300000800],
  resolvers: [CaseToReviewResolver],
};
