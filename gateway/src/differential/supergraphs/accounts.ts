import { type Federation, type Thing, type World } from '../federation';

/** Keys of every kind: several of one type with services in a chain, compound, nested, hidden, not resolvable. */
export const accounts: Federation = {
  name: 'accounts',
  services: [
    {
      name: 'directory',
      sdl: `
        type Query { accounts(first: Int): [Account!]! byEmail(email: String!): Account halls: [Hall!]! }
        type Account @key(fields: "email") {
          email: String!
          handle: String
          limit: Money
          colleagues: [[Account!]]!
        }
        type Money @shareable { amount: Int! currency: String }
        type Hall @key(fields: "id") { id: ID! name: String seats: [Seat!]! }
        type Seat @key(fields: "row number hall { id }") { row: String! number: Int! hall: Hall! isWide: Boolean! }`,
    },
    {
      name: 'identity',
      sdl: `
        type Account @key(fields: "email") @key(fields: "id") {
          id: ID!
          email: String!
          isVerified: Boolean!
          riskScore: Int @inaccessible
          plan: String
          alias: String @shareable
        }`,
      stale: { 'Account.plan': 'stale' },
    },
    {
      name: 'billing',
      sdl: `
        type Query { debtors: [Account!]! invoice(no: Int!): Invoice }
        type Account @key(fields: "id") @key(fields: "ref { no region { code } }") {
          id: ID!
          ref: Reference! @shareable
          plan: String @override(from: "identity")
          riskScore: Int @external
          surcharge: Money @requires(fields: "riskScore")
          invoices(open: Boolean): [Invoice]!
        }
        type Reference @shareable { no: Int! region: Region! }
        type Region @shareable { code: String! }
        type Money @shareable { amount: Int! currency: String }
        type Invoice @key(fields: "no") { no: Int! total: Money! account: Account! secret: String @inaccessible }`,
    },
    {
      name: 'ledger',
      sdl: `
        type Query { ledger(region: String): [Account!]! }
        type Account @key(fields: "ref { no region { code } }") {
          ref: Reference!  @shareable
          balance(at: String): Money
          entries(last: Int = 2): [Entry!]
        }
        type Reference @shareable { no: Int! region: Region! }
        type Region @shareable { code: String! }
        type Money @shareable { amount: Int! currency: String }
        interface Entry { at: String! amount: Money! }
        type Debit implements Entry { at: String! amount: Money! to: Account! }
        type Credit implements Entry { at: String! amount: Money! invoice: Invoice }
        type Invoice @key(fields: "no", resolvable: false) { no: Int! }`,
    },
    {
      name: 'mail',
      sdl: `
        type Query { letters: [Letter!]! inbox(id: ID!): Mailbox }
        type Letter { text: String! to: Account! seat: Seat about: Topic }
        union Topic = Account | Invoice | Seat
        type Mailbox { of: Account letters: [Letter!] }
        type Account @key(fields: "id", resolvable: false) { id: ID! alias: String @shareable }
        type Invoice @key(fields: "no") { no: Int! letters: [Letter!]! }
        type Seat @key(fields: "row number hall { id }") {
          row: String!
          number: Int!
          hall: Hall!
          label(short: Boolean): String
        }
        type Hall @key(fields: "id", resolvable: false) { id: ID! }`,
    },
  ],
  examples: {
    id: ['1', '2', '9'],
    email: ['ada@x', 'bo@x', 'none'],
    no: [1, 2, 9],
    first: [0, 1, 3],
    last: [0, 1],
    region: ['n', 's'],
    at: ['2024'],
  },
  createWorld,
};

