import { describe, expect, it } from '@jest/globals';
import { capitalAmount } from './capital';
import { formatYuan, groupYuan, parseYuan, plainYuan, shortYuan } from './money';

describe('amounts people type and read', () => {
  it('reads amounts exactly, and nothing else', () => {
    expect(parseYuan('1,234,567.05')).toBe(123456705);
    expect(parseYuan(' ¥ 1 200 000 ')).toBe(120000000);
    expect(parseYuan('1,000')).toBe(100000);
    expect(parseYuan('0.1')).toBe(10);
    for (const bad of ['', '-1', '1.234', '1e5', 'abc', '1.2.3']) expect(parseYuan(bad)).toBeNull();
  });

  it('writes them back without loss', () => {
    expect(plainYuan(123456705)).toBe('1234567.05');
    expect(groupYuan(120000000)).toBe('1,200,000');
    expect(formatYuan(-500)).toBe('−¥5.00');
    expect(shortYuan(128_500_000, 'zh')).toBe('128.5 万元');
    expect(shortYuan(128_500_000, 'en')).toBe('¥1.285M');
  });

  it.each([
    [0, '零元整'],
    [5, '伍分'],
    [10, '壹角整'],
    [100_05, '壹佰元零伍分'],
    [120_000_000, '壹佰贰拾万元整'],
    [100_100_00, '壹拾万零壹佰元整'],
    [1_000_000_100, '壹仟万零壹元整'],
    [10_000_000_000_00, '壹佰亿元整'],
    [10_001_000_000, '壹亿零壹万元整'],
    [1_010_000_000, '壹仟零壹拾万元整'],
    [123_456_789, '壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分'],
    [50_500_050, '伍拾万伍仟元伍角整'],
  ])('%d fen is read %s', (amount, text) => {
    expect(capitalAmount(amount)).toBe(text);
  });
});
