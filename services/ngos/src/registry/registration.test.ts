import { ROLE_NAMES } from '@solidarity/subgraph-kit/access/caller';
import { move } from '@solidarity/subgraph-kit/records/state-machine';
import { NgoStatus } from './ngo';
import { registration, type NgoAction } from './registration';

const ACTIONS: readonly NgoAction[] = [
  'mend',
  'confirmComplete',
  'object',
  'register',
  'registerByLaw',
  'regularise',
  'warn',
  'acceptMending',
  'suspend',
  'reinstate',
  'dissolve',
];

/** Every way that there is; what is not here is refused. */
const WAYS: Readonly<Record<NgoStatus, Partial<Record<NgoAction, NgoStatus>>>> = {
  SUBMITTED: { mend: 'SUBMITTED', confirmComplete: 'COMPLETE' },
  COMPLETE: { object: 'OBJECTED', register: 'REGISTERED', registerByLaw: 'REGISTERED' },
  OBJECTED: { mend: 'MENDED' },
  MENDED: { mend: 'MENDED', confirmComplete: 'COMPLETE' },
  REGISTERED: { regularise: 'REGISTERED', warn: 'WARNED', dissolve: 'DISSOLVED' },
  WARNED: { acceptMending: 'REGISTERED', suspend: 'SUSPENDED', dissolve: 'DISSOLVED' },
  SUSPENDED: { reinstate: 'REGISTERED', dissolve: 'DISSOLVED' },
  DISSOLVED: {},
};

describe.each(Object.values(NgoStatus))('an NGO that is %s', (status) => {
  it.each(ACTIONS)('by %s goes where the law says, or stays', (action) => {
    const role = action === 'registerByLaw' ? 'system' : 'ministry_admin';

    const moved = move(registration, status, action, { role });

    expect(moved.ok ? moved.to : moved.why).toBe(WAYS[status][action] ?? 'NOT_POSSIBLE');
  });
});

it.each([
  ['mend', 'OBJECTED', ['ministry_admin', 'inspector', 'ngo_partner']],
  ['confirmComplete', 'SUBMITTED', ['ministry_admin', 'inspector']],
  ['object', 'COMPLETE', ['ministry_admin', 'inspector']],
  ['register', 'COMPLETE', ['ministry_admin', 'inspector']],
  ['registerByLaw', 'COMPLETE', ['system']],
  ['warn', 'REGISTERED', ['ministry_admin', 'inspector']],
  ['suspend', 'WARNED', ['ministry_admin', 'inspector']],
  ['reinstate', 'SUSPENDED', ['ministry_admin', 'inspector']],
  ['dissolve', 'SUSPENDED', ['ministry_admin', 'inspector']],
] as const)('%s is for these roles and no other', (action, from, roles) => {
  const allowed = ROLE_NAMES.filter((role) => move(registration, from, action, { role }).ok);

  expect(allowed).toEqual(ROLE_NAMES.filter((role) => (roles as readonly string[]).includes(role)));
});
