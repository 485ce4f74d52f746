import type { MigrationInterface, QueryRunner } from 'typeorm';

const YUAN = 100;
const rate = (numerator: number, denominator: number) => ({ numerator, denominator });

/** Guangzhou exchange, 2024 table. The published buyer's table ends at 50M: its last rate is continued. */
const GUANGZHOU_FEES = {
  seller: [
    { upToMinor: 1_000_000 * YUAN, rate: rate(5, 1000), excessRate: rate(10, 100) },
    { upToMinor: 10_000_000 * YUAN, rate: rate(25, 10_000), excessRate: rate(10, 100) },
    { upToMinor: 100_000_000 * YUAN, rate: rate(15, 10_000), excessRate: rate(5, 100) },
    { upToMinor: null, rate: rate(1, 1000), excessRate: rate(5, 100) },
  ],
  buyerCompetitive: [
    { upToMinor: 2_000_000 * YUAN, rate: rate(5, 100) },
    { upToMinor: 10_000_000 * YUAN, rate: rate(4, 100) },
    { upToMinor: null, rate: rate(3, 100) },
  ],
  buyerNegotiated: [
    { upToMinor: 1_000_000 * YUAN, rate: rate(5, 1000) },
    { upToMinor: 10_000_000 * YUAN, rate: rate(25, 10_000) },
    { upToMinor: 100_000_000 * YUAN, rate: rate(15, 10_000) },
    { upToMinor: null, rate: rate(1, 1000) },
  ],
  minimumMinor: 1000 * YUAN,
};

const INCREMENTS = [
  { fromMinor: 0, stepMinor: 5_000 * YUAN },
  { fromMinor: 1_000_000 * YUAN, stepMinor: 10_000 * YUAN },
  { fromMinor: 5_000_000 * YUAN, stepMinor: 50_000 * YUAN },
  { fromMinor: 20_000_000 * YUAN, stepMinor: 100_000 * YUAN },
];

const FEE_SOURCE = '广州交易所收费标准（2024）';
const SOURCES = {
  noticeDays: '法释〔2016〕18号第十二条（动产拍卖先期公告十五日）',
  publicityDays: '《促进科技成果转化法》第十八条；各省实施细则（协议定价公示不少于十五日）',
  openingHour: '交易规则缺省值（公告期满次日上午十时）',
  depositRate: '法释〔2016〕18号第十七条（起拍价的百分之五至百分之二十）',
  'auction.freePeriodMs': '法释〔2016〕18号第二十条（竞价时间不少于二十四小时）',
  'auction.timerMs': '法释〔2016〕18号第二十条（五分钟）',
  'auction.triggerMs': '法释〔2016〕18号第二十条（结束前五分钟内有出价）',
  'auction.extendMs': '法释〔2016〕18号第二十条（自该出价时点顺延五分钟）',
  'auction.extensionBase': '法释〔2016〕18号第二十条（自该出价时点）',
  'auction.maxExtensions': '法释〔2016〕18号第二十条（未设次数上限）',
  'auction.increments': '交易规则缺省值，公告时冻结',
  'auction.raise': '交易规则缺省值（加价幅度的整数倍）',
  'auction.selfRaise': '交易规则缺省值（领先者不得自行加价）',
  'auction.closeDrainMs': '平台技术参数',
  'auction.showReserveMet': '《拍卖法》第二十八条（保留价可以保密）',
  'fees.seller': FEE_SOURCE,
  'fees.buyerCompetitive': `${FEE_SOURCE}；五千万元以上沿用末档费率`,
  'fees.buyerNegotiated': `${FEE_SOURCE}（协议成交仅收基础费）`,
  'fees.minimumMinor': FEE_SOURCE,
  refundDays: '法释〔2016〕18号第二十三条（二十四小时内退还）',
  closingDays: '交易规则缺省值',
};

const AUCTION = {
  mode: 'english',
  freePeriodMs: 24 * 3_600_000,
  timerMs: 300_000,
  triggerMs: 300_000,
  extendMs: 300_000,
  extensionBase: 'bidTime',
  maxExtensions: null as number | null,
  increments: INCREMENTS,
  raise: 'multiple',
  selfRaise: false,
  closeDrainMs: 5_000,
  showReserveMet: false,
};

const UNIVERSITY = {
  code: 'gz-university',
  version: 1,
  name: { zh: '广州·高校院所成果交易规则', en: 'Guangzhou: universities and institutes' },
  sources: SOURCES,
  demo: null as { noticeMs: number; publicityMs: number } | null,
  noticeDays: { count: 15, kind: 'calendar' },
  publicityDays: { count: 15, kind: 'calendar' },
  openingHour: 10,
  depositRate: rate(10, 100),
  depositRateMin: rate(5, 100),
  depositRateMax: rate(20, 100),
  auction: AUCTION,
  fees: GUANGZHOU_FEES,
  refundDays: 1,
  closingDays: { count: 10, kind: 'working' },
};

