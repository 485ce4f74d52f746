import { canonicalJson } from '@jishi/kernel';
import type { PublicEvent } from '@jishi/bidding';
import type { CommandSecret } from '../../libs/bidding/src/domain/events';
import { appendLeaves, EMPTY_EDGE, leafHash, rootOf } from '../../libs/bidding/src/domain/merkle';
import { verifyBook } from '../../libs/bidding/src/domain/verify';
import type { BookRow } from '../../libs/bidding/src/journal/ports';
import { WRITER_LIVES_MS } from '../../libs/bidding/src/journal/postgres-store';
import { type Asked, overtaken, unfairness } from './fairness';
import { type Attempt, type Sent, UNSETTLED } from './client';
import type { Sale } from './sale';
import type { Tables } from './tables';

const BIDS = new Set(['bid', 'maximum', 'match', 'seal']);
const FINAL = new Set(['auction.awarded', 'auction.failed', 'auction.terminated']);

interface Ran {
  readonly sales: readonly Sale[];
  readonly tables: Tables;
  readonly sent: readonly Sent[];
  /** When a close was written while some process could not trust its clock. */
  readonly unsureClosesMs: ReadonlySet<number>;
}

/** What must hold after every run, whatever happened in it. Answers every fault, each in one line. */
export function faultsOf({ sales, tables, sent, unsureClosesMs }: Ran): string[] {
  const faults: string[] = [];
  for (const { auctionId, rules } of sales) {
    const auction = tables.auctions.get(auctionId)!;
    const mine = sent.filter((command) => command.auctionId === auctionId);
    const once = oneOfEach(mine);
    const events = auction.rows.map(({ publicText }) => JSON.parse(publicText) as PublicEvent);
    const fault = (text: string): unknown => faults.push(`${rules.mode} sale: ${text}`);
    for (const { seq, code } of verifyBook(auction.rows, auction.head?.root).problems) fault(`${code} at ${seq}`);
    if (auction.locked) fault('its row stays locked');
    for (const { code, at } of unfairness({
      asked: settled(once, events),
      events,
      incidents: new Set(),
      clockErrorMs: 0,
    }))
      fault(`${code} at ${at}`);
    for (const { at } of overtaken(once.flatMap((command) => asked(command, '')))) fault(`order: ${at}`);
    answersStand(mine, auction.rows, fault);
    proxiesKeepTheirWord(auction.rows, events, fault);
    nobodyShutOut(mine, tables, events, rules.closeDrainMs, unsureClosesMs, fault);
    const finals = events.filter(({ type }) => FINAL.has(type)).length;
    const facts = tables.facts.filter((fact) => fact.auctionId === auctionId);
    const told = (type: string): number => facts.filter((fact) => fact.type === type).length;
    if (finals > 1) fault(`${finals} final results`);
    if (told('auction.closed') !== finals) fault(`${told('auction.closed')} facts of ${finals} results`);
    const defaults = events.filter(({ type }) => type === 'winner.defaulted').length;
    if (told('auction.defaulted') !== defaults) fault(`${told('auction.defaulted')} facts of ${defaults} defaults`);
  }
  for (const command of sent) {
    if (!command.answered) faults.push(`${command.command.type} ${command.commandId} was never answered`);
    for (const attempt of command.attempts) clockHolds(attempt, faults);
  }
  return faults;
}

/** Commands given again with their id are one, sent when it was first sent; of two payloads the accepted one is meant. */
function oneOfEach(sent: readonly Sent[]): Sent[] {
  const byId = new Map<string, Sent>();
  for (const command of sent) {
    const id = `${command.actor} ${command.commandId}`;
    const known = byId.get(id);
    const meant = command.attempts.some(({ ack }) => ack?.accepted) ? command : (known ?? command);
    byId.set(id, { ...meant, attempts: [...(known?.attempts ?? []), ...command.attempts] });
  }
  return [...byId.values()];
}

const firstSequenced = ({ attempts }: Sent): Attempt | null =>
  attempts.filter(({ ack }) => ack !== null && ack.seq !== null).sort((a, b) => a.answeredAtMs! - b.answeredAtMs!)[0] ??
  null;

/** As its client remembers it: when it was first sent, and the first answer that stands in the book. */
function asked(command: Sent, bidder: string): Asked[] {
  const first = firstSequenced(command);
  const { commandId } = command;
  const { amountMinor = 0 } = command.command as { amountMinor?: number };
  const sentAtMs = command.attempts[0]?.sentAtMs ?? 0;
  return first ? [{ commandId, bidder, amountMinor, sentAtMs, answeredAtMs: first.answeredAtMs, ack: first.ack }] : [];
}

/** Plain bids with an answer, for the checker of fairness. */
function settled(sent: readonly Sent[], events: readonly PublicEvent[]): Asked[] {
  return sent
    .filter(({ command }) => command.type === 'bid')
    .flatMap((command) => {
      const seq = firstSequenced(command)?.ack?.seq ?? 0;
      return asked(command, events[seq - 1]?.['bidder'] as string);
    });
}

