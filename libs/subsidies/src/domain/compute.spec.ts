import { describe, expect, it } from '@jest/globals';
import { yuan } from '@jishi/kernel';
import fc from 'fast-check';
import { compute } from './compute';
import type { SubsidyRule, VolumeFact } from './rule';

const songshan: SubsidyRule = {
  code: 'songshan',
  version: 1,
  name: { zh: '松山湖', en: 'Songshan Lake' },
  beneficiary: 'transferee',
  localities: ['4419'],
  contractTypes: ['patent_transfer', 'patent_licence'],
  base: 'technical',
  thresholdMinor: yuan(200_000),
  rate: { kind: 'flat', numerator: 5, denominator: 100 },
  caps: { yearMinor: yuan(2_000_000) },
};

const fuqing: SubsidyRule = {
  ...songshan,
  localities: ['35'],
  thresholdMinor: undefined,
  rate: {
    kind: 'marginal',
    bands: [
      { upToMinor: yuan(30_000_000), numerator: 5, denominator: 1000 },
      { upToMinor: null, numerator: 3, denominator: 1000 },
    ],
  },
  caps: { yearMinor: yuan(1_000_000) },
};

const record = (amountYuan: number, change: Partial<VolumeFact> = {}): VolumeFact => ({
  label: `r${amountYuan}`,
  contractType: 'patent_transfer',
  contractAmountMinor: yuan(amountYuan),
  technicalAmountMinor: yuan(amountYuan),
  beneficiaryRegion: '441900',
  relatedParty: false,
  isFirst: false,
  ...change,
});

const codes = (lines: { code: string }[]) => lines.map((entry) => entry.code);

describe('the published examples', () => {
  it('Songshan Lake buyer: 1.2M + 0.15M (excluded) + 50M → 2.56M → 2M', () => {
    const { amountMinor, trace } = compute(songshan, [record(1_200_000), record(150_000), record(50_000_000)]);
    expect(amountMinor).toBe(yuan(2_000_000));
    expect(codes(trace)).toEqual([
      'counted.technical',
      'excluded.threshold',
      'counted.technical',
      'base',
      'rate.flat',
      'cap.year',
      'total',
    ]);
    expect(trace[4]).toEqual({
      code: 'rate.flat',
      params: { baseMinor: yuan(51_200_000), percent: '5' },
      amountMinor: yuan(2_560_000),
    });
  });

  it('Fuqing 50M → 150k + 60k = 210k', () => {
    const { amountMinor, trace } = compute(fuqing, [record(50_000_000, { beneficiaryRegion: '350181' })]);
    expect(amountMinor).toBe(yuan(210_000));
    expect(trace.filter((entry) => entry.code === 'rate.band').map((entry) => entry.amountMinor)).toEqual([
      yuan(150_000),
      yuan(60_000),
    ]);
  });

  it('Guangzhou: the first purchase at 10 % up to 2M, later ones at 5 %', () => {
    const rule: SubsidyRule = {
      ...songshan,
      thresholdMinor: undefined,
      first: { numerator: 10, denominator: 100, capMinor: yuan(2_000_000) },
      caps: { yearMinor: yuan(5_000_000) },
    };
    expect(compute(rule, [record(1_000_000, { isFirst: true }), record(1_000_000)]).amountMinor).toBe(yuan(150_000));
    expect(compute(rule, [record(30_000_000, { isFirst: true })]).amountMinor).toBe(yuan(2_000_000));
  });
});

describe('exclusions', () => {
  it.each([
    ['excluded.locality', record(1_000_000, { beneficiaryRegion: '440100' })],
    ['excluded.contract_type', record(1_000_000, { contractType: 'consulting' })],
    ['excluded.related_party', record(1_000_000, { relatedParty: true })],
    ['excluded.threshold', record(199_999)],
  ])('%s', (code, excluded) => {
    const { amountMinor, trace } = compute(songshan, [excluded]);
    expect(amountMinor).toBe(0);
    expect(codes(trace)).toEqual([code, 'total']);
  });

  it('take the technical amount as base, but the threshold looks at the contract', () => {
    const equipped = record(1_000_000, { technicalAmountMinor: yuan(100_000) });
    expect(compute(songshan, [equipped]).amountMinor).toBe(yuan(5_000));
  });
});

describe('for any records', () => {
  const records = fc.array(
    fc.integer({ min: 1, max: 100_000_000 }).map((amount) => record(amount)),
    { maxLength: 20 },
  );

  it('the cap holds, order does not matter, more contracts never pay less, the last line is the amount', () => {
    fc.assert(
      fc.property(records, fc.integer({ min: 1, max: 1e8 }), fc.constantFrom(songshan, fuqing), (list, more, rule) => {
        const local = { beneficiaryRegion: rule.localities[0]! };
        const facts = list.map((entry) => ({ ...entry, ...local }));
        const { amountMinor, trace } = compute(rule, facts);
        expect(amountMinor).toBeLessThanOrEqual(rule.caps.yearMinor!);
        expect(Number.isSafeInteger(amountMinor) && amountMinor >= 0).toBe(true);
        expect(trace.at(-1)).toEqual({ code: 'total', params: {}, amountMinor });
        expect(compute(rule, [...facts].reverse()).amountMinor).toBe(amountMinor);
        expect(compute(rule, [...facts, record(more, local)]).amountMinor).toBeGreaterThanOrEqual(amountMinor);
      }),
    );
  });
});
