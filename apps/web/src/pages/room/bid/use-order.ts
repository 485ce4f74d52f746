import { useRef, useState } from 'react';
import { toProblem } from '../../../api/http';
import { isUndecided } from '../../../lib/accepted';
import { newCommandId } from '../../../lib/command-id';
import type { Order } from '../../../room/order';
import type { RoomStore } from '../../../room/room-store';
import type { OrderResult } from './order-outcome';

/** One command at a time. Where the answer was lost, the same command is sent again: it cannot count twice. */
export function useOrder(store: RoomStore) {
  const [pending, setPending] = useState(false);
  const [result, setResult] = useState<OrderResult | null>(null);
  const last = useRef<{ commandId: string; order: Order } | null>(null);

  const send = async (commandId: string, order: Order): Promise<OrderResult> => {
    last.current = { commandId, order };
    setPending(true);
    const answer = await store
      .send(commandId, order)
      .then((ack): OrderResult => {
        if (ack.accepted) return { kind: 'accepted', ack, order };
        return isUndecided({ status: 409, code: ack.code })
          ? { kind: 'unknown', order }
          : { kind: 'rejected', ack, order };
      })
      .catch((error: unknown): OrderResult => {
        const problem = toProblem(error);
        return isUndecided(problem) ? { kind: 'unknown', order } : { kind: 'refused', problem, order };
      });
    setPending(false);
    setResult(answer);
    return answer;
  };

  return {
    pending,
    result,
    place: (order: Order) => send(newCommandId(), order),
    again: async () => {
      if (last.current) await send(last.current.commandId, last.current.order);
    },
  };
}

export type Ordering = ReturnType<typeof useOrder>;
