import type { MigrationInterface, QueryRunner } from 'typeorm';

const AS_OWNER = 'language plpgsql security definer set search_path = pg_catalog, public, pg_temp';

/** Rates of value added tax, by the day from which they hold. A change of the law is another row. */
const RATES = [
  {
    code: 'modern_service',
    numerator: 6,
    exempt: false,
    zh: '现代服务（经纪代理服务）6%',
    en: 'Modern services (agency) 6%',
    source:
      '《中华人民共和国增值税法》（2026年1月1日起施行）第十条第三项：销售服务、无形资产，税率为百分之六；此前依据《财政部 税务总局关于全面推开营业税改征增值税试点的通知》（财税〔2016〕36号）附件1第十五条',
  },
  {
    code: 'intangible',
    numerator: 6,
    exempt: false,
    zh: '销售无形资产（技术）6%',
    en: 'Intangible assets (technology) 6%',
    source:
      '《中华人民共和国增值税法》（2026年1月1日起施行）第十条第三项：销售服务、无形资产，税率为百分之六；此前依据财税〔2016〕36号附件1第十五条',
  },
  {
    code: 'technology_exempt',
    numerator: 0,
    exempt: true,
    zh: '技术转让免税（须经认定登记）',
    en: 'Technology transfer, exempt (registered contracts only)',
    source:
      '财税〔2016〕36号附件3第一条第（二十六）项：技术转让、技术开发和与之相关的技术咨询、技术服务免征增值税，须持书面合同经省级科技主管部门认定并报主管税务机关备查；以主管税务机关现行规定为准',
  },
];

