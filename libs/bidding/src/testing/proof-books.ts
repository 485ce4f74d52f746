import { generateKeyPair, resealed, ROLES, type TrusteeKeys } from '@jishi/sealing';
import { decide, evolve } from '../domain/auction';
import { dueAtMs } from '../domain/closing';
import type { Command } from '../domain/commands';
import { appendLeaves, EMPTY_EDGE, rootOf } from '../domain/merkle';
import type { AuctionRules } from '../domain/rules';
import { commandText, seal, type SealedEvent } from '../domain/seal';
import type { SealedState } from '../domain/sealed';
import { emptyAuction, type AuctionState } from '../domain/state';
import { hashesFor, hashesOf, type SuiteName } from '../domain/suite';
import type { Head } from '../answers';
import { exportBook } from '../export';
import type { ExportScope } from '../export-format';
import { newSigningKeyPem, signingKey, type SigningKey } from '../suites';
import { signerOf } from '../signer';
import { sampleAnnouncement } from './sample';

const keys = new Map<SuiteName, SigningKey>();

/** The platform's key in these examples: drawn once, for making one is slow. */
export function sampleKey(suite: SuiteName): SigningKey {
  const key = keys.get(suite) ?? signingKey(newSigningKeyPem(suite));
  keys.set(suite, key);
  return key;
}

/** A whole book made in memory, with every head that was signed on its way, as a journal would. */
export class MadeBook {
  state: AuctionState;
  readonly lines: SealedEvent[] = [];
  private count = 0;
  private nowMs = 1_000;

  constructor(
    readonly auctionId: string,
    readonly suite: SuiteName,
    readonly key: SigningKey = sampleKey(suite),
  ) {
    this.state = emptyAuction(auctionId);
  }

  at(nowMs: number): this {
    this.nowMs = nowMs;
    return this;
  }

  /** A command that must be sequenced; a refusal is a defect of the example. */
  give(actor: string, command: Command, commandId = `c${++this.count}`): this {
    const salt = commandId.padStart(32, '0');
    const decision = decide(this.state, { actor, command, commandId, arrivedAtMs: this.nowMs, salt }, this.nowMs);
    if (decision.kind === 'refused') throw new Error(`${command.type} was refused: ${decision.code}`);
    const atMs = Math.max(this.state.atMs, this.nowMs);
    const hashes = hashesFor(this.state, decision.drafts);
    const mode = this.state.rules?.mode ?? '';
    for (const [index, draft] of decision.drafts.entries()) {
      const place = { auctionId: this.auctionId, seq: this.state.seq + 1, atMs, mode };
      this.lines.push(seal(place, draft, index, salt, commandText(command), hashes));
      this.state = evolve(this.state, { ...place, type: draft.type, data: draft.data, secret: draft.secret });
    }
    return this;
  }

  /** The clock does what is due. */
  tick(type: 'open' | 'close' | 'award'): this {
    const endsAtMs = dueAtMs(this.state)!;
    this.at(endsAtMs);
    return this.give('system', type === 'close' ? { type, endsAtMs } : { type });
  }

  announced(rules: Partial<AuctionRules>, reserveMinor: number | null, bidders: readonly string[]): this {
    const { suite } = this;
    this.give('system', { ...sampleAnnouncement(100_000, rules, reserveMinor), suite });
    for (const [i, organisationId] of bidders.entries())
      this.give('system', {
        type: 'admit',
        organisationId,
        ...(organisationId.startsWith('holder') ? { firstRefusalRank: i + 1 } : {}),
      });
    return this;
  }

  headAt(seq: number): Head {
    const { leaf, node } = hashesOf(this.suite);
    const leaves = this.lines.slice(0, seq).map(({ publicText }) => leaf(publicText));
    const root = rootOf(appendLeaves(EMPTY_EDGE, leaves, node), node).toString('hex');
    return signerOf([this.key]).sign([{ auctionId: this.auctionId, seq, root, suite: this.suite }])[0]!;
  }

  /** What a bidder was given when the event of this seq was acknowledged. */
  receipt(seq: number): { auctionId: string; seq: number; leafHash: string; head: Head } {
    const leafHash = hashesOf(this.suite)
      .leaf(this.lines[seq - 1]!.publicText)
      .toString('hex');
    return { auctionId: this.auctionId, seq, leafHash, head: this.headAt(seq) };
  }

  async export(scope: ExportScope): Promise<string> {
    const read = (after: number, limit: number) => Promise.resolve(this.lines.slice(after, after + limit));
    const sale = { ...this.state };
    let text = '';
    const book = { sale, head: this.headAt(this.lines.length), scope, keys: [this.key], read };
    for await (const piece of exportBook(book, signerOf([this.key]))) text += piece;
    return text;
  }
}

const OPERATOR = 'operator:u';
const WHY = { reason: '核实' };

