import { Injectable } from '@nestjs/common';
import { audit, Database, type Tx } from '@jishi/platform';
import { resealedWithLayers, type TrusteeRole } from '@jishi/sealing';
import { openWithKey } from './open-with-key';
import * as repository from './opening.repository';
import { wrongLayers } from './progress';
import { type SealedSale, seatedKeys } from './sealed-sales';

/**
 * What takes long in an opening: sealing each opened bid again, which tells whether it could have opened otherwise and who of
 * the trustees handed over something else. Done for some bids at a time, as their keys are found, and kept; repeating it does
 * nothing, and what a crash cut short is made up for by whoever comes next.
 */
@Injectable()
export class OpeningChecks {
  constructor(private readonly database: Database) {}

  async run(sale: SealedSale, bids: readonly number[]): Promise<void> {
    const { manager } = this.database;
    const { auctionId } = sale.state;
    const unchecked = await repository.uncheckedKeys(manager, auctionId, bids);
    const seqs = unchecked.map(({ bid }) => bid);
    const envelopes = new Map((await repository.sealedBids(manager, auctionId, seqs)).map((bid) => [bid.seq, bid]));
    for (const { bid, contentKey } of unchecked) await this.check(sale, envelopes.get(bid)!, contentKey);
  }

  private async check(sale: SealedSale, { seq, bidder, envelope }: repository.SealedBid, key: string): Promise<void> {
    const { auctionId } = sale.state;
    const binding = { auctionId, bidder };
    // Only keys that open their bid are kept.
    const { amountMinor } = openWithKey(envelope, key, binding) as { amountMinor: number };
    const again = (await resealedWithLayers(key, amountMinor, binding, seatedKeys(sale.sealed.trustees!)))!;
    const given = await repository.contributionsTo(this.database.manager, auctionId, [seq]);
    const wrong = wrongLayers(again.layers, given);
    const looked = given.map(({ role, layers }) => ({ role, layers, sound: !wrong.includes(role) }));
    await this.database.transaction(async (tx) => {
      const honest = again.envelope === envelope;
      const unsound = await repository.keepChecks(tx, auctionId, { bid: seq, honest }, looked);
      for (const role of unsound) await recordWrong(tx, sale, role, seq);
    });
  }
}

const recordWrong = (tx: Tx, { state, trustees }: SealedSale, role: TrusteeRole, bid: number): Promise<void> =>
  audit(tx, {
    actorId: null,
    organisationId: trustees.find((trustee) => trustee.role === role)?.organisationId ?? null,
    action: 'trustee.wrong_layer',
    subjectType: 'auction',
    subjectId: state.auctionId,
    detail: { role, bid },
  });
