import { row, rows, type Tx } from '@jishi/platform';
import type { Period } from './domain/period';

/** Whose windows: all, an exchange's, or one window's own. */
export interface PerformanceScope {
  exchangeId: string | null;
  windowOrganisationId: string | null;
}

export interface WindowLine {
  windowId: string | null;
  windowName: string | null;
  kind: string | null;
  regionCode: string | null;
  closed: boolean;
  exchangeId: string;
  exchangeName: string;
}

const SCOPE = `($3::uuid is null or w.exchange_id = $3) and ($4::uuid is null or w.organisation_id = $4)`;
const PERIOD = (column: string): string => `${column} >= $1 and ${column} < $2`;

/** One number a window and metric, from the tables where each thing happened. */
export const METRICS = {
  intakes: `select w.id, count(*) as value from listing_transition t join service_window w on w.organisation_id = t.organisation_id
    where t.action = 'take_in' and ${PERIOD('t.at')} and ${SCOPE} group by w.id`,
  /** Hours from when it came to this desk, from the client or another window, to the hand-on, summed; the average is made of it. */
  handOnHours: `select w.id, sum(extract(epoch from t.at - s.at) / 3600)::float8 as value
    from listing_transition t join service_window w on w.organisation_id = t.organisation_id
    join lateral (select at from listing_transition b where b.listing_id = t.listing_id and b.to_state = 'intake'
      and b.at <= t.at order by b.at desc limit 1) s on true
    where t.action = 'take_in' and ${PERIOD('t.at')} and ${SCOPE} group by w.id`,
  refusals: `select w.id, count(*) as value from listing_transition t join service_window w on w.organisation_id = t.organisation_id
    where t.action = 'return_to_client' and ${PERIOD('t.at')} and ${SCOPE} group by w.id`,
  published: `select w.id, count(*) as value from listing l join service_window w on w.id = l.window_id
    where ${PERIOD('l.published_at')} and ${SCOPE} group by w.id`,
  sales: `select w.id, count(distinct t.listing_id) as value from listing_transition t join listing l on l.id = t.listing_id
    join service_window w on w.id = l.window_id where t.to_state = 'sold' and ${PERIOD('t.at')} and ${SCOPE} group by w.id`,
  deals: `select w.id, count(*) as value from volume_record v join service_window w on w.id = v.window_id
    where ${PERIOD('v.recorded_at')} and ${SCOPE} group by w.id`,
  contractAmountMinor: `select w.id, sum(v.contract_amount_minor)::bigint as value from volume_record v
    join service_window w on w.id = v.window_id where ${PERIOD('v.recorded_at')} and ${SCOPE} group by w.id`,
  technicalAmountMinor: `select w.id, sum(v.technical_amount_minor)::bigint as value from volume_record v
    join service_window w on w.id = v.window_id where ${PERIOD('v.recorded_at')} and ${SCOPE} group by w.id`,
  counterActs: `select w.id, count(*) as value from counter_act c join service_window w on w.id = c.window_id
    where ${PERIOD('c.entered_at')} and ${SCOPE} group by w.id`,
  receipts: `select w.id, count(*) as value from intake_receipt r join service_window w on w.id = r.window_id
    where ${PERIOD('r.received_at')} and ${SCOPE} group by w.id`,
  /** Bidders it brought who were admitted to apply: they took part, and add no volume. */
  broughtBidders: `select w.id, count(*) as value from application_origin o join application p on p.id = o.application_id
    join service_window w on w.id = o.window_id where p.state = 'approved' and ${PERIOD('o.noted_at')} and ${SCOPE}
    group by w.id`,
} as const;
export type Metric = keyof typeof METRICS;

const parameters = (period: Period, scope: PerformanceScope) => [
  period.from,
  period.to,
  scope.exchangeId,
  scope.windowOrganisationId,
];

export async function measure(
  tx: Tx,
  metric: Metric,
  period: Period,
  scope: PerformanceScope,
): Promise<Map<string, number>> {
  const found = await rows<{ id: string; value: number }>(tx, METRICS[metric], parameters(period, scope));
  return new Map(found.map(({ id, value }) => [id, value]));
}

export const listWindowLines = (tx: Tx, scope: PerformanceScope): Promise<WindowLine[]> =>
  rows<WindowLine>(
    tx,
    `select w.id as "windowId", w.name as "windowName", w.kind, w.region_code as "regionCode",
       w.closed_at is not null as closed, w.exchange_id as "exchangeId", e.name as "exchangeName"
     from service_window w join organisation e on e.id = w.exchange_id
     where ($1::uuid is null or w.exchange_id = $1) and ($2::uuid is null or w.organisation_id = $2)
     order by w.created_at, w.id limit 2000`,
    [scope.exchangeId, scope.windowOrganisationId],
  );

export interface DirectLine {
  exchangeId: string;
  exchangeName: string;
  deals: number;
  contractAmountMinor: number;
  technicalAmountMinor: number;
}

/** What no window brought: the exchange's own. With it the lines add up to all volume there is. */
export const listDirect = (tx: Tx, period: Period, exchangeId: string | null): Promise<DirectLine[]> =>
  rows<DirectLine>(
    tx,
    `select v.exchange_id as "exchangeId", e.name as "exchangeName", count(*) as deals,
       sum(v.contract_amount_minor)::bigint as "contractAmountMinor",
       sum(v.technical_amount_minor)::bigint as "technicalAmountMinor"
     from volume_record v join organisation e on e.id = v.exchange_id
     where v.window_id is null and ${PERIOD('v.recorded_at')} and ($3::uuid is null or v.exchange_id = $3)
     group by v.exchange_id, e.name`,
    [period.from, period.to, exchangeId],
  );

/** Since when each listing has lain at its window's desk. */
export const listWaiting = (tx: Tx, scope: PerformanceScope): Promise<{ windowId: string; since: Date }[]> =>
  rows(
    tx,
    `select l.window_id as "windowId", max(t.at) as since from listing l
     join listing_transition t on t.listing_id = l.id and t.to_state = 'intake'
     join service_window w on w.id = l.window_id
     where l.state = 'intake' and ($1::uuid is null or w.exchange_id = $1)
       and ($2::uuid is null or w.organisation_id = $2) group by l.id, l.window_id limit 10000`,
    [scope.exchangeId, scope.windowOrganisationId],
  );

/** Deals of others that were shown in this exchange's market too: it took part, and none of them is its volume. */
export const countLinkedDeals = async (tx: Tx, period: Period, exchangeId: string): Promise<number> =>
  (
    await row<{ count: number }>(
      tx,
      `select count(distinct v.id) as count from volume_record v join contract c on c.id = v.contract_id
       join listing_market m on m.listing_id = c.listing_id and m.linked_at is not null
         and m.exchange_id = $3 where ${PERIOD('v.recorded_at')} and (m.removed_at is null or m.removed_at > c.created_at)`,
      [period.from, period.to, exchangeId],
    )
  ).count;
