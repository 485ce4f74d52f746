import type { Bylaws, ChainRule } from '../../api/bylaws';
import { groupYuan, parseYuan } from '../../lib/money';

/** As the form holds them: amounts as they are typed, under the name the server gives them. */
export interface Values extends Pick<Bylaws, 'deadlines'> {
  source: string;
  effectiveOn: string;
  chain: (Omit<ChainRule, 'fromMinor'> & { fromMinor: string })[];
}

export const toValues = ({ deadlines, chain }: Bylaws): Omit<Values, 'source' | 'effectiveOn'> => ({
  deadlines,
  chain: chain.map((rule) => ({ ...rule, fromMinor: groupYuan(rule.fromMinor) })),
});

export const toBylaws = ({ chain, ...values }: Values): Bylaws & { source: string; effectiveOn: string } => ({
  ...values,
  chain: chain.map((rule) => ({ ...rule, fromMinor: parseYuan(rule.fromMinor) ?? -1 })),
});
