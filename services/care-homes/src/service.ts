import 'reflect-metadata';
import { serviceOf } from '@solidarity/subgraph-kit/server/part';
import { fosterFamiliesPart } from './foster-families/part';
import { institutionsPart } from './institutions/part';

/** Care institutions, their residents, and the families that take children in. */
export const service = serviceOf('care_homes', institutionsPart, fosterFamiliesPart);
