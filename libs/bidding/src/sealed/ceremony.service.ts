import { Injectable } from '@nestjs/common';
import { conflict, forbidden, invalid, newId, notFound, sha256Hex } from '@jishi/kernel';
import type { Actor, OrganisationKind } from '@jishi/identity';
import { audit, Database, maybeRow, type Tx } from '@jishi/platform';
import {
  challengeFor,
  type Contribution,
  drawContentKey,
  layersOf,
  resealed,
  ROLES,
  type SealedItem,
  type TrusteeKeys,
  type TrusteeRole,
} from '@jishi/sealing';
import { mustNotPass } from '../consumer-answers';
import type { Command } from '../domain/commands';
import { Router } from '../lease/router';
import * as repository from './ceremony.repository';
import { isSeated, ownTrustee, publishedKeys, type SealedSale, SealedSales } from './sealed-sales';

/** Three houses that answer to nobody in common. */
const KIND_OF: Readonly<Record<TrusteeRole, OrganisationKind>> = {
  operator: 'exchange',
  notary: 'notary',
  regulator: 'regulator',
};
/** Stands for a bidder's code; a real one begins with a capital B. */
export const DRILL_BIDDER = 'drill';
const DRILL_LIMIT_MINOR = 1_000_000_000;

/** Before a sealed sale opens: who keeps the three keys, and the drill that shows that any two of them open a bid. */
@Injectable()
export class CeremonyService {
  constructor(
    private readonly database: Database,
    private readonly sales: SealedSales,
    private readonly router: Router,
  ) {}

  /** Appoints, or replaces, whose key is lost. Errors: `auction.other_exchange`, `trustee.wrong_kind`, `trustee.sale_has_begun`. */
  async appoint(
    actor: Actor,
    auctionId: string,
    { role, organisationId, reason }: { role: TrusteeRole; organisationId: string; reason: string },
  ): Promise<void> {
    const sale = await this.ownSale(actor, auctionId);
    await this.unseat(sale);
    await this.database.transaction(async (tx) => {
      await this.refuseWrongKind(tx, sale, role, organisationId);
      const id = sale.state.auctionId;
      await repository.replaceTrustee(tx, { auctionId: id, role, organisationId, appointedBy: actor.userId, reason });
      await record(tx, actor, sale, 'trustee.appointed', { role, trustee: organisationId, reason });
    });
  }

  /** The first half of publishing a key: what only its holder can read. Errors: `trustee.bad_key`, `trustee.key_taken`. */
  async offerKey(actor: Actor, auctionId: string, publicKey: string): Promise<{ challenge: string }> {
    const sale = beforeOpening(await this.sales.readFor(actor, auctionId));
    const { id } = ownTrustee(sale, actor);
    const tx = this.database.manager;
    if (await repository.keyIsTaken(tx, publicKey)) throw conflict('trustee.key_taken');
    const { challenge, secret } = await challengeFor(sale.state.auctionId, publicKey).catch(() => {
      throw invalid('trustee.bad_key', {}, [{ path: 'publicKey', code: 'trustee.bad_key' }]);
    });
    await repository.offerKey(tx, id, { publicKey, by: actor.userId, answerHash: sha256Hex(secret) });
    return { challenge };
  }

  /** The second half. A key that replaces another needs a new drill. Errors: `trustee.bad_proof`, `trustee.same_person`. */
  async publishKey(actor: Actor, auctionId: string, answer: string): Promise<void> {
    const sale = beforeOpening(await this.sales.readFor(actor, auctionId));
    const own = ownTrustee(sale, actor);
    const holdsAnother = sale.trustees.some(({ id, publishedBy }) => id !== own.id && publishedBy === actor.userId);
    if (holdsAnother) throw forbidden('trustee.same_person');
    await this.unseat(sale);
    await this.database.transaction(async (tx) => {
      const published = await repository.publishKey(tx, own.id, sha256Hex(answer), actor.userId);
      if (!published) throw conflict('trustee.bad_proof');
      await record(tx, actor, sale, 'trustee.key_published', { role: own.role, publicKey: own.offeredKey });
    });
  }

  /** The test bid as this trustee gets it: what the others would have peeled is with it. Errors: `drill.keys_missing`. */
  async drill(actor: Actor, auctionId: string): Promise<SealedItem> {
    const sale = beforeOpening(await this.sales.readFor(actor, auctionId));
    const { role } = ownTrustee(sale, actor);
    const keys = keysOf(sale);
    const { envelope, contentKey } = await this.drillOf(sale, keys);
    const layers = (await layersOf(contentKey, bindingOf(sale), keys))!;
    const others = ROLES.filter((other) => other !== role);
    const given = Object.fromEntries(others.map((other) => [other, layers[`${other}>${role}`]!]));
    return { bid: 0, bidder: DRILL_BIDDER, envelope, layers: given };
  }

