import type { MigrationInterface, QueryRunner } from 'typeorm';

const IP_KINDS = `('know_how','invention','utility_model','design','software','plant_variety','ic_layout','biomedicine','design_copyright','none')`;

/**
 * Moving in: what an operator did before it came here. Its old members, listings and deals are kept as history and as nothing
 * else: no login, no live listing and no volume grows from them. Deals go to registered_deal, where comparisons are made.
 */
export class History1700000022000 implements MigrationInterface {
  name = 'History1700000022000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table history_import (
        id uuid primary key,
        exchange_id uuid not null references organisation (id),
        kind text not null check (kind in ('members', 'listings', 'deals')),
        filename text not null,
        sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
        format text not null check (format in ('csv', 'xlsx')),
        -- The encoding of a CSV, the sheet of a workbook: how the file was read.
        reading text not null default '',
        -- Sheets of the workbook that are not read; the operator is told.
        other_sheets text[] not null default '{}',
        -- Headings as they stand in the file, and where each field is found: [{field, column, unit}].
        header_row int not null check (header_row > 0),
        headers jsonb not null,
        mapping jsonb not null default '[]',
        -- Nothing is carried out while a required field has no column or an amount no unit.
        mapping_complete boolean not null,
        all_or_nothing boolean not null default false,
        state text not null default 'previewed' check (state in ('previewed', 'running', 'done', 'failed', 'discarded')),
        total_rows int not null default 0,
        created_by uuid not null references user_account (id),
        created_at timestamptz not null default clock_timestamp(),
        committed_by uuid references user_account (id),
        committed_at timestamptz,
        ended_at timestamptz,
        check (state not in ('running', 'done', 'failed') or (committed_by is not null and mapping_complete)),
        check ((state in ('done', 'failed', 'discarded')) = (ended_at is not null))
      );
      create index history_import_exchange on history_import (exchange_id, created_at desc, id desc);

      create table history_row (
        import_id uuid not null references history_import (id),
        -- The row of the sheet, counted as spreadsheet programs count.
        row_number int not null check (row_number > 0),
        cells jsonb not null,
        status text not null default 'waiting'
          check (status in ('waiting', 'ok', 'error', 'duplicate', 'unchanged', 'imported')),
        problems jsonb not null default '[]',
        -- The operator's number of the record, and the record as it was read.
        key text,
        record jsonb,
        target_id uuid,
        primary key (import_id, row_number),
        check ((status = 'error') = (jsonb_array_length(problems) > 0)),
        check (status not in ('ok', 'imported') or (key is not null and record is not null)),
        check ((status in ('imported', 'unchanged')) = (target_id is not null))
      );
      create index history_row_status on history_row (import_id, status, row_number);
      -- One row of an import stands for a record; its repetitions are duplicates.
      create unique index history_row_key on history_row (import_id, key) where status in ('ok', 'imported');

      create table history_member (
        id uuid primary key,
        exchange_id uuid not null references organisation (id),
        member_number text not null check (length(btrim(member_number)) between 1 and 100),
        name text not null check (length(btrim(name)) between 1 and 200),
        uscc text check (uscc ~ '^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$'),
        kind text check (kind in ('university', 'company', 'broker', 'person', 'other')),
        region_code char(6) check (region_code ~ '^[1-8][0-9]{5}$'),
        contact_name text not null default '',
        contact_phone text not null default '',
        contact_email text not null default '',
        address text not null default '',
        joined_on date,
        left_on date,
        remark text not null default '',
        import_id uuid not null references history_import (id),
        created_at timestamptz not null default clock_timestamp(),
        unique (exchange_id, member_number)
      );

      create table history_listing (
        id uuid primary key,
        exchange_id uuid not null references organisation (id),
        listing_number text not null check (length(btrim(listing_number)) between 1 and 100),
        title text not null check (length(btrim(title)) between 1 and 500),
        ip_kind text check (ip_kind in ${IP_KINDS}),
        patent_number text not null default '',
        field_code text not null default '',
        transferor_name text not null check (length(btrim(transferor_name)) between 1 and 200),
        transferor_uscc text,
        region_code char(6) check (region_code ~ '^[1-8][0-9]{5}$'),
        price_minor bigint check (price_minor > 0 and price_minor <= 9007199254740991),
        pricing_way text check (pricing_way in ('listing', 'auction', 'negotiated')),
        listed_on date not null,
        closed_on date check (closed_on >= listed_on),
        result text check (result in ('sold', 'unsold', 'withdrawn', 'terminated', 'open')),
        sold_minor bigint check (sold_minor > 0 and sold_minor <= 9007199254740991),
        transferee_name text not null default '',
        remark text not null default '',
        import_id uuid not null references history_import (id),
        created_at timestamptz not null default clock_timestamp(),
        unique (exchange_id, listing_number)
      );

      alter table registered_deal add foreign key (import_id) references history_import (id);
      create index registered_deal_exchange on registered_deal (exchange_id, id);

      -- Deals settled before this table was there are deals settled here all the same.
      insert into registered_deal (id, exchange_id, contract_number, title, contract_type, ip_kind, field_code, ipc,
        seller_name, buyer_name, seller_uscc, buyer_uscc, region_code, price_minor, technical_minor, signed_on,
        volume_record_id)
      select gen_random_uuid(), v.exchange_id, c.number, left(c.title, 500),
        case when v.contract_type like '%licence' then 'licence' else 'transfer' end, a.ip_kind,
        coalesce(v.field_code, ''), a.ipc, f.name, t.name, f.uscc, t.uscc, v.region_code, v.contract_amount_minor,
        v.technical_amount_minor, (coalesce(c.signed_at, v.recorded_at) at time zone 'Asia/Shanghai')::date, v.id
      from volume_record v join contract c on c.id = v.contract_id join listing l on l.id = c.listing_id
      join achievement a on a.id = l.achievement_id join organisation f on f.id = v.transferor_id
      join organisation t on t.id = v.transferee_id
      on conflict do nothing;

      insert into outbox_subscription (event_type, consumer) values
        ('history.import_committed', 'listings.carry_out_import'),
        ('volume.recorded', 'listings.register_deal');

      grant select, insert, update on history_import to jishi_app;
      -- A discarded import keeps its record and loses its rows.
      grant select, insert, update, delete on history_row to jishi_app;
      grant select, insert on history_member, history_listing to jishi_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from outbox_delivery where consumer in ('listings.carry_out_import', 'listings.register_deal');
      delete from outbox_subscription where consumer in ('listings.carry_out_import', 'listings.register_deal');
      alter table registered_deal drop constraint registered_deal_import_id_fkey;
      drop index registered_deal_exchange;
      drop table history_listing, history_member, history_row, history_import;
    `);
  }
}
