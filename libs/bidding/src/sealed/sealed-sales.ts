import { Injectable } from '@nestjs/common';
import { conflict, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { Database, type Tx } from '@jishi/platform';
import { ROLES, type TrusteeKeys, type TrusteeRole } from '@jishi/sealing';
import { Books } from '../books';
import type { SealedState, Trustee } from '../domain/sealed';
import type { AuctionState } from '../domain/state';
import { type TrusteeRow, trusteesOf } from './ceremony.repository';

export interface SealedSale {
  readonly state: AuctionState;
  readonly sealed: SealedState;
  /** Who is appointed now, in the order of the roles. */
  readonly trustees: readonly TrusteeRow[];
}

/** A sealed sale with its trustees, for those who have to do with it. */
@Injectable()
export class SealedSales {
  constructor(
    private readonly books: Books,
    private readonly database: Database,
  ) {}

  /** Errors: `auction.not_found`, `ceremony.not_sealed`. */
  async read(auctionId: string, tx: Tx = this.database.manager): Promise<SealedSale> {
    const { state } = await this.books.read(auctionId);
    if (state.rules?.mode !== 'sealed') throw conflict('ceremony.not_sealed');
    const found = await trusteesOf(tx, state.auctionId);
    const trustees = ROLES.flatMap((role) => found.filter((trustee) => trustee.role === role));
    return { state, sealed: state.mode as SealedState, trustees };
  }

  /** For the exchange that runs it and its trustees; to anybody else there is no ceremony. */
  async readFor(actor: Actor, auctionId: string, tx?: Tx): Promise<SealedSale> {
    const sale = await this.read(auctionId, tx);
    const { organisationId } = actor;
    const concerned =
      sale.state.operatorId === organisationId ||
      sale.trustees.some((trustee) => trustee.organisationId === organisationId);
    if (!concerned) throw notFound('ceremony.not_found');
    return sale;
  }
}

/** The part an organisation has in a ceremony. Errors: `trustee.not_appointed`. */
export function ownTrustee({ trustees }: SealedSale, actor: Actor): TrusteeRow {
  const own = trustees.find(({ organisationId }) => organisationId === actor.organisationId);
  if (!own) throw notFound('trustee.not_appointed');
  return own;
}

/** All three keys, once each is published. */
export function publishedKeys(trustees: readonly TrusteeRow[]): TrusteeKeys | null {
  const keys: Partial<Record<TrusteeRole, string>> = {};
  for (const { role, publicKey } of trustees) if (publicKey !== null) keys[role] = publicKey;
  return ROLES.every((role) => keys[role] !== undefined) ? (keys as TrusteeKeys) : null;
}

/** The keys bids are sealed for, as the book names them. */
export const seatedKeys = (seated: readonly Trustee[]): TrusteeKeys =>
  Object.fromEntries(seated.map(({ role, publicKey }) => [role, publicKey])) as unknown as TrusteeKeys;

/** Whether the book names exactly those who are trustees now. */
export const isSeated = ({ sealed, trustees }: SealedSale): boolean =>
  sealed.trustees !== null &&
  trustees.length === sealed.trustees.length &&
  sealed.trustees.every(
    (seat, i) => seat.publicKey === trustees[i]!.publicKey && seat.organisationId === trustees[i]!.organisationId,
  );
