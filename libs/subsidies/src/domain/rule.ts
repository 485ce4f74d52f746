import type { Fen } from '@jishi/kernel';

export interface Rate {
  numerator: number;
  denominator: number;
}

/** Marginal bands: each rate applies to the part of the base above the band before it; `null` is the open top. */
export interface Band extends Rate {
  upToMinor: Fen | null;
}

export type RuleRate = ({ kind: 'flat' } & Rate) | { kind: 'marginal'; bands: Band[] };

/** A published subsidy rule as data. What a rule does not say is absent, never zero. */
export interface SubsidyRule {
  code: string;
  version: number;
  name: { zh: string; en: string };
  /** Whose support this is. */
  beneficiary: 'transferor' | 'transferee';
  /** GB/T 2260 prefixes of the beneficiary's region. */
  localities: string[];
  contractTypes: string[];
  /** Which of the contract's two amounts is supported. */
  base: 'contract' | 'technical';
  /** Contracts below this amount do not count at all. */
  thresholdMinor?: Fen;
  rate: RuleRate;
  /** The beneficiary's first contract ever, at a rate and cap of its own. */
  first?: Rate & { capMinor?: Fen };
  caps: { contractMinor?: Fen; yearMinor?: Fen };
}

/** One recorded contract, as the rule's beneficiary sees it. */
export interface VolumeFact {
  label: string;
  contractType: string;
  contractAmountMinor: Fen;
  technicalAmountMinor: Fen;
  beneficiaryRegion: string;
  relatedParty: boolean;
  isFirst: boolean;
}

/** A line a clerk and an applicant can read; texts are made from code and params, amounts stay numbers. */
export interface TraceLine {
  code: string;
  params: Record<string, string | number>;
  amountMinor: Fen;
}

export interface Computation {
  amountMinor: Fen;
  trace: TraceLine[];
}
