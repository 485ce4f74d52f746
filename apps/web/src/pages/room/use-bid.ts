import { useRef, useState } from 'react';
import { toProblem } from '../../api/http';
import { newCommandId } from '../../lib/command-id';
import type { RoomStore } from '../../room/room-store';
import type { BidResult } from './bid-outcome';

/** Answers after which the same command should simply be sent again. */
const UNDECIDED = new Set(['auction.busy', 'journal.unavailable']);

/** One bid at a time. Where the answer was lost, the same command is sent again: it cannot count twice. */
export function useBid(store: RoomStore) {
  const [pending, setPending] = useState(false);
  const [result, setResult] = useState<BidResult | null>(null);
  const last = useRef<{ commandId: string; amountMinor: number } | null>(null);

  const send = async (commandId: string, amountMinor: number): Promise<BidResult> => {
    last.current = { commandId, amountMinor };
    setPending(true);
    const answer = await store
      .bid(commandId, amountMinor)
      .then((ack): BidResult => {
        if (ack.accepted) return { kind: 'accepted', ack, amountMinor };
        return UNDECIDED.has(ack.code) ? { kind: 'unknown', amountMinor } : { kind: 'rejected', ack, amountMinor };
      })
      .catch((error: unknown): BidResult => {
        const problem = toProblem(error);
        return problem.status === 0 || UNDECIDED.has(problem.code)
          ? { kind: 'unknown', amountMinor }
          : { kind: 'refused', problem, amountMinor };
      });
    setPending(false);
    setResult(answer);
    return answer;
  };

  return {
    pending,
    result,
    place: (amountMinor: number) => send(newCommandId(), amountMinor),
    again: async () => {
      if (last.current) await send(last.current.commandId, last.current.amountMinor);
    },
  };
}
