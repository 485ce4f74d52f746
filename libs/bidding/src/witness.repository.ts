import { rows, type Tx } from '@jishi/platform';
import type { Head } from './answers';
import type { SuiteName } from './domain/suite';

/** A signed head on its way to a witness, with the key that checks it. */
export interface WitnessedHead {
  readonly auctionId: string;
  readonly suite: SuiteName;
  readonly publicKey: string;
  readonly head: Head;
}

/** Latest heads that this witness has not acknowledged; of closed sales too when asked. No order: none is served before others. */
export async function unwitnessed(tx: Tx, witness: string, closed: boolean, limit: number): Promise<WitnessedHead[]> {
  const found = await rows<Omit<WitnessedHead, 'head'> & { head: string }>(
    tx,
    `select a.id as "auctionId", k.suite, k.public_key as "publicKey", a.head
     from auction a join book_key k on k.id = a.head::json->>'keyId'
     where a.seq > 0 and (a.state <> 'closed' or $2)
       and a.seq > coalesce((select max(w.seq) from book_witness w where w.auction_id = a.id and w.witness = $1), 0)
     order by random() limit $3`,
    [witness, closed, limit],
  );
  return found.map(({ head, ...rest }) => ({ ...rest, head: JSON.parse(head) as Head }));
}

export async function keepAnswer(
  tx: Tx,
  witness: string,
  { auctionId, head }: WitnessedHead,
  answer: string,
): Promise<void> {
  await rows(
    tx,
    `insert into book_witness (auction_id, witness, seq, root, answer) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [auctionId, witness, head.seq, head.root, answer],
  );
}

/** A witness knows another history: nothing could be more serious. */
export async function recordContradiction(
  tx: Tx,
  witness: string,
  { auctionId, head }: WitnessedHead,
  answer: string,
): Promise<void> {
  await rows(
    tx,
    `insert into auction_incident (id, auction_id, kind, actor, command_id, detail)
     values (gen_random_uuid(), $1, 'witness.contradicts', $2, $3, $4) on conflict do nothing`,
    [auctionId, witness, `head:${head.seq}`, JSON.stringify({ head, answer })],
  );
}
