import './quiet';
import { sha256Hex } from '@jishi/kernel';
import { signerOf } from '../../libs/bidding/src/signer';
import { newSigningKeyPem, signingKey } from '../../libs/bidding/src/suites';
import { Clients, type Sent } from './client';
import { faultsOf } from './invariants';
import { isOver, People } from './people';
import { Process, type Sabotage } from './process';
import { drawSale, type Sale } from './sale';
import { Tables } from './tables';
import { World } from './world';

export interface Run {
  readonly seed: number;
  readonly faults: readonly string[];
  /** Over all books: the same seed gives the same one. */
  readonly digest: string;
  readonly events: number;
  readonly kills: number;
  readonly turns: number;
}

export interface Setting extends Sabotage {
  tables?: typeof Tables;
}

const signer = signerOf([signingKey(newSigningKeyPem('ed25519-sha256'))]);
/** Faults, and people who act, for so long; then everything comes to rest. */
const STORM_MS = 6_000;
const REST_MS = 120_000;
const INCIDENT_MS = 10_000;

/**
 * One seeded run: several processes over one database, sales in every mode and everybody who has to do with them, while
 * processes die, stall and sleep, lines break, and messages get lost, come twice and overtake each other.
 */
export async function simulate(seed: number, setting: Setting = {}): Promise<Run> {
  const world = new World(seed);
  const tables = new (setting.tables ?? Tables)(world, world.pick([3, 20, Infinity]));
  const processes: Process[] = [];
  const begin = (): void => {
    processes.push(new Process(world, tables, signer, `${seed} ${processes.length}`, setting));
  };
  for (let i = world.between(2, 4); i > 0; i--) begin();
  const clients = new Clients(world, processes);
  const people = new People(world, clients, tables);
  const sales: Sale[] = Array.from({ length: world.between(1, 2) }, (_, i) => {
    const hex = sha256Hex(`${seed} sale ${i}`);
    const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    tables.create(id);
    return drawSale(world, id);
  });
  for (const sale of sales) void people.hold(sale);

  let kills = 0;
  const kill = (): void => {
    const living = processes.filter(({ alive }) => alive);
    if (living.length === 0) return;
    world.pick(living).kill();
    kills += 1;
    world.after(world.between(10, 1_500), null, begin);
  };
  const blackout = (): void => {
    for (const process of processes) if (process.alive) process.kill();
    for (let i = 0; i < 2; i++) world.after(world.pick([2_000, 11_000]), null, begin);
  };
  const disturb = (): void => {
    if (world.calm) return;
    const living = processes.filter(({ alive }) => alive);
    const draw = world.random();
    if (draw < 0.25) kill();
    else if (draw < 0.4 && living.length > 0) world.stall(world.pick(living), world.between(50, 4_000));
    else if (draw < 0.5 && living.length > 0) world.pick(living).clock.sleep(world.between(50, 5_000));
    else if (draw < 0.505) blackout();
    world.after(world.between(100, 900), null, disturb);
  };
  if (world.chance(0.9)) disturb();

  const unsureClosesMs = new Set<number>();
  tables.onAppend = (state) => {
    if (['ended', 'closed'].includes(state.phase) && processes.some(({ alive, clock }) => alive && clock.unsure))
      unsureClosesMs.add(state.atMs);
  };
  await world.run(() => false, world.nowMs + STORM_MS);
  world.calm = true;
  if (!processes.some(({ alive }) => alive)) begin();
  const finished = sales.map((sale) => people.finish(sale));
  let over = false;
  void Promise.all(finished).then(() => (over = true));
  const rested = await world.run(() => over && clients.sent.every(({ answered }) => answered), world.nowMs + REST_MS);
  const sent = [...clients.sent];
  // An incident is on its way for as long as a request may take, and is tried again with the next heartbeat.
  const isOnRecord = ({ actor, commandId, attempts }: Sent): boolean =>
    !attempts.some(({ ack }) => ack?.accepted === false && ack.code === 'auction.unsequenced') ||
    tables.incidents.some((incident) => incident.actor === actor && incident.commandId === commandId);
  await world.run(() => sent.every(isOnRecord), world.nowMs + INCIDENT_MS);

  const faults = faultsOf({ sales, tables, sent, unsureClosesMs });
  if (!rested) {
    const states = sales.map(({ auctionId }) => tables.states.get(auctionId));
    for (const state of states) if (!state || !isOver(state)) faults.push(`a sale stays ${state?.phase} for ever`);
  }
  const rows = sales.flatMap(({ auctionId }) => tables.auctions.get(auctionId)!.rows);
  const digest = sha256Hex(rows.map(({ publicText, privateText }) => publicText + privateText).join('\n'));
  return { seed, faults, digest, events: rows.length, kills, turns: world.turns };
}
