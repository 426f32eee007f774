import { GraphQLError } from 'graphql';
import { ServiceFault, type ServiceFaultCode } from '../subgraphs/service-fault';
import type { ServiceAnswer } from '../subgraphs/service-answer';

/**
 * Something that goes wrong in a service each time that it is asked for the same thing, so that it does not matter
 * in how many calls it is asked. `of` is the mark of one entity; null means all of them.
 */
export type Fault =
  | { readonly kind: 'service is down'; readonly service: string; readonly code: ServiceFaultCode }
  | { readonly kind: 'answer is refused'; readonly service: string }
  | FieldFault
  | {
      readonly kind: 'entity is missing' | 'entity fails';
      readonly service: string;
      readonly type: string;
      readonly of: string | null;
    };

/** A field that cannot be answered, or that is null without a word, even where the service's schema allows none. */
export interface FieldFault {
  readonly kind: 'field fails' | 'field is null';
  readonly service: string;
  readonly type: string;
  readonly field: string;
  readonly of: string | null;
}

/** The answer of a service that gives none, or undefined when it does. Throws the fault of one that is down. */
export function wholeFault(faults: readonly Fault[], service: string): ServiceAnswer | undefined {
  for (const fault of faults) {
    if (fault.service !== service) continue;
    if (fault.kind === 'service is down') throw new ServiceFault(service, fault.code, 'ECONNREFUSED');
    if (fault.kind === 'answer is refused') {
      return { data: null, errors: [{ message: `${service} refuses`, extensions: { code: 'REFUSED' } }] };
    }
  }
  return undefined;
}

/** What is wrong with an entity that a service is asked for. */
export function entityFault(
  faults: readonly Fault[],
  service: string,
  type: string,
  mark: string | undefined,
): 'entity is missing' | 'entity fails' | undefined {
  for (const fault of faults) {
    if (fault.kind !== 'entity is missing' && fault.kind !== 'entity fails') continue;
    if (fault.service === service && fault.type === type && concerns(fault.of, mark)) return fault.kind;
  }
  return undefined;
}

/** What is wrong with a field of one object. `isOfType` tells whether the fault's type is one of the object's. */
export function fieldFault(
  faults: readonly Fault[],
  field: string,
  mark: string | undefined,
  isMeant: (fault: FieldFault) => boolean,
): FieldFault | undefined {
  for (const fault of faults) {
    if (fault.kind !== 'field fails' && fault.kind !== 'field is null') continue;
    if (fault.field === field && concerns(fault.of, mark) && isMeant(fault)) return fault;
  }
  return undefined;
}

/** The error of a field or an entity that fails: the same from a service and from the monolith. */
export function failure(what: string): GraphQLError {
  return new GraphQLError(`${what} fails`, { extensions: { code: 'BROKEN' } });
}

function concerns(of: string | null, mark: string | undefined): boolean {
  return of === null || of === mark;
}
