import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkReduction, dueAfter, relieve } from './fee-reduction';
import {
  checkAmount,
  checkNumber,
  checkRate,
  checkTaxNumber,
  INVOICE_ACTORS,
  INVOICE_STATES,
  INVOICE_TRANSITIONS,
  type InvoiceEvent,
  type InvoiceState,
  nextInvoiceState,
  reversalOf,
  roomOf,
} from './invoice';
import { splitRed, splitTax } from './vat';

const SIX = { numerator: 6, denominator: 100 };
const amount = fc.integer({ min: 1, max: 10 ** 13 });

describe('the tax of an amount', () => {
  it.each([
    // 315,000.00 ÷ 1.06 = 297,169.8113… and 340,000.00 ÷ 1.06 = 320,754.7169…
    [31_500_000, 29_716_981, 1_783_019],
    [34_000_000, 32_075_472, 1_924_528],
    [100, 94, 6],
    [1, 1, 0],
    // 0.53 ÷ 1.06 = 0.50
    [53, 50, 3],
    [-31_500_000, -29_716_981, -1_783_019],
  ])('%d comes apart as %d and %d', (whole, netMinor, taxMinor) =>
    expect(splitTax(whole, SIX)).toEqual({ netMinor, taxMinor }),
  );

  it('is nothing when exempt', () =>
    expect(splitTax(800_000_000, { numerator: 0, denominator: 100 })).toEqual({ netMinor: 800_000_000, taxMinor: 0 }));

  it('adds up for any amount and rate, and is the rate of the net to half a fen', () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 0, max: 20 }), (whole, numerator) => {
        const { netMinor, taxMinor } = splitTax(whole, { numerator, denominator: 100 });
        expect(netMinor + taxMinor).toBe(whole);
        expect(taxMinor).toBeGreaterThanOrEqual(0);
        const off = 200n * BigInt(taxMinor) - 2n * BigInt(netMinor) * BigInt(numerator);
        expect(off >= -(100n + BigInt(numerator)) && off <= 100n + BigInt(numerator)).toBe(true);
      }),
    );
  });

  it('comes back to the fen however a reversal is divided', () => {
    fc.assert(
      fc.property(amount, fc.array(fc.integer({ min: 1, max: 1_000 }), { maxLength: 8 }), (whole, parts) => {
        const blue = splitTax(whole, SIX);
        const left = { amountMinor: whole, reversedMinor: 0 };
        let [net, tax] = [blue.netMinor, blue.taxMinor];
        for (const part of [...parts.map((share) => Math.ceil((whole / 1_000) * share)), whole]) {
          const rest = whole - left.reversedMinor;
          if (rest === 0) break;
          const taken = reversalOf(left, Math.min(part, rest));
          const red = splitRed(left, -taken.amountMinor, SIX);
          expect(red.netMinor <= 0 && red.taxMinor <= 0).toBe(true);
          expect(red.netMinor + red.taxMinor).toBe(taken.amountMinor);
          left.reversedMinor -= taken.amountMinor;
          expect(taken.event).toBe(left.reversedMinor === whole ? 'reverse' : 'reverse_part');
          [net, tax] = [net + red.netMinor, tax + red.taxMinor];
        }
        expect([left.reversedMinor, net, tax]).toEqual([whole, 0, 0]);
      }),
    );
  });
});

