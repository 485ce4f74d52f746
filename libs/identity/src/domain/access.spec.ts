import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addressKey, retryAfterSeconds } from './attempts';
import { checkLogin, checkPassword, normaliseLogin } from './credentials';
import { checkOrganisation, type NewOrganisation } from './organisation';
import { originAccepted } from './origin';
import { readToken, sessionCookieName } from './token';

describe('origin of an unsafe request', () => {
  const check = { method: 'POST', by: 'cookie' as const, host: 'jishi.example.cn', origin: undefined, allowed: [] };

  it('must be our own when a cookie authenticates it', () => {
    expect(originAccepted(check)).toBe(false);
    expect(originAccepted({ ...check, origin: 'https://jishi.example.cn' })).toBe(true);
    expect(originAccepted({ ...check, origin: 'https://evil.example' })).toBe(false);
    expect(originAccepted({ ...check, origin: 'https://jishi.example.cn.evil.example' })).toBe(false);
    expect(originAccepted({ ...check, origin: 'null' })).toBe(false);
    expect(originAccepted({ ...check, origin: 'http://localhost:5173', allowed: ['http://localhost:5173'] })).toBe(
      true,
    );
  });

  it('does not matter for safe methods and for bearer tokens', () => {
    fc.assert(
      fc.property(fc.constantFrom('GET', 'HEAD', 'options'), fc.webUrl(), (method, origin) =>
        originAccepted({ ...check, method, origin }),
      ),
    );
    expect(originAccepted({ ...check, by: 'bearer', origin: 'https://evil.example' })).toBe(true);
  });

  it('may be missing without a cookie, as from a program, but not be foreign: logging in can be forged too', () => {
    const bare = { ...check, by: null };
    expect(originAccepted(bare)).toBe(true);
    expect(originAccepted({ ...bare, origin: 'https://jishi.example.cn' })).toBe(true);
    expect(originAccepted({ ...bare, origin: 'https://evil.example' })).toBe(false);
  });

  it('is refused for every foreign origin', () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: false }), (url) => {
        const origin = new URL(url).origin;
        expect(originAccepted({ ...check, origin })).toBe(new URL(url).host === check.host);
      }),
    );
  });
});

describe('the token a request presents', () => {
  const https = 'https://jishi.example.cn';

  it('is the bearer token first, then the cookie of this installation', () => {
    expect(readToken('Bearer abc', 'jishi_session=def', null)).toEqual({ token: 'abc', by: 'bearer' });
    const both = 'a=1; jishi_session=plain; __Host-jishi_session=bound';
    expect(readToken(undefined, both, https)).toEqual({ token: 'bound', by: 'cookie' });
    expect(readToken(undefined, both, null)).toEqual({ token: 'plain', by: 'cookie' });
    expect(readToken('Basic abc', 'jishi_session=plain', null)).toEqual({ token: 'plain', by: 'cookie' });
    expect(readToken(undefined, 'xjishi_session=no; jishi_session=', null)).toBeNull();
    expect(readToken(undefined, undefined, null)).toBeNull();
  });

  it('is no plain cookie on https: anybody of the same domain may have planted it', () => {
    expect(readToken(undefined, 'jishi_session=planted', https)).toBeNull();
  });

  it('never throws, whatever the headers hold', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (a, b) => readToken(a, b, null) !== undefined));
  });

  it('rides in a __Host- cookie on https only', () => {
    expect(sessionCookieName('https://jishi.example.cn')).toBe('__Host-jishi_session');
    expect(sessionCookieName('http://localhost:3000')).toBe('jishi_session');
    expect(sessionCookieName(null)).toBe('jishi_session');
  });
});

