/**
 * The four services: the folder of each, its database, the events of others that it has handlers for, and a table that
 * has rows once the sample was loaded.
 */
export const SERVICES = {
  beneficiaries: { database: 'beneficiaries', hears: ['ngo.standing_changed'], sampled: 'household' },
  ngos: { database: 'ngos', hears: [], sampled: 'ngo' },
  'care-homes': { database: 'care_homes', hears: ['ngo.standing_changed'], sampled: 'care_home' },
  microfinance: {
    database: 'microfinance',
    hears: ['ngo.standing_changed', 'person.died'],
    sampled: 'lender',
  },
} as const;

export type ServiceName = keyof typeof SERVICES;
export const SERVICE_NAMES = Object.keys(SERVICES) as ServiceName[];

/** Everything that listens, with its usual port and the variable that chooses another. */
export const SERVERS = {
  gateway: { port: 4000, portSetting: 'GATEWAY_PORT' },
  beneficiaries: { port: 4001, portSetting: 'BENEFICIARIES_PORT' },
  ngos: { port: 4002, portSetting: 'NGOS_PORT' },
  'care-homes': { port: 4003, portSetting: 'CARE_HOMES_PORT' },
  microfinance: { port: 4004, portSetting: 'MICROFINANCE_PORT' },
} as const satisfies Record<ServiceName | 'gateway', { port: number; portSetting: string }>;

export type ServerName = keyof typeof SERVERS;
