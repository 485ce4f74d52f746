import { describe, expect, it } from '@jest/globals';
import { originAllowed } from './origin';

describe('origin allow-list', () => {
  const local = { publicUrl: null, corsOrigins: [] };
  it.each([
    ['http://localhost:3000', 'localhost:3001', true],
    ['http://market.example', 'market.example:3001', true],
    [undefined, 'localhost:3001', true],
    ['http://evil.example', 'localhost:3001', false],
    ['http://localhost.evil.example', 'localhost:3001', false],
    ['null', 'localhost:3001', false],
    ['file://localhost', 'localhost:3001', false],
    ['http://localhost:3000', undefined, false],
  ])('%p on host %p → %p', (origin, host, allowed) => expect(originAllowed(origin, host, local)).toBe(allowed));

  it('a public address is the only page, besides what is listed', () => {
    const rules = { publicUrl: 'https://market.example/', corsOrigins: ['https://partner.example'] };
    expect(originAllowed('https://market.example', 'live.market.example', rules)).toBe(true);
    expect(originAllowed('https://partner.example', 'live.market.example', rules)).toBe(true);
    expect(originAllowed('http://market.example', 'market.example', rules)).toBe(false);
    expect(originAllowed('https://live.market.example', 'live.market.example', rules)).toBe(false);
  });
});
