import { Injectable } from '@nestjs/common';
import { invalid } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { Database } from '@jishi/platform';
import { eventType, objectionEvents } from './auction.repository';
import { Books } from './books';
import type { BookEvent, LifecycleEvent } from './domain/events';
import { unseal } from './domain/seal';
import type { AuctionState, Objection } from './domain/state';

export interface Ruling {
  seq: number;
  atMs: number;
  upheld: boolean;
  annul: boolean;
  final: boolean;
  reason: string;
}

/** An objection as one reader may see it. What is in the public book is for everybody; words and names are not. */
export interface ObjectionView {
  seq: number;
  about: 'qualification' | 'bid' | 'result';
  /** The event it is about. */
  target: number | null;
  filedAtMs: number;
  open: boolean;
  appealed: boolean;
  appealUntilMs: number | null;
  rulings: Ruling[];
  own: boolean;
  mayAppeal: boolean;
  /** A bidder's code, or `seller`; null where it is not for this reader. */
  by: string | null;
  text: string | null;
  appealText: string | null;
}

type EventOf<Type extends LifecycleEvent['type']> = Extract<LifecycleEvent, { type: Type }>;

/** Objections are commands to the book like any other; here they are read back, each reader what is his to know. */
@Injectable()
export class ObjectionService {
  constructor(
    private readonly database: Database,
    private readonly books: Books,
  ) {}

  /**
   * The exchange and a regulator read every word; a party its own, and everybody's once the sale is closed and identities are
   * no secret between the parties. Errors: `auction.not_found`.
   */
  async list(actor: Actor, auctionId: string, nowMs: number): Promise<ObjectionView[]> {
    const { state } = await this.books.read(auctionId);
    const lines = await objectionEvents(this.database.manager, state.auctionId, state.seq);
    const events = lines.map((line) => unseal(line));
    return state.objections.map((objection) => viewFor(actor, state, objection, events, nowMs));
  }

  /** The book's own rules do not remember what each of its events was. Errors: `objection.names_no_bid`. */
  async checkTarget(auctionId: string, about: ObjectionView['about'], target: number | null): Promise<void> {
    if (about !== 'bid') return;
    const type = target === null ? null : await eventType(this.database.manager, auctionId, target);
    if (type === null || !BIDS.includes(type)) {
      const code = 'objection.names_no_bid';
      throw invalid(code, {}, [{ path: 'target', code }]);
    }
  }
}

/** Offers of a price, whoever made them and however. */
const BIDS = ['bid.accepted', 'bid.automatic', 'bid.matched', 'bid.sealed', 'right.exercised'];

function viewFor(
  actor: Actor,
  state: AuctionState,
  objection: Objection,
  events: readonly BookEvent[],
  nowMs: number,
): ObjectionView {
  const { seq, by, open, appealed, ruledBy } = objection;
  const filed = events.find((event) => event.seq === seq) as EventOf<'objection.filed'>;
  const rulings = events.filter((event): event is EventOf<'objection.ruled'> & BookEvent =>
    isAbout(event, 'ruled', seq),
  );
  const appeal = events.find((event): event is EventOf<'objection.appealed'> & BookEvent =>
    isAbout(event, 'appealed', seq),
  );
  const own = by === actor.organisationId;
  const reads = own || maySeeAll(actor, state);
  const appealUntilMs = ruledBy === null || open || appealed ? null : objection.appealUntilMs;
  return {
    seq,
    about: filed.data.about,
    target: filed.data.target,
    filedAtMs: filed.atMs,
    open,
    appealed,
    appealUntilMs,
    rulings: rulings.map(({ seq: at, atMs, data }) => {
      const { upheld, annul, final, reason } = data;
      return { seq: at, atMs, upheld, annul, final, reason };
    }),
    own,
    mayAppeal: own && appealUntilMs !== null && nowMs < appealUntilMs && state.result !== 'failed',
    by: reads ? (state.bidders.get(by)?.code ?? 'seller') : null,
    text: reads ? textOf(filed) : null,
    appealText: reads && appeal ? textOf(appeal) : null,
  };
}

const isAbout = (event: BookEvent, what: 'ruled' | 'appealed', objection: number): boolean =>
  event.type === `objection.${what}` && (event.data as { objection: number }).objection === objection;

const textOf = ({ secret }: EventOf<'objection.filed' | 'objection.appealed'>): string =>
  (secret.command as { text: string }).text;

function maySeeAll({ organisationId, organisationKind }: Actor, state: AuctionState): boolean {
  if (organisationKind === 'regulator' || organisationId === state.operatorId) return true;
  const party = organisationId === state.sellerId || state.bidders.has(organisationId);
  return party && state.phase === 'closed';
}
