import { row, type Tx } from '@jishi/platform';

/** Sales an exchange runs or shows in its market. */
const sales = (exchange: string): string => `(l.exchange_id = ${exchange} or exists (select from listing_market m
  where m.listing_id = l.id and m.exchange_id = ${exchange} and m.state = 'linked'))`;

/**
 * Organisations that have come to an exchange by something they did themselves: asked for a sale, applied in one (also where
 * they were turned away as related), or gave one of its windows a mandate; and whom a seller named to buy from it there. What
 * an exchange says itself of a member of before is not among it: it could say so of anybody.
 */
export const actingAt = (exchange: string): string => `
  select p.organisation_id from application p join listing l on l.id = p.listing_id where ${sales(exchange)}
  union all select f.organisation_id from conflict_finding f join listing l on l.id = f.listing_id where ${sales(exchange)}
  union all select party from listing l cross join unnest(array[l.transferor_id, l.negotiated_transferee_id]) party
    where ${sales(exchange)} and l.state not in ('draft', 'intake') and party is not null
  union all select c.organisation_id from window_client c join service_window w on w.id = c.window_id
    where w.exchange_id = ${exchange} and c.confirmed_at is not null`;

export const isActingAt = async (tx: Tx, exchangeId: string, organisationId: string): Promise<boolean> =>
  (
    await row<{ found: boolean }>(
      tx,
      `select $2::uuid in (select acting.organisation_id from (${actingAt('$1::uuid')}) acting) as found`,
      [exchangeId, organisationId],
    )
  ).found;

export const isExchange = async (tx: Tx, id: string): Promise<boolean> =>
  (
    await row<{ found: boolean }>(
      tx,
      `select exists (select from organisation where id = $1 and kind = 'exchange') as found`,
      [id],
    )
  ).found;
