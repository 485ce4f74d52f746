import { generateKeyPairSync } from 'node:crypto';
import { type Clock, newId } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { createListedAuction } from './announced-sale';
import type { TestDatabase } from '../../../../test/support/postgres';
import { Books } from '../books';
import type { Command } from '../domain/commands';
import type { AuctionRules } from '../domain/rules';
import { entropyPool } from '../journal/entropy';
import { Journal } from '../journal/journal';
import { realScheduler } from '../journal/ports';
import { PostgresStore } from '../journal/postgres-store';
import { signerOf } from '../signer';
import { signingKey } from '../suites';
import { sampleAnnouncement } from './sample';

const silent = { error: () => undefined, warn: () => undefined };

/** A journal on the real database with a clock that a spec moves, and sales that an exchange of the spec runs. */
export class Desk {
  readonly store: PostgresStore;
  readonly journal: Journal;
  readonly books: Books;

  constructor(
    private readonly db: TestDatabase,
    readonly clock: Clock,
  ) {
    const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    this.store = new PostgresStore(db.url);
    this.books = new Books(this.store);
    this.journal = new Journal({
      store: this.store,
      clock,
      signer: signerOf([signingKey(pem)]),
      scheduler: realScheduler,
      entropy: entropyPool(),
      log: silent,
      bidRate: null,
    });
  }

  async close(): Promise<void> {
    await this.journal.stop();
    await this.store.close();
  }

  /** An open sale of this seller, run by this exchange, with these bidders. */
  async sale(
    of: { seller: Actor; exchange: Actor; bidders: readonly Actor[] },
    rules: Partial<AuctionRules> = {},
  ): Promise<string> {
    const auctionId = await createListedAuction(this.db.database.manager);
    const parties = { sellerId: of.seller.organisationId, operatorId: of.exchange.organisationId };
    await this.give(auctionId, 'system', { ...sampleAnnouncement(this.clock.now(), rules), ...parties } as Command);
    for (const { organisationId } of of.bidders)
      await this.give(auctionId, 'system', { type: 'admit', organisationId });
    await this.give(auctionId, 'system', { type: 'open' });
    return auctionId;
  }

  /** Its place in the book; anything but an acceptance is an error. */
  async give(auctionId: string, actor: string, command: Command): Promise<number> {
    const ack = await this.journal.submit({ auctionId, actor, commandId: newId(), command });
    if (!ack.accepted) throw new Error(`${command.type} was refused: ${ack.code}`);
    return ack.seq;
  }

  bid(auctionId: string, { organisationId }: Actor, amountMinor: number): Promise<number> {
    return this.give(auctionId, organisationId, { type: 'bid', amountMinor });
  }
}
