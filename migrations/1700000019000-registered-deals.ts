import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Deals whose price is known: those an operator brings along from before, and those settled here. Sellers look for
 * comparable ones among them when they value an achievement (domain rules §2, market approach).
 */
export class RegisteredDeals1700000019000 implements MigrationInterface {
  name = 'RegisteredDeals1700000019000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table registered_deal (
        id uuid primary key,
        exchange_id uuid not null references organisation (id),
        -- The operator's own contract or deal number: importing the same deal twice finds it.
        contract_number text not null check (length(btrim(contract_number)) between 1 and 100),
        title text not null check (length(btrim(title)) between 1 and 500),
        contract_type text not null check (contract_type in ('transfer', 'licence', 'development', 'consulting', 'service')),
        ip_kind text not null check (ip_kind in ('know_how','invention','utility_model','design','software','plant_variety','ic_layout','biomedicine','design_copyright','none')),
        field_code text not null default '',
        ipc text[] not null default '{}',
        seller_name text not null,
        buyer_name text not null,
        seller_uscc text,
        buyer_uscc text,
        region_code char(6) check (region_code ~ '^[1-8][0-9]{5}$'),
        price_minor bigint not null check (price_minor > 0 and price_minor <= 9007199254740991),
        technical_minor bigint not null check (technical_minor >= 0 and technical_minor <= price_minor),
        -- Parts per million of net sales, for licences paid by royalty.
        royalty_ppm int check (royalty_ppm between 1 and 1000000),
        signed_on date not null,
        -- Settled here: the volume it was recorded as. Brought along: the import that brought it.
        volume_record_id uuid unique references volume_record (id),
        import_id uuid,
        created_at timestamptz not null default now(),
        check ((volume_record_id is null) = (import_id is not null)),
        unique (exchange_id, contract_number)
      );
      create index registered_deal_comparable on registered_deal (field_code, contract_type, signed_on desc);

      grant select, insert on registered_deal to jishi_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table registered_deal');
  }
}