/** How a fee came about, decisions that make it less, invoices and what became of them. */
export class Invoices1700000044500 implements MigrationInterface {
  name = 'Invoices1700000044500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table vat_rate (
        code text not null check (code <> ''),
        effective_on date not null,
        numerator integer not null check (numerator >= 0),
        denominator integer not null check (denominator > 0),
        exempt boolean not null,
        name_zh text not null,
        name_en text not null,
        source text not null check (source <> ''),
        primary key (code, effective_on),
        check (not exempt or numerator = 0)
      );

      -- The lines of a fee as they were computed when the payment was opened, by the table frozen with the sale.
      create table sale_fee (
        contract_id uuid not null references contract (id),
        side text not null check (side in ('buyer', 'seller')),
        profile_code text not null,
        profile_version integer not null,
        listing_price_minor bigint not null check (listing_price_minor > 0),
        deal_price_minor bigint not null check (deal_price_minor > 0),
        competitive boolean not null,
        amount_minor bigint not null check (amount_minor >= 0),
        lines jsonb not null,
        computed_at timestamptz not null default clock_timestamp(),
        primary key (contract_id, side)
      );

      -- The operator waives or reduces a fee: one person proposes, with the reason, another one agrees.
      create table fee_decision (
        id uuid primary key,
        contract_id uuid not null references contract (id),
        exchange_id uuid not null references organisation (id),
        side text not null check (side in ('buyer', 'seller')),
        computed_minor bigint not null,
        amount_minor bigint not null,
        reason text not null check (length(btrim(reason)) between 2 and 500),
        state text not null default 'proposed' check (state in ('proposed', 'confirmed', 'rejected')),
        proposed_by uuid not null references user_account (id),
        decided_by uuid references user_account (id),
        decided_at timestamptz,
        answer text,
        created_at timestamptz not null default clock_timestamp(),
        constraint fee_decision_less check (amount_minor >= 0 and amount_minor < computed_minor),
        constraint fee_decision_two_people check (decided_by <> proposed_by),
        check ((state = 'proposed') = (decided_by is null and decided_at is null)),
        check (state <> 'rejected' or length(btrim(answer)) >= 2)
      );
      create unique index fee_decision_open on fee_decision (contract_id, side) where state = 'proposed';
      create index fee_decision_contract on fee_decision (contract_id, created_at);
      create index fee_decision_exchange on fee_decision (exchange_id, created_at desc, id desc);

      create sequence invoice_number;
      -- Somebody who paid asks for an invoice. The papers of the tax system follow in rows of their own.
      create table invoice (
        id uuid primary key,
        number text not null unique,
        contract_id uuid not null references contract (id),
        exchange_id uuid not null references organisation (id),
        issuer_id uuid not null references organisation (id),
        recipient_id uuid not null references organisation (id),
        item text not null check (item in ('buyer_fee', 'seller_fee', 'price')),
        kind text not null check (kind in ('ordinary', 'special')),
        title text not null check (length(btrim(title)) between 2 and 200),
        tax_number text not null check (tax_number ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
        amount_minor bigint not null check (amount_minor > 0 and amount_minor <= 9007199254740991),
        currency text not null default 'CNY',
        remark text not null default '' check (length(remark) <= 200),
        state text not null default 'requested'
          check (state in ('requested', 'issued', 'reversing', 'reversed', 'declined', 'withdrawn')),
        -- what it takes the place of, once only
        replaces_id uuid unique references invoice (id),
        requested_by uuid not null references user_account (id),
        created_at timestamptz not null default clock_timestamp(),
        check (issuer_id <> recipient_id)
      );
      create index invoice_contract on invoice (contract_id, item);
      create index invoice_issuer on invoice (issuer_id, created_at desc, id desc);
      create index invoice_recipient on invoice (recipient_id, created_at desc, id desc);

      create table invoice_step (
        id uuid primary key,
        invoice_id uuid not null references invoice (id),
        event text not null,
        to_state text not null,
        reason text not null default '',
        actor_id uuid not null references user_account (id),
        organisation_id uuid not null references organisation (id),
        at timestamptz not null default clock_timestamp()
      );
      create index invoice_step_invoice on invoice_step (invoice_id, at);

      -- What people bring from the tax system: kept under its hash, read by the parties of the invoice it belongs to.
      create table invoice_file (
        id uuid primary key,
        organisation_id uuid not null references organisation (id),
        uploaded_by uuid not null references user_account (id),
        filename text not null check (filename <> '' and length(filename) <= 255),
        media_type text not null check (media_type in ('application/pdf', 'application/ofd', 'application/xml')),
        size integer not null check (size > 0 and size <= 20971520),
        sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
        scanned boolean not null,
        -- what the XML of an electronic invoice says of itself
        said jsonb,
        created_at timestamptz not null default clock_timestamp(),
        check ((said is not null) = (media_type = 'application/xml'))
      );
      create index invoice_file_organisation on invoice_file (organisation_id, created_at);

      -- What the tax system issued. A red one takes back what a blue one said, and is never more than that.
      create table invoice_paper (
        id uuid primary key,
        invoice_id uuid not null references invoice (id),
        issuer_id uuid not null references organisation (id),
        reverses_id uuid references invoice_paper (id),
        -- electronic invoices have none
        code text not null default '' check (code ~ '^([0-9]{10}|[0-9]{12})?$'),
        number text not null check (number ~ '^([0-9]{8}|[0-9]{20})$'),
        issued_on date not null,
        amount_minor bigint not null check (amount_minor <> 0),
        net_minor bigint not null,
        tax_minor bigint not null,
        vat_code text not null,
        vat_effective_on date not null,
        exemption text not null default '',
        reason text not null default '',
        adapter text not null,
        -- one file is one invoice
        file_id uuid not null unique references invoice_file (id),
        recorded_by uuid not null references user_account (id),
        recorded_at timestamptz not null default clock_timestamp(),
        foreign key (vat_code, vat_effective_on) references vat_rate (code, effective_on),
        constraint invoice_number_once unique (issuer_id, code, number),
        check (amount_minor = net_minor + tax_minor),
        check (sign(amount_minor) * net_minor >= 0 and sign(amount_minor) * tax_minor >= 0),
        check ((reverses_id is null) = (amount_minor > 0)),
        check (reverses_id is null or length(btrim(reason)) >= 2)
      );
      create unique index invoice_paper_blue on invoice_paper (invoice_id) where reverses_id is null;
      create index invoice_paper_reverses on invoice_paper (reverses_id);
    `);
    for (const { code, numerator, exempt, zh, en, source } of RATES)
      await runner.query(
        `insert into vat_rate (code, effective_on, numerator, denominator, exempt, name_zh, name_en, source)
         values ($1, '2016-05-01', $2, 100, $3, $4, $5, $6)`,
        [code, numerator, exempt, zh, en, source],
      );
    await runner.query(`
      -- What was received of an item, by the payments that are settled.
      create function invoice_received(contract uuid, item text) returns bigint ${AS_OWNER} stable as $$
      begin
        return (select coalesce(sum(case item when 'buyer_fee' then p.buyer_fee_minor when 'seller_fee' then p.seller_fee_minor
            else p.price_minor end), 0)::bigint
          from payment p where p.contract_id = contract and p.state = 'settled');
      end $$;

      -- The sale is locked, so that two who invoice at once cannot together say more than was received.
      create function invoice_check_paper() returns trigger ${AS_OWNER} as $$
      declare
        asked invoice%rowtype;
        original invoice_paper%rowtype;
        others bigint;
      begin
        select * into asked from invoice where id = new.invoice_id;
        perform 1 from contract where id = asked.contract_id for update;
        if new.issuer_id <> asked.issuer_id then
          raise exception 'invoice % is issued by somebody else', asked.number
            using errcode = 'JI001', constraint = 'invoice_own_issuer';
        end if;
        if new.reverses_id is not null then
          select * into original from invoice_paper where id = new.reverses_id;
          select coalesce(sum(amount_minor), 0) into others from invoice_paper where reverses_id = new.reverses_id;
          if original.reverses_id is not null or original.invoice_id <> new.invoice_id
            or original.vat_code <> new.vat_code or original.amount_minor + others + new.amount_minor < 0 then
            raise exception 'more is reversed than invoice % says', asked.number
              using errcode = 'JI001', constraint = 'invoice_red_within_blue';
          end if;
        else
          select coalesce(sum(p.amount_minor), 0) into others from invoice_paper p join invoice i on i.id = p.invoice_id
            where i.contract_id = asked.contract_id and i.item = asked.item;
          if new.amount_minor <> asked.amount_minor
            or others + new.amount_minor > invoice_received(asked.contract_id, asked.item) then
            raise exception 'invoice % says more than was received', asked.number
              using errcode = 'JI001', constraint = 'invoice_within_received';
          end if;
        end if;
        return new;
      end $$;
      create trigger invoice_paper_check before insert on invoice_paper
        for each row execute function invoice_check_paper();

      -- A state moves as the life of an invoice says; nothing else of it ever changes.
      create function invoice_guard_update() returns trigger language plpgsql as $$
      begin
        if (old.state, new.state) not in (('requested', 'withdrawn'), ('requested', 'declined'), ('requested', 'issued'),
          ('issued', 'reversing'), ('reversing', 'issued'), ('reversing', 'reversed')) then
          raise exception 'invoice % cannot go from % to %', old.number, old.state, new.state using errcode = 'JI002';
        end if;
        return new;
      end $$;
      create trigger invoice_guard before update on invoice for each row execute function invoice_guard_update();

      create function fee_decision_guard_update() returns trigger language plpgsql as $$
      begin
        if old.state <> 'proposed' then
          raise exception 'this decision on a fee was taken' using errcode = 'JI002';
        end if;
        return new;
      end $$;
      create trigger fee_decision_guard before update on fee_decision
        for each row execute function fee_decision_guard_update();

      -- What a payment asks for changes only while nobody has paid it.
      create function payment_guard_amount() returns trigger language plpgsql as $$
      begin
        if old.state <> 'due' and (old.amount_minor, old.price_minor, old.buyer_fee_minor, old.seller_fee_minor,
            old.deposit_offset_minor) is distinct from
          (new.amount_minor, new.price_minor, new.buyer_fee_minor, new.seller_fee_minor, new.deposit_offset_minor) then
          raise exception 'payment % is paid: its amounts stay', old.reference using errcode = 'JI003';
        end if;
        return new;
      end $$;
      create trigger payment_amount_guard before update on payment for each row execute function payment_guard_amount();
      grant update (amount_minor, buyer_fee_minor, seller_fee_minor, deposit_offset_minor) on payment to jishi_app;

      revoke execute on function invoice_check_paper() from public;
      revoke execute on function invoice_received(uuid, text) from public;
      grant execute on function invoice_received(uuid, text) to jishi_app;
      grant select on vat_rate to jishi_app;
      grant select, insert on sale_fee, fee_decision, invoice, invoice_step, invoice_file, invoice_paper to jishi_app;
      grant update (state, decided_by, decided_at, answer) on fee_decision to jishi_app;
      grant update (state) on invoice to jishi_app;
      grant usage on sequence invoice_number to jishi_app;
      insert into outbox_subscription (event_type, consumer) values
        ('fee.reduced', 'notifications.tell'),
        ('invoice.moved', 'notifications.tell');
    `);
    for (const table of ['vat_rate', 'sale_fee', 'invoice_step', 'invoice_file', 'invoice_paper'])
      await runner.query(`
        create trigger ${table}_no_change before update or delete on ${table}
          for each row execute function settlement_refuse_change();
        create trigger ${table}_no_truncate before truncate on ${table}
          for each statement execute function settlement_refuse_change();
      `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from outbox_subscription where event_type in ('fee.reduced', 'invoice.moved');
      drop trigger payment_amount_guard on payment;
      revoke update (amount_minor, buyer_fee_minor, seller_fee_minor, deposit_offset_minor) on payment from jishi_app;
      drop table invoice_paper, invoice_file, invoice_step, invoice, fee_decision, sale_fee, vat_rate;
      drop function payment_guard_amount(), fee_decision_guard_update(), invoice_guard_update(), invoice_check_paper(),
        invoice_received(uuid, text);
      drop sequence invoice_number;
    `);
  }
}
