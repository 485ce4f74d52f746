/** A control character: JSON escapes it, plain names cannot hold it. */
export const SEPARATOR = '\u001f';
/** Stands for null in a joined column; no JSON text, number or plain name looks like it. */
export const NOTHING = '~';

const column = (n: number, type: string): string => `string_to_array($${n}, E'\\x1f', '~')::${type}[]`;
const columns = (from: number, types: readonly string[]): string =>
  types.map((type, i) => column(from + i, type)).join(', ');

/** Titles are text of an operator: they reach the row through the view. */
const AUCTION = [
  'int',
  'uuid',
  'bigint',
  'bigint',
  'text',
  'bigint',
  'bigint',
  'bigint',
  'bigint',
  'text',
  'text',
  'bigint',
];
const EVENT = ['int', 'bigint', 'text', 'text', 'text', 'text', 'text', 'text'];
const RECORD = ['int', 'text', 'text', 'text', 'text'];
const FACT = ['int', 'uuid', 'text', 'text', 'jsonb'];
const EVENTS_FROM = AUCTION.length + 1;
const RECORDS_FROM = EVENTS_FROM + EVENT.length;
const FACTS_FROM = RECORDS_FROM + RECORD.length;

/**
 * One flush. An auction whose seq is not the expected one keeps its row, gets no events and tells no facts, and its id is
 * missing from the answer. Most flushes have neither facts nor records and are spared the look.
 */
const append = (more: boolean): string => `
  with moved as (
    update auction a set seq = f.seq, state = f.state, opens_at_ms = f.opens_at_ms, ends_at_ms = f.ends_at_ms,
      due_at_ms = f.due_at_ms, price_minor = f.price_minor, moved = f.moved, head = f.head, snapshot_seq = f.snapshot_seq
    from unnest(${columns(1, AUCTION)})
      as f(ordinal, id, expected, seq, state, opens_at_ms, ends_at_ms, due_at_ms, price_minor, moved, head, snapshot_seq)
    where a.id = f.id and a.seq = f.expected and a.id = any(${column(2, 'uuid')})
    returning a.id, f.ordinal
  ), appended as (
    insert into auction_event (auction_id, seq, type, actor, command_id, public, private, salt)
    select m.id, e.seq, e.type, e.actor, e.command_id, e.public, e.private, e.salt
    from unnest(${columns(EVENTS_FROM, EVENT)}) as e(ordinal, seq, type, actor, command_id, public, private, salt)
    join moved m on m.ordinal = e.ordinal
  )${
    more
      ? `, recorded as (
    insert into auction_record (auction_id, rules, view, edge, snapshot)
    select m.id, r.rules, r.view, r.edge, r.snapshot
    from unnest(${columns(RECORDS_FROM, RECORD)}) as r(ordinal, rules, view, edge, snapshot)
    join moved m on m.ordinal = r.ordinal
    on conflict (auction_id) do update set view = excluded.view, edge = excluded.edge, snapshot = excluded.snapshot
  ), told as (
    select count(outbox_append(o.id, o.type, o.subject_id, o.payload)) as facts
    from unnest(${columns(FACTS_FROM, FACT)}) as o(ordinal, id, type, subject_id, payload) join moved m on m.ordinal = o.ordinal
  )
  select moved.id from moved, told`
      : 'select id from moved'
  }`;

export const APPEND = append(false);
export const APPEND_WITH_MORE = append(true);

/** How many columns of the longer statement the shorter one does without. */
export const MORE_COLUMNS = RECORD.length + FACT.length;

/** Rows, and the events after what is known; the snapshot and its tree only when they are newer than that. */
export const LOAD = `
  select a.id, a.seq, a.head, a.snapshot_seq, r.view, s.edge, s.snapshot, t.publics, t.privates
  from unnest($1::uuid[], $2::bigint[]) as k(id, seq)
  join auction a on a.id = k.id
  left join auction_record r on r.auction_id = a.id
  left join auction_record s on s.auction_id = a.id and k.seq < a.snapshot_seq
  left join lateral (
    select string_agg(e.public, E'\\x1f' order by e.seq) as publics, string_agg(coalesce(e.private, '~'), E'\\x1f' order by e.seq) as privates
    from auction_event e where e.auction_id = a.id and e.seq > greatest(k.seq, a.snapshot_seq) and e.seq <= a.seq
  ) t on true`;

export const LOCK = 'select 1 from auction where id = $1 for update';

/** `taken`: another command of the auction has the same short key, so this one cannot be written. */
export const FIND = `
  select k.auction_id as "auctionId", k.actor, k.command_id as "commandId", e.seq, e.public as "publicText", e.private as "privateText",
    (e.actor, e.command_id) is distinct from (k.actor, k.command_id) as taken
  from unnest($1::uuid[], $2::text[], $3::text[]) as k(auction_id, actor, command_id)
  join auction_event e on e.auction_id = k.auction_id and command_key(e.actor, e.command_id) = command_key(k.actor, k.command_id)
    and e.command_id is not null`;

export const INCIDENTS = `
  insert into auction_incident (id, auction_id, kind, actor, command_id, detail)
  select gen_random_uuid(), * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::jsonb[])
  on conflict do nothing`;

export const BEAT = 'select journal_beat($1, $2, $3, $4)';
