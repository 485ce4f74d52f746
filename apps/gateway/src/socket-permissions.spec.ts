import { describe, expect, it } from '@jest/globals';
import { LiveGateway } from './live.gateway';
import { assertDeclared } from './socket-permissions';

describe('socket permissions', () => {
  it('boot fails for a socket event with no declared permission', () => {
    expect(() => assertDeclared(['watch', 'unwatch', 'time', 'bid', 'cheat'])).toThrow('cheat');
    expect(() => assertDeclared(['toString'], {})).toThrow('toString');
  });

  it('the gateway looks at its own before it listens', () => {
    const live = new LiveGateway(...([] as unknown as ConstructorParameters<typeof LiveGateway>));
    expect(() => live.onModuleInit()).not.toThrow();
    (Reflect.get(live, 'handlers') as Map<string, unknown>).set('cheat', () => undefined);
    expect(() => live.onModuleInit()).toThrow('socket event without a declared permission: cheat');
  });

  it('boot fails for a permission nobody handles', () => {
    expect(() => assertDeclared(['watch'], { watch: 'public', gone: 'public' })).toThrow('gone');
  });
});
