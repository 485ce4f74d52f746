import { describe, expect, it } from '@jest/globals';
import { assertDeclared } from './socket-permissions';

describe('socket permissions', () => {
  it('boot fails for a socket event with no declared permission', () => {
    expect(() => assertDeclared(['watch', 'unwatch', 'time', 'bid', 'cheat'])).toThrow('cheat');
    expect(() => assertDeclared(['toString'], {})).toThrow('toString');
  });

  it('boot fails for a permission nobody handles', () => {
    expect(() => assertDeclared(['watch'], { watch: 'public', gone: 'public' })).toThrow('gone');
  });
});