  /**
   * What the trustee peeled, compared with what must be there. When all three have passed, every pair opens a bid, and the
   * trustees take their seats in the book. Errors: `drill.keys_missing`, `drill.failed`.
   */
  async passDrill(actor: Actor, auctionId: string, { layers, keys }: Contribution): Promise<void> {
    const sale = beforeOpening(await this.sales.readFor(actor, auctionId));
    const { role } = ownTrustee(sale, actor);
    const published = keysOf(sale);
    const drill = await this.drillOf(sale, published);
    const expected = (await layersOf(drill.contentKey, bindingOf(sale), published))!;
    const wrong = ROLES.filter((other) => other !== role).filter(
      (other) => layers[other] !== expected[`${role}>${other}`] || keys[other] !== drill.contentKey,
    );
    await this.database.transaction(async (tx) => {
      if (wrong.length === 0) await repository.passDrill(tx, drill.id, role, actor.userId);
      await record(tx, actor, sale, wrong.length === 0 ? 'trustee.drilled' : 'trustee.drill_failed', { role, wrong });
    });
    if (wrong.length > 0) throw invalid('drill.failed', { role });
    await this.seatDrilled(await this.sales.read(auctionId));
  }

  /** Done by itself after the last drill; again by hand if that was cut short. Errors: `drill.not_passed`. */
  async seat(actor: Actor, auctionId: string): Promise<void> {
    const sale = await this.ownSale(actor, auctionId);
    if (!(await this.seatDrilled(sale))) throw conflict('drill.not_passed');
  }

  private async seatDrilled(sale: SealedSale): Promise<boolean> {
    const keys = publishedKeys(sale.trustees);
    if (!keys) return false;
    const { auctionId } = sale.state;
    const drill = await repository.findDrill(this.database.manager, auctionId, inOrder(keys));
    const passed = drill ? await repository.drillPasses(this.database.manager, drill.id) : [];
    if (!drill || passed.length < ROLES.length) return false;
    if (isSeated(sale)) return true;
    const trustees = sale.trustees.map(({ role, organisationId, publicKey }) => ({ role, organisationId, publicKey }));
    await this.give(auctionId, `seat:${drill.id}:${sale.state.seq}`, { type: 'seatTrustees', trustees });
    return true;
  }

  /** Those who are named in the book may not stay there when one of them changes: the sale could open with a lost key. */
  private async unseat(sale: SealedSale): Promise<void> {
    if (sale.sealed.trustees === null) return;
    const { auctionId, seq } = sale.state;
    await this.give(auctionId, `unseat:${auctionId}:${seq}`, { type: 'unseatTrustees' });
  }

  private async give(auctionId: string, commandId: string, command: Command): Promise<void> {
    const ack = await this.router.submit({ auctionId, commandId, actor: 'system', command });
    mustNotPass(ack);
    if (!ack.accepted) throw conflict(ack.code === 'auction.already_open' ? 'trustee.sale_has_begun' : ack.code);
  }

  private async drillOf(sale: SealedSale, keys: TrusteeKeys): Promise<repository.Drill> {
    const { auctionId } = sale.state;
    const tx = this.database.manager;
    const found = await repository.findDrill(tx, auctionId, inOrder(keys));
    if (found) return found;
    const contentKey = drawContentKey();
    const amountMinor = 1 + (parseInt(sha256Hex(contentKey).slice(0, 8), 16) % DRILL_LIMIT_MINOR);
    const envelope = (await resealed(contentKey, amountMinor, bindingOf(sale), keys))!;
    await repository.insertDrill(tx, auctionId, inOrder(keys), { id: newId(), amountMinor, contentKey, envelope });
    return (await repository.findDrill(tx, auctionId, inOrder(keys)))!;
  }

  private async refuseWrongKind(
    tx: Tx,
    { state }: SealedSale,
    role: TrusteeRole,
    organisationId: string,
  ): Promise<void> {
    const found = await maybeRow<{ kind: string }>(tx, 'select kind from organisation where id = $1', [organisationId]);
    if (!found) throw notFound('organisation.not_found');
    const fits = found.kind === KIND_OF[role] && (role !== 'operator' || organisationId === state.operatorId);
    if (!fits) throw invalid('trustee.wrong_kind', { role }, [{ path: 'organisationId', code: 'trustee.wrong_kind' }]);
  }

  private async ownSale(actor: Actor, auctionId: string): Promise<SealedSale> {
    const sale = await this.sales.read(auctionId);
    if (sale.state.operatorId !== actor.organisationId) throw forbidden('auction.other_exchange');
    return beforeOpening(sale);
  }
}

const inOrder = (keys: TrusteeKeys): string[] => ROLES.map((role) => keys[role]);
const bindingOf = ({ state }: SealedSale) => ({ auctionId: state.auctionId, bidder: DRILL_BIDDER });

/** Errors: `drill.keys_missing`. */
function keysOf({ trustees }: SealedSale): TrusteeKeys {
  const keys = publishedKeys(trustees);
  if (!keys) throw conflict('drill.keys_missing');
  return keys;
}

/** Errors: `trustee.sale_has_begun`. */
function beforeOpening(sale: SealedSale): SealedSale {
  if (sale.state.phase !== 'announced') throw conflict('trustee.sale_has_begun');
  return sale;
}

const record = (
  tx: Tx,
  actor: Actor,
  { state }: SealedSale,
  action: string,
  detail: Record<string, unknown>,
): Promise<void> =>
  audit(tx, {
    actorId: actor.userId,
    organisationId: actor.organisationId,
    action,
    subjectType: 'auction',
    subjectId: state.auctionId,
    detail,
  });
