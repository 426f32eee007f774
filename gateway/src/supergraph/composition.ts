import { composeServices } from '@apollo/composition';
import { incoherences } from './coherence';
import { indexGraph } from './graph-index';
import { headerOf } from './stamp';
import type { ServiceSchema } from './service-schema';
import { contentsOf, schemaOfVariant, VARIANT_NAMES } from './variant';

/** The files of a composed graph: name (`supergraph`, `internal`, `partner`, …) to text. */
export type ComposedGraph = ReadonlyMap<string, string>;

/** The services' schemas do not make one graph. The message lists every reason. */
export class CompositionError extends Error {
  constructor(of: string, reasons: readonly string[]) {
    super(`${of} cannot be composed:\n${reasons.map((reason) => `  - ${reason}`).join('\n')}`);
    this.name = 'CompositionError';
  }
}

/** Composes the whole graph and its variants. All of them carry the same stamp, by which a mixture is found out. */
export function composeGraph(services: readonly ServiceSchema[]): ComposedGraph {
  const index = indexGraph(services);
  const whole = compose('The graph', services);
  const findings = incoherences(index);
  if (findings.length > 0) throw new CompositionError('The graph', findings);
  const variants = VARIANT_NAMES.map((variant) => ({ variant, kept: contentsOf(index, variant) }));
  const header = headerOf(whole);
  const files = new Map([
    ['supergraph', header + whole],
    ['internal', header + whole],
  ]);
  for (const { variant, kept } of variants) {
    const schemas = services.map((service) => schemaOfVariant(service, kept));
    files.set(variant, header + compose(`The variant "${variant}"`, schemas));
  }
  return files;
}

/** Addresses in the files are the services' names; where they really are is known when the gateway starts. */
function compose(what: string, services: readonly ServiceSchema[]): string {
  const { supergraphSdl, errors } = composeServices(
    services.map(({ name, document }) => ({ name, url: `http://${name}/graphql`, typeDefs: document })),
  );
  if (errors) throw new CompositionError(what, errors.map(readable));
  return `${supergraphSdl.trimEnd()}\n`;
}

function readable({ message, extensions }: { message: string; extensions: { code?: unknown } }): string {
  const code = typeof extensions.code === 'string' ? `${extensions.code}: ` : '';
  return `${code}${message.replaceAll('\n', '\n    ')}`;
}
