import type { Command } from '../../libs/bidding/src/domain/commands';
import { modeOf } from '../../libs/bidding/src/domain/mode';
import type { SealedState } from '../../libs/bidding/src/domain/sealed';
import type { AuctionState } from '../../libs/bidding/src/domain/state';
import type { Clients, Sent } from './client';
import { announcement, type Sale, SELLER, trusteesSeated } from './sale';
import type { Tables } from './tables';
import type { World } from './world';

/** Everybody who has to do with a sale. They do what they may and what they may not, and never stop at a refusal. */
export class People {
  private count = 0;

  constructor(
    private readonly world: World,
    private readonly clients: Clients,
    private readonly tables: Tables,
  ) {}

  /** Announces, admits, and lets everybody loose on it. */
  async hold(sale: Sale): Promise<void> {
    const { auctionId } = sale;
    await this.give(sale, 'system', announcement(sale), `announce:${auctionId}`);
    if (sale.rules.mode === 'sealed') void this.give(sale, 'system', trusteesSeated());
    for (const bidder of sale.bidders) {
      void this.admit(sale, bidder);
      void this.again(60, 700, (state) => this.bidderActs(sale, bidder, state), sale);
    }
    void this.again(300, 1_500, (state) => this.partyActs(sale, state), sale);
    void this.again(400, 2_500, (state) => this.operatorActs(sale, state), sale);
    void this.again(150, 400, (state) => this.trusteesAct(sale, state), sale);
  }

  /** What brings every sale to its end once nothing goes wrong any more. */
  async finish(sale: Sale): Promise<void> {
    for (;;) {
      const state = this.tables.states.get(sale.auctionId);
      const open = state?.objections.find((objection) => objection.open);
      if (state && isOver(state)) return;
      if (state?.phase === 'paused') await this.give(sale, 'operator:1', { type: 'resume', reason: 'on with it' });
      else if (state && open)
        await this.rule(sale, open.seq, open.ruledBy === 'operator:1' ? 'operator:2' : 'operator:1');
      else await this.world.sleep(200);
    }
  }

  private give(sale: Sale, actor: string, command: Command, commandId = `c${++this.count}`): Promise<unknown> {
    return this.clients.give(sale.auctionId, actor, commandId, command);
  }

  /** Acts now and then while the sale goes on and the world is not calm. */
  private async again(
    leastMs: number,
    mostMs: number,
    act: (state: AuctionState) => Command | [string, Command] | null | undefined,
    sale: Sale,
    actor = 'system',
  ): Promise<void> {
    for (;;) {
      await this.world.sleep(this.world.between(leastMs, mostMs));
      const state = this.tables.states.get(sale.auctionId);
      if (!state || (this.world.calm && !(sale.rules.mode === 'sealed' && state.awaits === 'reveal'))) {
        if (this.world.calm && (!state || isOver(state))) return;
        continue;
      }
      const acted = act(state);
      if (!acted) continue;
      const [who, command] = Array.isArray(acted) ? acted : [actor, acted];
      void this.give(sale, who, command);
    }
  }

  private async admit(sale: Sale, organisationId: string): Promise<void> {
    const rank = sale.rules.firstRefusalWindowMs !== undefined && this.world.chance(0.5);
    const right = rank ? { firstRefusalRank: this.world.between(1, 2) } : {};
    if (this.world.chance(0.15)) await this.world.sleep(this.world.below(2_000));
    await this.give(sale, 'system', { type: 'admit', organisationId, ...right });
  }

  private bidderActs(sale: Sale, bidder: string, state: AuctionState): [string, Command] | null {
    const { world } = this;
    const { priceMinor, nextMinimumMinor, incrementMinor } = modeOf(sale.rules).view(state.mode, state);
    const draw = world.random();
    if (draw < 0.04) return this.repeats(sale, bidder);
    if (draw < 0.06) return [bidder, { type: 'object', about: 'bid', target: null, text: 'I object' }];
    if (draw < 0.08) {
      const mine = state.objections.filter(({ by }) => by === bidder);
      return mine.length === 0 ? null : [bidder, { type: 'appeal', objection: world.pick(mine).seq, text: 'not so' }];
    }
    if (sale.rules.mode === 'sealed') {
      const amountMinor = world.between(8_000, 20_000);
      return draw < 0.5 ? [bidder, { type: 'seal', envelope: `${amountMinor}.`.padEnd(64, '0') }] : null;
    }
    const amountMinor = nextMinimumMinor + world.pick([0, 0, 0, 1, 2, 3]) * incrementMinor;
    if (draw < 0.16)
      return [bidder, { type: 'match', priceMinor: (priceMinor ?? 10_000) - (world.chance(0.2) ? 500 : 0) }];
    if (draw < 0.4) return [bidder, { type: 'maximum', amountMinor: amountMinor + world.below(12) * 500 }];
    if (draw < 0.5) return [bidder, { type: 'bid', amountMinor: amountMinor - world.pick([1, 499, 500, 700]) }];
    return [bidder, { type: 'bid', amountMinor }];
  }

