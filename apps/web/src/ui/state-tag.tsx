import { useTranslation } from 'react-i18next';

type Tone = 'live' | 'good' | 'wait' | 'bad' | '';

const TONES: Record<string, Tone> = {
  open: 'live',
  bidding: 'live',
  live: 'live',
  approved: 'good',
  held: 'good',
  settled: 'good',
  signed: 'good',
  sold: 'good',
  certified: 'good',
  paid: 'good',
  received: 'good',
  confirmed: 'good',
  inserted: 'good',
  updated: 'good',
  published: 'good',
  listed: 'good',
  done: 'good',
  ok: 'good',
  imported: 'good',
  running: 'wait',
  previewed: 'wait',
  waiting: 'wait',
  submitted: 'wait',
  announced: 'wait',
  pending: 'wait',
  frozen: 'wait',
  reveal: 'wait',
  firstRefusal: 'wait',
  paused: 'wait',
  intake: 'wait',
  review: 'wait',
  drafted: 'wait',
  awaiting: 'wait',
  required: 'wait',
  due: 'wait',
  proposed: 'wait',
  matched: 'wait',
  unmatched: 'wait',
  noticed: 'wait',
  disclosed: 'wait',
  in_review: 'wait',
  approving: 'wait',
  accepted: 'good',
  decided: 'good',
  refused: 'bad',
  rejected: 'bad',
  returned: 'bad',
  failed: 'bad',
  error: 'bad',
  void: 'bad',
  terminated: 'bad',
  forfeited: 'bad',
  dismissed: 'bad',
  annulled: 'bad',
  defaulted: 'bad',
};

/** Colour repeats what the words say; it never says it alone. */
export function StateTag({ domain, state }: { domain: string; state: string | null | undefined }) {
  const { t } = useTranslation();
  if (!state) return <span className="muted">—</span>;
  const label = t(`state.${domain}.${state}`, { defaultValue: t(`state.common.${state}`, { defaultValue: state }) });
  return <span className={`tag ${TONES[state] ?? ''}`}>{label}</span>;
}
