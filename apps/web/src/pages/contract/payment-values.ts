import type { Due, Payee, PaymentTerms, RoyaltyTerms, Term } from '../../api/payment-terms';
import { groupYuan, parseYuan } from '../../lib/money';
import { parsePpm, plainPpm } from '../../lib/ppm';

/** The form's own words for when something is due. */
export type DueMode = 'within' | 'on' | 'milestone';

interface RowValues {
  share?: string;
  amount?: string;
  mode: DueMode;
  within?: Term;
  on?: string;
  milestone?: string;
}

/** What is typed: sums in yuan, shares in percent. */
export interface PaymentValues {
  kind: PaymentTerms['kind'];
  within?: Term;
  parts: 'share' | 'amount';
  rows?: RowValues[];
  security?: string;
  company?: string;
  shares?: string;
  valuation?: string;
  trialDays?: number;
  silence?: 'returns' | 'buys';
  lateDaily?: string;
  royalty?: {
    base: RoyaltyTerms['base'];
    rateKind: RoyaltyTerms['rate']['kind'];
    percent?: string;
    steps?: { fromPeriod: number; percent: string }[];
    bands?: { upTo?: string; percent: string }[];
    every: RoyaltyTerms['every'];
    startsOn?: string;
    years: number;
    reportWithin: Term;
    payWithin: Term;
    minimum?: string;
    cap?: string;
    surcharge?: string;
  };
  payeeParts: 'share' | 'amount';
  payees?: { name?: string; uscc?: string; share?: string; amount?: string }[];
}

const TEN: Term = { count: 10, kind: 'working' };
const MONTH: Term = { count: 30, kind: 'calendar' };
const money = (minor: number | null | undefined): string | undefined =>
  minor === null || minor === undefined ? undefined : groupYuan(minor);
const share = (ppm: number | undefined): string | undefined => (ppm === undefined ? undefined : plainPpm(ppm));

/** A form that shows terms as they are, and sensible beginnings for the forms they are not. */
export function toValues(terms: PaymentTerms, payees: Payee[]): PaymentValues {
  const { royalty } = terms;
  return {
    kind: terms.kind,
    within: terms.within ?? TEN,
    parts: terms.rows?.[0]?.amountMinor === undefined ? 'share' : 'amount',
    rows: terms.rows?.map(rowValues) ?? [
      { share: '30', mode: 'within', within: TEN },
      { share: '70', mode: 'within', within: { count: 180, kind: 'calendar' } },
    ],
    security: terms.security,
    company: terms.company,
    shares: share(terms.sharesPpm),
    valuation: money(terms.valuationMinor),
    trialDays: terms.trialDays ?? 90,
    silence: terms.silence ?? 'returns',
    lateDaily: terms.lateDailyPpm === undefined ? undefined : String(terms.lateDailyPpm / 100),
    royalty: {
      base: royalty?.base ?? 'net_sales',
      rateKind: royalty?.rate.kind ?? 'fixed',
      percent: share(royalty?.rate.ppm) ?? '5',
      steps: royalty?.rate.steps?.map(({ fromPeriod, ppm }) => ({ fromPeriod, percent: plainPpm(ppm) })) ?? [
        { fromPeriod: 1, percent: '5' },
      ],
      bands: royalty?.rate.bands?.map(({ upToMinor, ppm }) => ({ upTo: money(upToMinor), percent: plainPpm(ppm) })) ?? [
        { percent: '5' },
      ],
      every: royalty?.every ?? 'year',
      startsOn: royalty?.startsOn,
      years: royalty?.years ?? 5,
      reportWithin: royalty?.reportWithin ?? MONTH,
      payWithin: royalty?.payWithin ?? MONTH,
      minimum: money(royalty?.minimumMinor),
      cap: money(royalty?.capMinor),
      surcharge: plainPpm(royalty?.audit.surchargePpm ?? 0),
    },
    payeeParts: payees[0]?.amountMinor === undefined ? 'share' : 'amount',
    payees: payees.map(({ name, uscc, sharePpm, amountMinor }) => ({
      name,
      uscc: uscc ?? undefined,
      share: share(sharePpm),
      amount: money(amountMinor),
    })),
  };
}