/** Proxies, a silent maximum, refusals, a void, a pause, an extension, a late objection, the award. */
export function englishBook(auctionId: string, suite: SuiteName, raiseMinor = 0): MadeBook {
  const book = new MadeBook(auctionId, suite).announced({ objectionWindowMs: 5_000 }, 12_000, ['a', 'b', 'c']);
  book.tick('open').give('a', { type: 'maximum', amountMinor: 16_000 });
  book.at(101_000).give('b', { type: 'bid', amountMinor: 10_500 + raiseMinor });
  book.give('b', { type: 'bid', amountMinor: 10_600 });
  book.at(102_000).give('a', { type: 'maximum', amountMinor: 18_000 });
  book
    .give(OPERATOR, { type: 'pause', ...WHY })
    .at(110_000)
    .give(OPERATOR, { type: 'resume', ...WHY });
  book.give('c', { type: 'bid', amountMinor: 19_000 });
  const bid = book.state.seq;
  book.give(OPERATOR, { type: 'void', bid, approvedBy: 'operator:v', ...WHY });
  book.at(book.state.endsAtMs - 1_000).give('c', { type: 'bid', amountMinor: 19_500 });
  book.tick('close').give('b', { type: 'object', about: 'result', target: null, text: '异议' });
  const objection = book.state.seq;
  book.give(OPERATOR, { type: 'rule', objection, upheld: false, annul: false, ...WHY });
  return book.tick('award');
}

export function dynamicBook(auctionId: string, suite: SuiteName): MadeBook {
  const book = new MadeBook(auctionId, suite).announced({ mode: 'dynamic' }, 50_000, ['a', 'b']);
  book.tick('open').give('a', { type: 'bid', amountMinor: 10_000 });
  book.give('system', { type: 'admit', organisationId: 'late' }).at(120_000);
  return book.give('late', { type: 'bid', amountMinor: 11_000 }).tick('close');
}

/** A match live, a late match after the end, and a winner who defaults. */
export function refusalBook(auctionId: string, suite: SuiteName): MadeBook {
  const rules = { firstRefusalWindowMs: 10_000, barMs: 1_000 };
  const book = new MadeBook(auctionId, suite).announced(rules, null, ['a', 'holder1', 'holder2']);
  book.tick('open').give('a', { type: 'bid', amountMinor: 10_000 });
  book.give('holder2', { type: 'match', priceMinor: 10_000 }).give('a', { type: 'bid', amountMinor: 10_500 });
  book.tick('close').give('holder2', { type: 'match', priceMinor: 10_500 });
  book.give('holder1', { type: 'match', priceMinor: 10_500 }).tick('close');
  return book.give(OPERATOR, { type: 'default', ...WHY });
}

export function terminatedBook(auctionId: string, suite: SuiteName): MadeBook {
  const book = new MadeBook(auctionId, suite).announced({}, 12_000, ['a']);
  book.give(OPERATOR, { type: 'reschedule', toMs: 105_000, ...WHY }).tick('open');
  return book.give('a', { type: 'bid', amountMinor: 10_000 }).give(OPERATOR, { type: 'terminate', ...WHY });
}

export function annulledBook(auctionId: string, suite: SuiteName): MadeBook {
  const book = new MadeBook(auctionId, suite).announced({ objectionWindowMs: 5_000 }, null, ['a', 'b']);
  book.tick('open').give('a', { type: 'bid', amountMinor: 10_000 }).tick('close');
  book.give('b', { type: 'object', about: 'qualification', target: 2, text: '资格' });
  const objection = book.state.seq;
  return book.give(OPERATOR, { type: 'rule', objection, upheld: true, annul: true, ...WHY });
}

/** Real envelopes; one of them nobody can open. */
export async function sealedBook(
  auctionId: string,
  suite: SuiteName,
  sealedPrice: 'first' | 'second',
  amounts: readonly number[] = [11_000, 15_000, 13_000],
  /** What the platform says it found; the truth unless the example is about a lie. */
  told: readonly (number | null)[] = amounts,
): Promise<MadeBook> {
  const rules: Partial<AuctionRules> = { mode: 'sealed', sealedPrice, extension: null };
  const bidders = [...amounts.map((_, i) => `bidder${i}`), 'blot'];
  const book = new MadeBook(auctionId, suite).announced(rules, 10_500, bidders);
  const pairs = await Promise.all(ROLES.map(() => generateKeyPair()));
  const trustees = ROLES.map((role, i) => ({ role, organisationId: role, publicKey: pairs[i]!.publicKey }));
  const seats = Object.fromEntries(trustees.map(({ role, publicKey }) => [role, publicKey])) as TrusteeKeys;
  book.give('system', { type: 'seatTrustees', trustees }).tick('open');
  const contentKey = (i: number): string => Buffer.alloc(32, i + 1).toString('base64url');
  for (const [i, amount] of amounts.entries()) {
    const bidder = book.state.bidders.get(`bidder${i}`)!.code;
    const envelope = (await resealed(contentKey(i), amount, { auctionId, bidder }, seats))!;
    book.give(`bidder${i}`, { type: 'seal', envelope });
  }
  book.give('blot', { type: 'seal', envelope: 'x'.repeat(64) }).tick('close');
  const bids = (book.state.mode as SealedState).bids;
  const unopened = (bid: number, fault: string) => ({ bid, amountMinor: null, contentKey: null, fault });
  const openings = bids.map(({ seq: bid }, i) => {
    if (i >= amounts.length) return unopened(bid, 'envelope.malformed');
    const amountMinor = told[i] ?? null;
    return amountMinor === null
      ? unopened(bid, 'envelope.unopened')
      : { bid, amountMinor, contentKey: contentKey(i), fault: null };
  });
  return book.give('system', { type: 'reveal', openings });
}
