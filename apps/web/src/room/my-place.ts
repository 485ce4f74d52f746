import { leaderOf, mayMatch } from './bidding';
import type { Room } from './book';
import { saleWord } from './sale-word';

interface Place {
  code: string | null;
  admitted: boolean;
  standing: boolean;
}

/** One word for where a bidder stands; each has its texts. */
export function standingOf({ snapshot, history }: Room, me: Place): string {
  const { state, winner, mode } = snapshot;
  const leader = leaderOf(snapshot, history);
  if (state === 'closed') {
    const word = saleWord(snapshot);
    if (word === 'terminated' || word === 'annulled') return word;
    if (winner !== me.code) return word === 'pending' || word === 'frozen' ? 'lostProvisional' : 'lost';
    if (word === 'defaulted') return 'defaulted';
    return word === 'sold' ? 'won' : 'wonProvisional';
  }
  if (!me.admitted) return 'excluded';
  if (state === 'ended') {
    if (snapshot.awaits === 'reveal') return hasBid(snapshot, me) ? 'sealedWaiting' : 'sealedMissed';
    if (leader === me.code) return history.rights.length > 0 ? 'matched' : 'leadingEnded';
    return mayMatch(snapshot, history, me.code) ? 'rightOpen' : 'outbidEnded';
  }
  if (mode === 'sealed') return hasBid(snapshot, me) ? 'sealedIn' : 'sealedNot';
  if (leader === me.code) return 'leading';
  return hasBid(snapshot, me) ? 'outbid' : 'none';
}

function hasBid({ bids }: Room['snapshot'], { code, standing }: Place): boolean {
  return standing || bids.some((bid) => bid.bidder === code && !bid.void);
}
