import { ROLES } from '@solidarity/subgraph-kit/access/roles';
import { callerOfToken } from './token-caller';

const NGO = '0b000000-0000-4000-8000-000000000001';

describe('the caller that a token speaks of', () => {
  it('has the role, its audience and its rows', () => {
    const caller = callerOfToken({ sub: 'demo-ngo', role: 'ngo_partner', ngo_id: NGO });

    expect(caller).toMatchObject({ subject: 'demo-ngo', audience: 'partner', claims: { ngoId: NGO } });
    expect(caller?.scopes.has('registry:read')).toBe(true);
    expect(caller?.scopes.has('pii:read')).toBe(false);
  });

  it('has of its scopes only those that the token names', () => {
    const caller = callerOfToken({ sub: 'x', role: 'ngo_partner', scope: 'openid loans:read pii:read' });

    expect([...(caller?.scopes ?? [])]).toEqual(['loans:read']);
  });

  it('keeps all scopes of its role when the token says nothing of them', () => {
    const caller = callerOfToken({ sub: 'x', role: 'analyst', scope: '' });

    expect(caller?.scopes).toEqual(new Set(ROLES.analyst.scopes));
  });

  it.each([
    ['no subject', { role: 'analyst' }],
    ['no role', { sub: 'x' }],
    ['the role of the services', { sub: 'x', role: 'system' }],
    ['an NGO that is no id', { sub: 'x', role: 'ngo_partner', ngo_id: 'all' }],
    ['a governorate that does not exist', { sub: 'x', role: 'case_worker', governorate: 'EG_XX' }],
    ['scopes that are no text', { sub: 'x', role: 'analyst', scope: ['aggregates:read'] }],
  ])('is nobody with %s', (_what, payload) => {
    expect(callerOfToken(payload as Record<string, unknown>)).toBeNull();
  });
});
