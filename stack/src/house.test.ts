import { SERVICE_NAMES, SERVICES } from './house';

interface Definition {
  readonly service: { readonly name: string; readonly handlers: readonly { readonly type: string }[] };
}

interface Loader {
  readonly sampleLoader: { readonly emptyTable: string };
}

/** The stack imports no service; only this test looks into them. */
const definitionOf = (service: string) =>
  jest.requireActual<Definition>(`../../services/${service}/src/service`).service;

const sampledTableOf = (service: string) =>
  jest.requireActual<Loader>(`../../services/${service}/src/sample/loader`).sampleLoader.emptyTable;

it.each(SERVICE_NAMES)(
  'knows the database of %s, its sample, and the events that it handles, no more and no fewer',
  (name) => {
    const { name: database, handlers } = definitionOf(name);

    const hears = handlers.map(({ type }) => type).sort();
    expect({ database, hears, sampled: sampledTableOf(name) }).toEqual({
      ...SERVICES[name],
      hears: [...SERVICES[name].hears].sort(),
    });
  },
);