/** Acknowledged is in the book, under its seq, once; the same id has one answer for ever, and a receipt fits its tree. */
function answersStand(sent: readonly Sent[], rows: readonly BookRow[], fault: (text: string) => unknown): void {
  const rowOf = new Map<string, BookRow>();
  for (const row of rows) {
    if (row.commandId === null) continue;
    const id = `${row.actor} ${row.commandId}`;
    if (rowOf.has(id)) fault(`command ${id} stands in the book twice`);
    rowOf.set(id, row);
  }
  const leaves = rows.map(({ publicText }) => leafHash(publicText));
  const roots: string[] = [];
  leaves.reduce((tree, leaf) => {
    const next = appendLeaves(tree, [leaf]);
    roots.push(rootOf(next).toString('hex'));
    return next;
  }, EMPTY_EDGE);
  for (const command of sent) {
    const id = `${command.actor} ${command.commandId}`;
    const row = rowOf.get(id);
    const first = firstSequenced(command);
    for (const { ack, sentAtMs } of command.attempts) {
      if (!ack) continue;
      if (ack.seq === null) {
        const settledOnce = first !== null && first.answeredAtMs! < sentAtMs;
        if (settledOnce && !ack.accepted && !UNSETTLED.has(ack.code))
          fault(`${id} was answered ${first.ack!.seq} and later ${ack.code}`);
        continue;
      }
      if (ack.seq !== row?.seq) fault(`${id} was answered ${ack.seq} and stands at ${row?.seq}`);
      else if (ack.accepted === (row.type === 'command.rejected')) fault(`${id} was answered against the book`);
      else if ((JSON.parse(row.privateText!) as CommandSecret).command.type !== command.command.type)
        fault(`${id} was answered for another command`);
      if (!ack.accepted || !row) continue;
      if (ack.leafHash !== leaves[ack.seq - 1]?.toString('hex')) fault(`${id} has a receipt of another leaf`);
      if (ack.head.root !== roots[ack.head.seq - 1]) fault(`${id} has a receipt of another history`);
      if (canonicalJson(command.command) !== canonicalJson((JSON.parse(row.privateText!) as CommandSecret).command))
        fault(`${id} was accepted for another payload`);
    }
  }
}

/** A proxy never goes above what its owner said. */
function proxiesKeepTheirWord(
  rows: readonly BookRow[],
  events: readonly PublicEvent[],
  fault: (text: string) => unknown,
): void {
  const codeOf = new Map<string, string>();
  const most = new Map<string, number>();
  for (const [i, event] of events.entries()) {
    const { actor, privateText } = rows[i]!;
    if (event.type === 'bidder.admitted') {
      const { organisationId } = JSON.parse(privateText!) as { organisationId: string };
      codeOf.set(organisationId, event['bidder'] as string);
    }
    const { amountMinor, bidder } = event as unknown as { amountMinor: number; bidder: string };
    if (event.type === 'bid.automatic' && amountMinor > (most.get(bidder) ?? 0))
      fault(`the proxy of ${bidder} went too far at ${event.seq}`);
    if (!['bid.accepted', 'bid.matched', 'private'].includes(event.type)) continue;
    const { command } = JSON.parse(privateText!) as { command: { amountMinor?: number; priceMinor?: number } };
    const code = codeOf.get(actor!)!;
    most.set(code, Math.max(most.get(code) ?? 0, command.amountMinor ?? command.priceMinor ?? 0));
  }
}

/** Who came before the end is in; the exceptions are on record and had to be. */
function nobodyShutOut(
  sent: readonly Sent[],
  tables: Tables,
  events: readonly PublicEvent[],
  closeDrainMs: number,
  unsureClosesMs: ReadonlySet<number>,
  fault: (text: string) => unknown,
): void {
  const over = events.find(({ type }) => ['auction.ended', 'auction.closed', 'auction.terminated'].includes(type));
  const recorded = new Set(tables.incidents.map(({ actor, commandId }) => `${actor} ${commandId}`));
  for (const { auctionId, actor, commandId, command, attempts } of sent) {
    if (!BIDS.has(command.type)) continue;
    for (const { ack, arrivedAtMs, sentAtMs, process, clockErrorMs } of attempts) {
      if (!ack || ack.accepted || ack.seq !== null || arrivedAtMs === null) continue;
      const id = `${actor} ${commandId}`;
      // The end only moves on, so it was no earlier when this was decided than when it was sent.
      const inTime = clockErrorMs !== null && arrivedAtMs < (tables.endAt(auctionId, sentAtMs) ?? 0);
      if (ack.code === 'auction.closed_to_bids' && inTime) fault(`${id} was refused as late and came in time`);
      if (ack.code !== 'auction.unsequenced') continue;
      if (!recorded.has(id) && process!.alive) fault(`${id} came in time, was not taken, and is not on record`);
      if (over?.type === 'auction.terminated' || clockErrorMs === null || unsureClosesMs.has(over!.atMs)) continue;
      const endedAtMs = over!['endedAtMs'] as number;
      if (over!.atMs >= endedAtMs + closeDrainMs) continue;
      // It came late and shares the answer of a copy that came before it, perhaps by a clock that had slept.
      if (arrivedAtMs >= endedAtMs) continue;
      if (!silentAt(tables.beats.get(process!.journal.writerId) ?? [], over!.atMs, clockErrorMs))
        fault(`${id} came in time to a living writer, and the close did not wait for it`);
    }
  }
}

/** A writer whose last heartbeat was so long ago that nobody had to wait for it. */
function silentAt(beats: readonly number[], atMs: number, slackMs: number): boolean {
  const last = beats.findLast((beat) => beat <= atMs) ?? -Infinity;
  return atMs - last >= WRITER_LIVES_MS - slackMs - 1_000;
}

/** Database time as a process believes it, within the bound it claims. */
function clockHolds({ arrivedAtMs, reachedAtMs, clockErrorMs }: Attempt, faults: string[]): void {
  if (arrivedAtMs === null || clockErrorMs === null) return;
  const wrongMs = Math.abs(arrivedAtMs - reachedAtMs!);
  if (wrongMs > clockErrorMs + 1) faults.push(`a clock was wrong by ${wrongMs} ms and claimed ${clockErrorMs}`);
}
