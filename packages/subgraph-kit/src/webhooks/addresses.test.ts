import { AddressBook, AddressRules, isPublicAddress, type Address } from './addresses';

const PRIVATE = [
  ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '100.100.100.200', '127.0.0.1', '127.8.8.8', '169.254.169.254'],
  ...['172.16.0.1', '172.31.255.255', '192.0.0.1', '192.0.2.1', '192.88.99.1', '192.168.1.1', '198.18.0.1'],
  ...['198.51.100.1', '203.0.113.1', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255'],
  ...['168.63.129.16', '::', '::1', '::127.0.0.1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '::ffff:0:8.8.8.8'],
  ...['64:ff9b::a00:1', '64:ff9b:1::a00:1', '100::1', '2001::1', '2001:db8::1', '2002:a00:1::1'],
  ...['2002:7f00:1::', '3fff::1', '5f00::1', 'fc00::1', 'fd00:ec2::254', 'fe80::1', 'fec0::1', 'ff02::1'],
  ...['4000::1', 'not an address'],
];
const PUBLIC = ['8.8.8.8', '1.1.1.1', '41.33.0.1', '172.32.0.1', '2a00:1450:4001::1', '2606:4700::1111'];

it.each(PRIVATE)('counts %s as no address of the public internet', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

it.each(PUBLIC)('counts %s as an address of the public internet', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

it.each([
  ['https://partner.example/hooks', null],
  ['https://partner.example:8443/hooks', null],
  ['https://8.8.8.8/', null],
  ['http://partner.example/hooks', 'NOT_HTTPS'],
  ['ftp://partner.example/hooks', 'NOT_HTTPS'],
  ['file:///etc/passwd', 'NOT_HTTPS'],
  ['https://user:password@partner.example/', 'CREDENTIALS'],
  ['https://user@partner.example/', 'CREDENTIALS'],
  ['https://partner.example:22/', 'PORT'],
  ['https://partner.example:1023/', 'PORT'],
  ['https://partner.example:1024/', null],
  ['partner.example', 'NOT_A_URL'],
  ['', 'NOT_A_URL'],
  [`https://partner.example/${'a'.repeat(2_000)}`, 'TOO_LONG'],
  ['https://localhost/', 'ADDRESS'],
  ['https://api.LOCALHOST./', 'ADDRESS'],
  ['https://2130706433/', 'ADDRESS'],
  ['https://0x7f000001/', 'ADDRESS'],
  ['https://0177.0.0.1/', 'ADDRESS'],
  ['https://127.1/', 'ADDRESS'],
  ['https://0/', 'ADDRESS'],
  ['https://①②⑦.⓪.⓪.①/', 'ADDRESS'],
  ['https://[::1]/', 'ADDRESS'],
  ['https://[::ffff:169.254.169.254]/', 'ADDRESS'],
  ['https://[::ffff:a9fe:a9fe]/', 'ADDRESS'],
  ['https://169.254.169.254/latest/meta-data/', 'ADDRESS'],
] as const)('says of %s: %s', (url, problem) => {
  expect(new AddressRules(false).problemOf(url)).toBe(problem);
});

it.each([
  ['http://127.0.0.1:9999/', null],
  ['http://localhost:80/', null],
  ['http://[::1]:9999/', null],
  ['http://10.0.0.1/', 'NOT_HTTPS'],
  ['https://10.0.0.1/', 'ADDRESS'],
  ['http://partner.example/', 'NOT_HTTPS'],
] as const)('says of %s, where development allows its own machine: %s', (url, problem) => {
  expect(new AddressRules(true).problemOf(url)).toBe(problem);
});

describe('the addresses of a name', () => {
  const bookOf = (...found: string[]) =>
    new AddressBook(new AddressRules(false), async () =>
      found.map((address): Address => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  const url = new URL('https://partner.example/');

  it('are good when all are public', async () => {
    await expect(bookOf('8.8.8.8', '2606:4700::1111').check(url)).resolves.toBeUndefined();
  });

  it('are refused altogether when one of them is private', async () => {
    await expect(bookOf('8.8.8.8', '10.0.0.1').check(url)).rejects.toMatchObject({
      code: 'ADDRESS_NOT_ALLOWED',
    });
    await expect(bookOf('8.8.8.8', '::ffff:10.0.0.1').check(url)).rejects.toMatchObject({
      code: 'ADDRESS_NOT_ALLOWED',
    });
  });

  it('are missed when there is none', async () => {
    await expect(bookOf().check(url)).rejects.toMatchObject({ code: 'NAME_NOT_FOUND' });
  });
});