describe('the life of an invoice', () => {
  it('is asked for, issued, reversed, and ends', () => {
    expect(nextInvoiceState('requested', 'issue')).toBe('issued');
    expect(nextInvoiceState('issued', 'ask_reversal')).toBe('reversing');
    expect(nextInvoiceState('reversing', 'reverse')).toBe('reversed');
    expect(() => nextInvoiceState('issued', 'reverse')).toThrow('invoice.wrong_state');
    expect(() => nextInvoiceState('issued', 'withdraw')).toThrow('invoice.wrong_state');
    expect(() => nextInvoiceState('reversed', 'issue')).toThrow('invoice.wrong_state');
  });

  it('reaches every state, and each event has somebody to do it', () => {
    const reached = new Set<InvoiceState>(['requested']);
    for (const state of reached) for (const next of Object.values(INVOICE_TRANSITIONS[state])) reached.add(next);
    expect([...reached].sort()).toEqual([...INVOICE_STATES].sort());
    const events = new Set(Object.values(INVOICE_TRANSITIONS).flatMap((events) => Object.keys(events)));
    expect([...events].sort()).toEqual(Object.keys(INVOICE_ACTORS).sort());
  });

  it('never says more than was received, whatever is asked, issued, reversed and taken back in whatever order', () => {
    const step = fc.record({
      event: fc.constantFrom('request', ...Object.keys(INVOICE_ACTORS)),
      share: fc.nat(1_000),
      at: fc.nat(9),
    });
    fc.assert(
      fc.property(amount, fc.array(step, { maxLength: 60 }), (receivedMinor, steps) => {
        const invoices: { state: InvoiceState; amountMinor: number; reversedMinor: number }[] = [];
        const sum = (is: (one: (typeof invoices)[number]) => number) => invoices.reduce((all, one) => all + is(one), 0);
        const standing = () => ({
          receivedMinor,
          requestedMinor: sum((one) => (one.state === 'requested' ? one.amountMinor : 0)),
          invoicedMinor: sum((one) =>
            ['issued', 'reversing', 'reversed'].includes(one.state) ? one.amountMinor - one.reversedMinor : 0,
          ),
        });
        for (const { event, share, at } of steps) {
          try {
            if (event === 'request') {
              const amountMinor = Math.ceil((receivedMinor / 900) * share);
              checkAmount(amountMinor, standing());
              invoices.push({ state: 'requested', amountMinor, reversedMinor: 0 });
              continue;
            }
            const one = invoices[at % Math.max(1, invoices.length)];
            if (!one) continue;
            if (event === 'reverse' || event === 'reverse_part') {
              nextInvoiceState(one.state, event);
              const red = reversalOf(one, event === 'reverse' ? undefined : Math.ceil((one.amountMinor / 900) * share));
              one.state = nextInvoiceState(one.state, red.event);
              one.reversedMinor -= red.amountMinor;
            } else one.state = nextInvoiceState(one.state, event as InvoiceEvent);
          } catch (error) {
            expect((error as Error).message).toMatch(/^invoice\./);
          }
          const { requestedMinor, invoicedMinor } = standing();
          expect(invoicedMinor).toBeGreaterThanOrEqual(0);
          expect(requestedMinor + invoicedMinor).toBeLessThanOrEqual(receivedMinor);
          expect(requestedMinor + invoicedMinor + roomOf(standing())).toBe(receivedMinor);
          for (const one of invoices) {
            expect(one.reversedMinor).toBeLessThanOrEqual(one.amountMinor);
            expect(one.state === 'reversed').toBe(one.reversedMinor === one.amountMinor);
          }
        }
      }),
    );
  });
});

