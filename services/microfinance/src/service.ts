import 'reflect-metadata';
import 'reflect-metadata';
import { serviceOf } from '@solidarity/subgraph-kit/server/part';
import { diarnaPart } from './diarna/part';
import { loansPart } from './loans/part';

/** Loans to small enterprises and families, and Diarna, the marketplace of what they make. */
export const service = serviceOf('microfinance', loansPart, diarnaPart);
