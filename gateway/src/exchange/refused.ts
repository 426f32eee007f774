import { CodedError, httpStatusOf, messageOf } from '@solidarity/subgraph-kit/errors/coded-error';
import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';

/** Statuses of errors that say who may ask at all: these are no refusals of what was asked. */
const OF_THE_CALLER = [401, 403];

/** What a mutation gives when the service has refused it by a code that the user can mend; else throws the error. */
export function refusedWith(error: unknown): { errors: Refusal[] } {
  if (!(error instanceof CodedError)) throw error;
  const { code, facts } = error as CodedError;
  const status = httpStatusOf(code);
  if (status >= 500 || OF_THE_CALLER.includes(status)) throw error;
  const messages = { en: messageOf(code, facts, 'en'), ar: messageOf(code, facts, 'ar') };
  return { errors: [Object.assign(new Refusal(), { code, field: null, facts, messages })] };
}

/** A mutation's payload: what the work gives, or why it did nothing. */
export async function orRefused<Payload extends object>(
  work: () => Promise<Payload>,
): Promise<Payload & { errors: Refusal[] }> {
  try {
    return { ...(await work()), errors: [] };
  } catch (error) {
    return refusedWith(error) as Payload & { errors: Refusal[] };
  }
}

/** The thing that an id names; null when there is none for this caller. */
export async function orNull<Found>(find: () => Promise<Found>): Promise<Found | null> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof CodedError && (error as CodedError).code === 'NOT_FOUND') return null;
    throw error;
  }
}
