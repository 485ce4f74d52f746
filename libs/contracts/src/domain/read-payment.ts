import { invalid, type Fen, type FieldError } from '@jishi/kernel';
import type {
  DayCount,
  DueRule,
  InstalmentRow,
  PaymentKind,
  PaymentTerms,
  Ppm,
  RoyaltyRate,
  RoyaltyTerms,
} from '@jishi/pricing';

interface GivenDue {
  within?: DayCount;
  on?: string;
  milestone?: string;
}

interface GivenRate {
  kind: RoyaltyRate['kind'];
  ppm?: Ppm;
  steps?: { fromPeriod: number; ppm: Ppm }[];
  bands?: { upToMinor: Fen | null; ppm: Ppm }[];
}

/** The terms as a form sends them: all fields of all forms, of which each form takes its own. */
export interface GivenPayment {
  kind: PaymentKind;
  lateDailyPpm?: Ppm;
  within?: DayCount;
  rows?: { amountMinor?: Fen; sharePpm?: Ppm; due: GivenDue }[];
  security?: string;
  royalty?: Omit<RoyaltyTerms, 'rate'> & { rate: GivenRate };
  company?: string;
  sharesPpm?: Ppm;
  valuationMinor?: Fen;
  trialDays?: number;
  silence?: 'returns' | 'buys';
}

type Field = Exclude<keyof GivenPayment, 'kind' | 'lateDailyPpm' | 'security'>;

/** What each form must say; what it does not take is left out. */
const NEEDS: Readonly<Record<PaymentKind, readonly Field[]>> = {
  lump_sum: ['within'],
  instalments: ['rows'],
  royalty: ['within', 'royalty'],
  upfront_royalty: ['within', 'royalty'],
  equity: ['within', 'company', 'sharesPpm', 'valuationMinor'],
  try_first: ['trialDays', 'silence', 'within'],
};
const RATE_NEEDS = { fixed: 'ppm', periods: 'steps', bands: 'bands' } as const;

/** Errors: `payment_terms.invalid` with the path of everything that a form must say and these do not. */
export function readPayment(given: GivenPayment): PaymentTerms {
  const errors: FieldError[] = [];
  const need = (value: unknown, path: string): void => {
    if (value === undefined) errors.push({ path: `payment.${path}`, code: 'payment_terms.words_missing' });
  };
  const fields = NEEDS[given.kind];
  for (const field of fields) need(given[field], field);
  if (fields.includes('royalty') && given.royalty)
    need(
      given.royalty.rate[RATE_NEEDS[given.royalty.rate.kind]],
      `royalty.rate.${RATE_NEEDS[given.royalty.rate.kind]}`,
    );
  if (fields.includes('rows'))
    given.rows?.forEach(({ amountMinor, sharePpm, due }, i) => {
      if ((amountMinor === undefined) === (sharePpm === undefined))
        errors.push({ path: `payment.rows[${i}]`, code: 'payment_terms.share_or_amount' });
      if (due.on === undefined) need(due.within, `rows[${i}].due.within`);
    });
  if (errors.length > 0) throw invalid('payment_terms.invalid', { count: errors.length }, errors);
  return {
    kind: given.kind,
    ...Object.fromEntries(fields.map((field) => [field, given[field]])),
    ...(fields.includes('rows') ? { rows: given.rows!.map(readRow) } : {}),
    ...(fields.includes('rows') && given.security?.trim() ? { security: given.security.trim() } : {}),
    ...(fields.includes('royalty') ? { royalty: { ...given.royalty!, rate: readRate(given.royalty!.rate) } } : {}),
    ...(given.lateDailyPpm === undefined ? {} : { lateDailyPpm: given.lateDailyPpm }),
  } as PaymentTerms;
}

const readRow = ({ amountMinor, sharePpm, due }: NonNullable<GivenPayment['rows']>[number]): InstalmentRow => ({
  ...(sharePpm === undefined ? { amountMinor: amountMinor! } : { sharePpm }),
  due: readDue(due),
});

const readDue = ({ on, within, milestone }: GivenDue): DueRule => {
  if (on !== undefined) return { on };
  return milestone === undefined ? { within: within! } : { milestone: milestone.trim(), within: within! };
};

function readRate({ kind, ppm, steps, bands }: GivenRate): RoyaltyRate {
  if (kind === 'fixed') return { kind, ppm: ppm! };
  return kind === 'periods' ? { kind, steps: steps! } : { kind, bands: bands! };
}
