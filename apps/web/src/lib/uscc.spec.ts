import { describe, expect, it } from '@jest/globals';
import { isValidUscc } from './uscc';

describe('the unified social credit code', () => {
  it('is refused in the browser when its check character is wrong', () => {
    expect(isValidUscc('91350100M000100Y43')).toBe(true);
    expect(isValidUscc('91350100M000100Y44')).toBe(false);
    expect(isValidUscc('91350100M000100Y4')).toBe(false);
    expect(isValidUscc('9135O100M000100Y43')).toBe(false);
  });
});