const STATE_OWNED = {
  ...UNIVERSITY,
  code: 'gz-state-owned',
  name: { zh: '广州·国有企业成果交易规则', en: 'Guangzhou: state-owned enterprises' },
  sources: { ...SOURCES, noticeDays: '企业国有资产交易监督管理规定（信息披露不少于二十个工作日）' },
  noticeDays: { count: 20, kind: 'working' },
};

const DEMO = {
  ...UNIVERSITY,
  code: 'gz-demo',
  name: { zh: '演示用快速规则（无法律效力）', en: 'Fast rules for demonstrations (no legal effect)' },
  sources: {
    ...SOURCES,
    ...Object.fromEntries(
      Object.keys(SOURCES)
        .filter((path) => !path.startsWith('fees.') && path !== 'depositRate')
        .map((path) => [path, '演示参数，非法定期限']),
    ),
  },
  demo: { noticeMs: 15_000, publicityMs: 10_000 },
  auction: {
    ...AUCTION,
    freePeriodMs: 25_000,
    timerMs: 10_000,
    triggerMs: 10_000,
    extendMs: 10_000,
    closeDrainMs: 2_000,
    maxExtensions: 60,
  },
};

/** A sale that stays open for some minutes: what a newcomer to a demonstration finds going on. */
const DEMO_LIVE = {
  ...DEMO,
  code: 'gz-demo-live',
  name: { zh: '演示用现场规则（无法律效力）', en: 'Live-room rules for demonstrations (no legal effect)' },
  demo: { noticeMs: 8_000, publicityMs: 8_000 },
  auction: { ...DEMO.auction, freePeriodMs: 120_000, timerMs: 60_000, triggerMs: 60_000, extendMs: 60_000 },
};

