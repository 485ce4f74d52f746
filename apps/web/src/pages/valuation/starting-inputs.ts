import type { ValuationInputs, ValuationMethod, IpKind } from '@jishi/pricing';
import type { Achievement } from '../../api/listings';

const WAN = 1_000_000;

/** What a new worksheet begins with: common values, each of which its maker is to look at. */
export function startingInputs(method: ValuationMethod, achievement: Achievement, today: string): ValuationInputs {
  const life = {
    ipKind: (achievement.ipKind ?? 'none') as IpKind,
    filedOn: achievement.filedOn ?? null,
    valuationDate: today,
  };
  const year = Number(today.slice(0, 4));
  const five = () => Array.from({ length: 5 }, () => ({ amountMinor: 100 * WAN }));
  switch (method) {
    case 'cost':
      return {
        method,
        items: [{ label: '', year: year - 2, amountMinor: 0, indexPpm: 1_000_000 }],
        overheadPpm: 100_000,
        profitPpm: 150_000,
        totalMonths: 240,
        remainingMonths: 180,
        obsolescencePpm: 0,
      };
    case 'market':
      return { method, deals: [], basis: 'median' };
    case 'royalty':
      return {
        method,
        ...life,
        revenues: five(),
        royaltyPpm: 50_000,
        taxPpm: 250_000,
        discountPpm: 200_000,
        convention: 'mid',
      };
    case 'dcf':
      return {
        method,
        ...life,
        flows: five(),
        sharePpm: 250_000,
        riskFreePpm: 20_000,
        premiums: [],
        convention: 'mid',
        terminalGrowthPpm: null,
      };
  }
}