function rowValues({ sharePpm, amountMinor, due }: NonNullable<PaymentTerms['rows']>[number]): RowValues {
  const mode = due.on ? 'on' : due.milestone ? 'milestone' : 'within';
  return { share: share(sharePpm), amount: money(amountMinor), mode, within: due.within ?? TEN, ...due };
}

/** What cannot be read is sent as it is not: the server says what is missing, and where. */
const fenOf = (text: string | undefined): number | undefined => parseYuan(text ?? '') ?? undefined;
const fenOrNull = (text: string | undefined): number | null => parseYuan(text ?? '');
const ppmOf = (text: string | undefined): number | undefined => parsePpm(text ?? '') ?? undefined;
const defined = <T extends object>(values: T): T =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== '')) as T;

function dueOf({ mode, within, on, milestone }: RowValues): Due {
  if (mode === 'on') return defined({ on });
  return defined(mode === 'milestone' ? { milestone, within } : { within });
}

export function toTerms(values: PaymentValues): { payment: PaymentTerms; payees: Payee[] } {
  const { kind, royalty, parts } = values;
  const late = Number(values.lateDaily);
  const isRoyalty = kind === 'royalty' || kind === 'upfront_royalty';
  const payment = defined<PaymentTerms>({
    kind,
    within: kind === 'instalments' ? undefined : values.within,
    rows:
      kind === 'instalments'
        ? values.rows?.map((row) =>
            defined({
              ...(parts === 'share' ? { sharePpm: ppmOf(row.share) } : { amountMinor: fenOf(row.amount) }),
              due: dueOf(row),
            }),
          )
        : undefined,
    security: kind === 'instalments' ? values.security : undefined,
    royalty: isRoyalty && royalty ? royaltyOf(royalty) : undefined,
    company: kind === 'equity' ? values.company : undefined,
    sharesPpm: kind === 'equity' ? ppmOf(values.shares) : undefined,
    valuationMinor: kind === 'equity' ? fenOf(values.valuation) : undefined,
    trialDays: kind === 'try_first' ? values.trialDays : undefined,
    silence: kind === 'try_first' ? values.silence : undefined,
    lateDailyPpm: values.lateDaily && Number.isFinite(late) ? Math.round(late * 100) : undefined,
  } as PaymentTerms);
  const payees = (values.payees ?? []).map((payee) =>
    defined<Payee>({
      name: payee.name ?? '',
      uscc: payee.uscc,
      ...(values.payeeParts === 'share' ? { sharePpm: ppmOf(payee.share) } : { amountMinor: fenOf(payee.amount) }),
    } as Payee),
  );
  return { payment, payees: payees.map((payee) => ({ ...payee, name: payee.name ?? '' })) };
}

const royaltyOf = (values: NonNullable<PaymentValues['royalty']>): RoyaltyTerms =>
  ({
    base: values.base,
    rate: rateOf(values),
    capMinor: fenOrNull(values.cap),
    minimumMinor: fenOrNull(values.minimum),
    every: values.every,
    startsOn: values.startsOn ?? '',
    years: values.years,
    reportWithin: values.reportWithin,
    payWithin: values.payWithin,
    audit: { surchargePpm: ppmOf(values.surcharge) ?? 0 },
  }) as RoyaltyTerms;

function rateOf({ rateKind: kind, percent, steps, bands }: NonNullable<PaymentValues['royalty']>) {
  if (kind === 'fixed') return defined({ kind, ppm: ppmOf(percent) });
  if (kind === 'periods')
    return { kind, steps: steps?.map((step) => ({ fromPeriod: step.fromPeriod, ppm: ppmOf(step.percent) ?? 0 })) };
  return {
    kind,
    bands: bands?.map((band, i) => ({
      upToMinor: i === bands.length - 1 ? null : fenOrNull(band.upTo),
      ppm: ppmOf(band.percent) ?? 0,
    })),
  };
}