function createWorld(): World {
  const all: Thing[] = [
    accountOf('1', 'ada@x', 'ada', 'n', 4),
    accountOf('2', 'bo@x', null, 's', null),
    accountOf('3', 'cy@x', 'cy', 'n', 0),
  ];
  const halls: Thing[] = ['h1', 'h2'].map((id) => ({
    __typename: 'Hall',
    mark: id,
    id,
    name: id === 'h1' ? 'Opera' : null,
    seats: () => seats.filter((seat) => seat['hall'] === hallOf(id)),
  }));
  const seats: Thing[] = [
    ['A', 1, 'h1'],
    ['A', 2, 'h1'],
    ['A', 1, 'h2'],
  ].map(([row, number, hall]) => ({
    __typename: 'Seat',
    mark: `${row}${number}${hall}`,
    ...{ row, number },
    hall: hallOf(hall),
    isWide: number === 1,
    label: ({ short }: { short?: boolean | null }) =>
      hall === 'h2' ? null : short ? `${row}` : `${row}-${number}`,
  }));
  const invoices: Thing[] = [1, 2, 3].map((no) => ({
    __typename: 'Invoice',
    mark: `invoice ${no}`,
    no,
    total: { __typename: 'Money', amount: no * 100, currency: no === 2 ? null : 'EGP' },
    account: () => all[no % 2],
    letters: () => letters.filter((letter) => letter['no'] === no),
  }));
  const letters: Thing[] = [
    ['1', 'Hello', () => seats[0], () => all[1]],
    ['3', '', null, () => invoices[1]],
    ['2', 'Bye', () => seats[2], () => seats[1]],
  ].map(([to, text, seat, about], index) => ({
    __typename: 'Letter',
    ...{ text, seat, about },
    no: index,
    to: () => byId(to),
  }));

  function accountOf(
    id: string,
    email: string,
    handle: string | null,
    region: string,
    riskScore: number | null,
  ): Thing {
    const entries = [
      { __typename: 'Debit', at: '2023', amount: money(5), to: () => all[0] },
      { __typename: 'Credit', at: '2024', amount: money(6), invoice: () => invoices[2] },
      { __typename: 'Credit', at: '2025', amount: money(null), invoice: null },
    ];
    return {
      ...{ __typename: 'Account', mark: id, id, email, handle, riskScore },
      alias: handle,
      limit: id === '3' ? null : money(1000),
      colleagues: () => (id === '1' ? [[all[1], all[2]], null, []] : []),
      isVerified: id !== '2',
      plan: id === '3' ? null : 'gold',
      ref: { no: Number(id) * 7, region: { code: region } },
      surcharge(this: Thing) {
        return this['riskScore'] === null ? null : money(Number(this['riskScore']) + 1);
      },
      invoices: ({ open }: { open?: boolean | null }) => (open ? [null] : [invoices[0], null, invoices[1]]),
      balance: ({ at }: { at?: string | null }) => (id === '2' ? null : money(at ? 1 : 2)),
      entries: ({ last }: { last: number | null }) => (id === '3' ? null : entries.slice(0, last ?? 9)),
    };
  }
  function money(amount: number | null): Thing {
    return { __typename: 'Money', amount: amount ?? 0, currency: amount === null ? null : 'EGP' };
  }
  function byId(id: unknown): Thing | null {
    return all.find((account) => account['id'] === id) ?? null;
  }
  function hallOf(id: unknown): Thing | null {
    return halls.find((hall) => hall['id'] === id) ?? null;
  }

  return {
    query: {
      accounts: ({ first }: { first?: number | null }) => all.slice(0, first ?? 9),
      byEmail: ({ email }: { email: string }) => all.find((account) => account['email'] === email) ?? null,
      halls: () => halls,
      debtors: () => all.slice(1),
      invoice: ({ no }: { no: number }) => invoices[no - 1] ?? null,
      ledger: ({ region }: { region?: string | null }) =>
        all.filter(({ ref }) => !region || (ref as { region: { code: string } }).region.code === region),
      letters: () => letters,
      inbox: ({ id }: { id: string }) =>
        byId(id) && { of: () => byId(id), letters: () => (id === '2' ? null : letters.slice(0, 2)) },
    },
    entities: () => [...all, ...halls, ...seats, ...invoices],
  };
}