describe('what is on an invoice', () => {
  it('is a taxpayer by its own code, the check character with it', () => {
    const own = '91440101MA5CUKTN6L';
    expect(() => checkTaxNumber('91440101MA5CUKTN61', own)).toThrow('invoice.bad_tax_number');
    expect(() => checkTaxNumber('12440000455350217P', own)).toThrow(/invoice\.(other_taxpayer|bad_tax_number)/);
  });

  it('is a number as the tax system prints them', () => {
    expect(() => checkNumber({ code: '', number: '26442000000000000001' })).not.toThrow();
    expect(() => checkNumber({ code: '044002000111', number: '12345678' })).not.toThrow();
    for (const wrong of [
      { code: '', number: '12345678' },
      { code: '044002000111', number: '26442000000000000001' },
      { code: '0440', number: '12345678' },
      { code: '', number: '2644200000000000000１' },
    ])
      expect(() => checkNumber(wrong)).toThrow('invoice.bad_number');
  });

  it('bears the rate of its item, an exemption its registration, and never on a special invoice', () => {
    const taxed = { code: 'intangible', exempt: false };
    const exempt = { code: 'technology_exempt', exempt: true };
    expect(() => checkRate('price', 'special', taxed, '')).not.toThrow();
    expect(() => checkRate('price', 'ordinary', exempt, '2026440100001')).not.toThrow();
    expect(() => checkRate('price', 'special', exempt, '2026440100001')).toThrow('invoice.special_exempt');
    expect(() => checkRate('price', 'ordinary', exempt, ' ')).toThrow('invoice.no_exemption');
    expect(() => checkRate('price', 'ordinary', taxed, 'x')).toThrow('invoice.no_exemption');
    expect(() => checkRate('buyer_fee', 'ordinary', exempt, 'x')).toThrow('invoice.rate_unfit');
  });

  it('a reversal is not more than is left', () => {
    expect(reversalOf({ amountMinor: 100, reversedMinor: 40 }, undefined)).toEqual({
      amountMinor: -60,
      event: 'reverse',
    });
    for (const wrong of [0, -1, 61, 1.5])
      expect(() => reversalOf({ amountMinor: 100, reversedMinor: 40 }, wrong)).toThrow('invoice.over_original');
  });
});

describe('a fee that is made less', () => {
  it('is less than the table says, and not below nothing', () => {
    expect(() => checkReduction(0, 100)).not.toThrow();
    for (const wrong of [100, 101, -1, 0.5]) expect(() => checkReduction(wrong, 100)).toThrow('fee.not_less');
  });

  it('comes off the last payments first, and off none that is paid', () => {
    const parts = [
      { id: 'a', open: false, feeMinor: 50 },
      { id: 'b', open: true, feeMinor: 30 },
      { id: 'c', open: true, feeMinor: 20 },
    ];
    expect(relieve(parts, 60)).toEqual([
      { id: 'b', open: true, feeMinor: 10 },
      { id: 'c', open: true, feeMinor: 0 },
    ]);
    expect(relieve(parts, 90)).toEqual([{ id: 'c', open: true, feeMinor: 10 }]);
    expect(() => relieve(parts, 49)).toThrow('fee.paid_already');
  });

  it('leaves all payments together asking for what was decided', () => {
    const part = fc.record({ open: fc.boolean(), feeMinor: fc.nat(1_000_000) });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 12 }), fc.nat(1_000), (found, share) => {
        const parts = found.map((one, index) => ({ ...one, id: String(index) }));
        const sum = (of: readonly { feeMinor: number }[]) => of.reduce((all, one) => all + one.feeMinor, 0);
        const paid = sum(parts.filter(({ open }) => !open));
        const wanted = Math.floor((sum(parts) * share) / 1_000);
        if (wanted < paid) {
          expect(() => relieve(parts, wanted)).toThrow('fee.paid_already');
          return;
        }
        const changed = new Map(relieve(parts, wanted).map((one) => [one.id, one]));
        expect([...changed.values()].every(({ open, feeMinor }) => open && feeMinor >= 0)).toBe(true);
        expect(sum(parts.map((one) => changed.get(one.id) ?? one))).toBe(wanted);
      }),
    );
  });

  it('never lets a deposit count for more than there is to pay', () => {
    expect(dueAfter({ priceMinor: 100, buyerFeeMinor: 5, depositOffsetMinor: 110 })).toEqual({
      amountMinor: 0,
      depositOffsetMinor: 105,
    });
    expect(dueAfter({ priceMinor: 100, buyerFeeMinor: 5, depositOffsetMinor: 50 })).toEqual({
      amountMinor: 55,
      depositOffsetMinor: 50,
    });
  });
});
