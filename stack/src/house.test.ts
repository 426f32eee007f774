import { SERVICE_NAMES, SERVICES } from './house';

interface Definition {
  readonly service: { readonly name: string; readonly handlers: readonly { readonly type: string }[] };
}

/** The stack imports no service; only this test looks into them. */
const definitionOf = (service: string) =>
  jest.requireActual<Definition>(`../../services/${service}/src/service`).service;

it.each(SERVICE_NAMES)(
  'knows the database of %s and the events that it handles, no more and no fewer',
  (name) => {
    const { name: database, handlers } = definitionOf(name);

    expect({ database, hears: handlers.map(({ type }) => type).sort() }).toEqual({
      ...SERVICES[name],
      hears: [...SERVICES[name].hears].sort(),
    });
  },
);