export class Listings1700000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table achievement (
        id uuid primary key,
        organisation_id uuid not null references organisation(id),
        title text not null check (title <> ''),
        abstract text not null default '',
        ip_kind text not null check (ip_kind in ('know_how','invention','utility_model','design','software','plant_variety','ic_layout','biomedicine','design_copyright','none')),
        country text not null default '',
        patent_number text not null default '',
        kind_code text not null default '',
        application_number text not null default '',
        filed_on date, published_on date, granted_on date,
        inventors jsonb not null default '[]',
        assignees jsonb not null default '[]',
        ipc text[] not null default '{}',
        cpc text[] not null default '{}',
        classification jsonb not null default '[]',
        field_code text not null default '',
        source_format text not null,
        source_hash text not null,
        imported_by uuid,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now());
      -- A re-import of the same document finds its row by number; two organisations may each hold a share of one patent.
      create unique index achievement_number on achievement(organisation_id, country, patent_number) where patent_number <> '';
      create unique index achievement_application on achievement(organisation_id, country, application_number, source_format)
        where patent_number = '' and application_number <> '';
      create unique index achievement_unnumbered on achievement(organisation_id, source_hash)
        where patent_number = '' and application_number = '';
      create index achievement_organisation on achievement(organisation_id, created_at, id);

      create table rule_profile (
        code text not null check (code ~ '^[a-z0-9-]+$'),
        version int not null check (version > 0),
        exchange_id uuid references organisation(id),
        body jsonb not null,
        source text not null check (source <> ''),
        effective_at timestamptz not null,
        published_at timestamptz not null default now(),
        primary key (code, version),
        -- The body names itself: a copied body under another version would be read as the wrong law.
        check (body->>'code' = code and (body->>'version')::int = version));

      create table attachment (
        id uuid primary key,
        organisation_id uuid not null references organisation(id),
        uploaded_by uuid not null,
        filename text not null check (filename <> '' and length(filename) <= 255),
        media_type text not null check (media_type in ('application/pdf','image/png','image/jpeg')),
        size int not null check (size > 0 and size <= 5242880),
        sha256 text not null,
        content bytea not null check (octet_length(content) = size),
        created_at timestamptz not null default now());
      create index attachment_organisation on attachment(organisation_id);
      -- Whom the owner has shown a file to by filing it; nobody else may read it.
      create table attachment_share (
        attachment_id uuid not null references attachment(id),
        organisation_id uuid not null references organisation(id),
        shared_at timestamptz not null default now(),
        primary key (attachment_id, organisation_id));

      create sequence listing_number;
      create table listing (
        id uuid primary key,
        number text not null unique,
        achievement_id uuid not null references achievement(id),
        transferor_id uuid not null references organisation(id),
        exchange_id uuid not null references organisation(id),
        window_id uuid references service_window(id),
        form text not null check (form in ('transfer','licence')),
        pricing_way text not null check (pricing_way in ('listing','auction','negotiated')),
        price_minor bigint not null check (price_minor > 0 and price_minor <= 9007199254740991),
        reserve_minor bigint check (reserve_minor >= price_minor and reserve_minor <= 9007199254740991),
        currency text not null default 'CNY' check (currency = 'CNY'),
        profile_code text not null,
        profile_version int,
        field_code text not null default '',
        region_code char(6) not null,
        state text not null check (state in ('draft','intake','review','listed','extended','suspended','delisted','withdrawn','sold','certified','terminated')),
        negotiated_transferee_id uuid references organisation(id),
        auction_id uuid unique,
        published_at timestamptz,
        notice_ends_at timestamptz,
        opens_at timestamptz,
        closes_at timestamptz,
        created_by uuid not null,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        foreign key (profile_code, profile_version) references rule_profile(code, version),
        -- Only an auction may hide a reserve; only a negotiated sale names its transferee beforehand.
        check (reserve_minor is null or pricing_way = 'auction'),
        check ((pricing_way = 'negotiated') = (negotiated_transferee_id is not null)),
        check (negotiated_transferee_id is distinct from transferor_id),
        -- What is published has its rules, notice and (unless negotiated) auction fixed.
        check (published_at is null or (profile_version is not null and notice_ends_at is not null)),
        check (published_at is null or (pricing_way = 'negotiated') = (auction_id is null)),
        check ((auction_id is null) = (opens_at is null)));
      -- One achievement is offered once at a time; licences may be offered to several.
      create unique index listing_one_transfer on listing(achievement_id)
        where form = 'transfer' and state in ('intake','review','listed','extended','suspended','sold','certified');
      create index listing_public on listing(published_at desc, id desc) where published_at is not null;
      create index listing_transferor on listing(transferor_id, created_at desc);
      create index listing_queue on listing(state, window_id, exchange_id) where state in ('intake','review');

      create table listing_transition (
        id uuid primary key,
        listing_id uuid not null references listing(id),
        action text not null,
        from_state text not null,
        to_state text not null,
        actor_id uuid, -- null: the system, on a recorded fact
        organisation_id uuid,
        reason text not null default '',
        at timestamptz not null default clock_timestamp());
      create index listing_transition_listing on listing_transition(listing_id, at);

      create table objection (
        id uuid primary key,
        listing_id uuid not null references listing(id),
        organisation_id uuid not null references organisation(id),
        filed_by uuid not null,
        grounds text not null check (grounds <> ''),
        filed_at timestamptz not null default now(),
        upheld boolean,
        ruled_by uuid,
        ruling_reason text,
        ruled_at timestamptz,
        check ((upheld is null) = (ruled_at is null) and (upheld is null) = (ruled_by is null)),
        check (upheld is null or ruling_reason <> ''));
      create index objection_listing on objection(listing_id);

      create function listings_refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
      end $$;
      create trigger rule_profile_append_only before update or delete or truncate on rule_profile
        for each statement execute function listings_refuse_change();
      create trigger listing_transition_append_only before update or delete or truncate on listing_transition
        for each statement execute function listings_refuse_change();
      create trigger attachment_append_only before update or delete or truncate on attachment
        for each statement execute function listings_refuse_change();

      -- After publication the terms of a sale are frozen: nobody changes price, reserve, rules or auction.
      create function listing_freeze_terms() returns trigger language plpgsql as $$
      begin
        if old.published_at is not null and (
          new.number, new.achievement_id, new.transferor_id, new.exchange_id, new.form, new.pricing_way, new.price_minor,
          new.reserve_minor, new.profile_code, new.profile_version, new.auction_id, new.negotiated_transferee_id,
          new.published_at) is distinct from (
          old.number, old.achievement_id, old.transferor_id, old.exchange_id, old.form, old.pricing_way, old.price_minor,
          old.reserve_minor, old.profile_code, old.profile_version, old.auction_id, old.negotiated_transferee_id,
          old.published_at) then
          raise exception 'published listing %: its terms are frozen', old.number using errcode = 'restrict_violation';
        end if;
        return new;
      end $$;
      create trigger listing_frozen before update on listing for each row execute function listing_freeze_terms();

      insert into outbox_subscription(event_type, consumer) values
        ('auction.closed', 'listings.mark_sold'),
        ('volume.recorded', 'listings.mark_certified');

      grant select, insert, update on achievement, listing, objection to jishi_app;
      grant select, insert on rule_profile, listing_transition, attachment, attachment_share to jishi_app;
      grant usage on sequence listing_number to jishi_app;
    `);
    for (const profile of [UNIVERSITY, STATE_OWNED, DEMO, DEMO_LIVE]) {
      await runner.query(
        `insert into rule_profile(code, version, body, source, effective_at) values ($1, $2, $3, $4, '2024-01-01T00:00:00+08:00')`,
        [profile.code, profile.version, JSON.stringify(profile), profile.sources.noticeDays],
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from outbox_subscription where consumer in ('listings.mark_sold', 'listings.mark_certified');
      drop table objection, listing_transition, listing, attachment_share, attachment, rule_profile, achievement;
      drop sequence listing_number;
      drop function listing_freeze_terms, listings_refuse_change;
    `);
  }
}
