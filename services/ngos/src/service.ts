import 'reflect-metadata';
import { serviceOf } from '@solidarity/subgraph-kit/server/part';
import { registryPart } from './registry/part';

/** The service of NGOs: owner of Ngo. */
export const service = serviceOf('ngos', registryPart);