describe('addresses for rate limits', () => {
  it('count an IPv6 subscriber’s /64 as one, and mapped IPv4 as IPv4', () => {
    expect(addressKey('192.0.2.7')).toBe('192.0.2.7');
    expect(addressKey('::ffff:192.0.2.7')).toBe('192.0.2.7');
    expect(addressKey('2001:db8:1:2:aaaa::1')).toBe(addressKey('2001:0db8:0001:0002:ffff:1:2:3'));
    expect(addressKey('2001:db8:1:2::1')).not.toBe(addressKey('2001:db8:1:3::1'));
    expect(addressKey('::1')).toBe('0:0:0:0::/64');
    expect(addressKey('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
  });

  it('do not depend on how the address is written', () => {
    fc.assert(
      fc.property(fc.ipV6(), (ip) => {
        if (/\./.test(ip)) return;
        const canonical = new URL(`http://[${ip}]/`).hostname.slice(1, -1);
        expect(addressKey(ip)).toBe(addressKey(canonical.includes('.') ? ip : canonical));
      }),
    );
  });

  it('tell at least one second of waiting', () => {
    fc.assert(fc.property(fc.integer(), fc.integer(), (a, b) => retryAfterSeconds(a, b) >= 1));
    expect(retryAfterSeconds(10_500, 9_000)).toBe(2);
  });
});

describe('credentials', () => {
  it('compare logins without case, width or blanks', () => {
    expect(normaliseLogin('  Li.Wei ')).toBe('li.wei');
    expect(normaliseLogin('ａｄｍｉｎ')).toBe('admin');
    expect(checkLogin('Li.Wei@example.cn')).toEqual([]);
    for (const bad of ['ab', '-abc', 'a b c', '李伟伟', 'a'.repeat(65), 'a\u0000bc']) {
      expect(checkLogin(bad)).toHaveLength(1);
    }
  });

  it('ask for length and for more than the obvious', () => {
    const code = (password: string) => checkPassword(password, 'li.wei.2026')[0]?.code;
    expect(code('correct horse')).toBeUndefined();
    expect(code('一二三四五六七八')).toBeUndefined();
    expect(code('short')).toBe('user.password_short');
    expect(code('x1'.repeat(65))).toBe('user.password_long');
    expect(code('12345678')).toBe('user.password_guessable');
    expect(code('LI.WEI.2026')).toBe('user.password_guessable');
    expect(code('aaaaaaaaab')).toBe('user.password_guessable');
  });
});

describe('an organisation’s registration', () => {
  const company: NewOrganisation = {
    kind: 'company',
    name: '示例公司',
    uscc: '91350100M000100Y43',
    regionCode: '440100',
  };
  const codes = (change: Partial<NewOrganisation>) => checkOrganisation({ ...company, ...change }).map((e) => e.code);

  it('needs a credit code whose check character fits', () => {
    expect(codes({})).toEqual([]);
    expect(codes({ uscc: '91350100M000100Y44' })).toEqual(['organisation.uscc_invalid']);
    expect(codes({ uscc: null })).toEqual(['organisation.uscc_invalid']);
    expect(codes({ uscc: '91350100m000100y43' })).toEqual(['organisation.uscc_invalid']);
    expect(codes({ kind: 'window' })).toEqual(['organisation.window_without_uscc']);
    expect(codes({ kind: 'window', uscc: null })).toEqual([]);
  });

  it('finds every single wrong character of a credit code', () => {
    const letters = '0123456789ABCDEFGHJKLMNPQRTUWXY';
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 17 }), fc.constantFrom(...letters), (at, letter) => {
        const uscc = '91350100M000100Y43';
        const changed = uscc.slice(0, at) + letter + uscc.slice(at + 1);
        expect(codes({ uscc: changed }).length > 0).toBe(changed !== uscc);
      }),
    );
  });

  it('needs a division code of a real province', () => {
    expect(codes({ regionCode: '990000' })).toEqual(['organisation.region_invalid']);
    expect(codes({ regionCode: '4401' })).toEqual(['organisation.region_invalid']);
    expect(codes({ name: ' ' })).toEqual(['organisation.name_length']);
  });
});
