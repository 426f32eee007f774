import { GraphQLError } from 'graphql';
import { isCodedError } from '../errors/coded-error';
import { formatError, type Fault } from '../errors/format';
import type { Language } from '../errors/language';
import type { ExportProblem } from './job';
import { AnswerErrors } from './pages';

/** Why an export has failed, as its caller may be told; a fault is told to the log as well. */
export function problemOf(error: unknown, requestId: string, onFault: (fault: Fault) => void): ExportProblem {
  const first = errorOf(error);
  const format = (language: Language, tell: typeof onFault) =>
    formatError(first, { language, requestId, onFault: tell });
  const { message: en, extensions } = format('en', onFault);
  const { message: ar } = format('ar', () => undefined);
  return { code: String(extensions?.['code']), message: { en, ar } };
}

function errorOf(error: unknown): GraphQLError {
  if (error instanceof AnswerErrors && error.errors[0]) return error.errors[0];
  if (isCodedError(error)) return error;
  const originalError = error instanceof Error ? error : new Error('Something that is no error was thrown.');
  return new GraphQLError('A fault.', { originalError });
}