  /** An id used before: with the same payload, or with another one. */
  private repeats(sale: Sale, bidder: string): null {
    const mine = this.clients.sent.filter(({ auctionId, actor }) => auctionId === sale.auctionId && actor === bidder);
    if (mine.length === 0) return null;
    const { commandId, command } = this.world.pick<Sent>(mine);
    const other = this.world.chance(0.3);
    const given = other ? ({ ...command, amountMinor: 99_000 } as Command) : command;
    void this.give(sale, bidder, given, commandId);
    return null;
  }

  private partyActs(sale: Sale, state: AuctionState): [string, Command] | null {
    const { world } = this;
    if (world.chance(0.1)) return [SELLER, { type: 'object', about: 'result', target: null, text: 'too cheap' }];
    if (world.chance(0.15)) return [SELLER, { type: 'bid', amountMinor: 10_000 }];
    if (world.chance(0.1)) return ['stranger', { type: 'bid', amountMinor: 10_000 }];
    if (world.chance(0.1))
      return ['system', { type: 'exclude', organisationId: world.pick(sale.bidders), reason: 'left' }];
    if (world.chance(0.15)) return ['system', { type: 'close', endsAtMs: state.endsAtMs - 1 }];
    return null;
  }

  private operatorActs(sale: Sale, state: AuctionState): [string, Command] | null {
    const { world } = this;
    const who = world.pick(['operator:1', 'operator:2']);
    const reason = 'as it is';
    const open = state.objections.find((objection) => objection.open);
    if (open && world.chance(0.5)) {
      void this.rule(sale, open.seq, who);
      return null;
    }
    if (state.phase === 'paused' && world.chance(0.6)) return [who, { type: 'resume', reason }];
    const draw = world.random();
    if (draw < 0.12) return [who, { type: 'pause', reason }];
    if (draw < 0.24) return [who, { type: 'extend', reason, extendMs: world.between(1, 1_500) }];
    if (draw < 0.36) return [who, { type: 'reschedule', reason, toMs: world.nowMs + world.between(-100, 900) }];
    if (draw < 0.62) {
      const bids = this.tables.auctions.get(sale.auctionId)!.rows.filter(({ type }) => type.startsWith('bid.'));
      const bid = bids.length > 0 ? world.pick(bids).seq : 1;
      const approvedBy = world.chance(0.9) ? `operator:${who === 'operator:1' ? 2 : 1}` : who;
      return [who, { type: 'void', bid, reason, approvedBy }];
    }
    if (draw < 0.65) return [who, { type: 'terminate', reason }];
    if (draw < 0.75) return [who, { type: 'default', reason }];
    return null;
  }

  private rule(sale: Sale, objection: number, who: string): Promise<unknown> {
    const upheld = this.world.chance(0.4);
    const annul = upheld && this.world.chance(0.3);
    return this.give(sale, who, { type: 'rule', objection, upheld, annul, reason: 'so ruled' });
  }

  /** They open the bids together as soon as the sale waits for it. */
  private trusteesAct(sale: Sale, state: AuctionState): [string, Command] | null {
    if (state.awaits !== 'reveal') return null;
    const rows = this.tables.auctions.get(sale.auctionId)!.rows;
    const openings = (state.mode as SealedState).bids.map(({ seq }) => {
      const { command } = JSON.parse(rows[seq - 1]!.privateText!) as { command: { envelope: string } };
      const amountMinor = Number.parseInt(command.envelope, 10);
      return { bid: seq, amountMinor, contentKey: 'k'.repeat(43), fault: null };
    });
    return ['system', { type: 'reveal', openings }];
  }
}

export const isOver = (state: AuctionState): boolean => state.phase === 'closed' && state.result !== 'pending';
