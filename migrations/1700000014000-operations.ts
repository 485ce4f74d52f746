import type { MigrationInterface, QueryRunner } from 'typeorm';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DEFAULT_SOURCE = '交易规则缺省值';
const DEMO_SOURCE = '演示参数，非法定期限';

interface Body {
  code: string;
  version: number;
  name: { zh: string; en: string };
  sources: Record<string, string>;
  demo: { noticeMs: number; publicityMs: number } | null;
  auction: Record<string, unknown>;
}

const sourced = (rules: Record<string, unknown>, source: string): Record<string, string> =>
  Object.fromEntries(Object.keys(rules).map((rule) => [`auction.${rule}`, source]));

/** The next version of a profile: rules of sale that it did not have before. */
const nextVersion = (body: Body, rules: Record<string, unknown>): Body => ({
  ...body,
  version: body.version + 1,
  sources: { ...body.sources, ...sourced(rules, DEFAULT_SOURCE) },
  auction: { ...body.auction, ...rules },
});

/** Short enough to be watched from the notice to the award. */
const DEMOS = [
  {
    code: 'gz-demo-dynamic',
    name: { zh: '演示用动态报价规则（无法律效力）', en: 'Dynamic bidding for demonstrations (no legal effect)' },
    noticeMs: 180_000,
    rules: { mode: 'dynamic', timerMs: 60_000, triggerMs: 60_000, extendMs: 60_000 },
    more: {},
  },
  {
    code: 'gz-demo-sealed',
    name: {
      zh: '演示用密封报价规则（一次报价，无法律效力）',
      en: 'Sealed bids, first price, for demonstrations (no legal effect)',
    },
    noticeMs: 60_000,
    rules: { mode: 'sealed', freePeriodMs: 120_000, timerMs: 60_000 },
    more: { sealedPrice: 'first', objectionWindowMs: 60_000, barMs: DAY_MS },
  },
  {
    code: 'gz-demo-second',
    name: {
      zh: '演示用密封报价规则（次高价成交，无法律效力）',
      en: 'Sealed bids, second price, for demonstrations (no legal effect)',
    },
    noticeMs: 60_000,
    rules: { mode: 'sealed', freePeriodMs: 120_000, timerMs: 60_000 },
    more: { sealedPrice: 'second', objectionWindowMs: 60_000, barMs: DAY_MS },
  },
  {
    code: 'gz-demo-rights',
    name: {
      zh: '演示用优先购买权与异议规则（无法律效力）',
      en: 'Rights of first refusal and objections for demonstrations (no legal effect)',
    },
    noticeMs: 30_000,
    rules: { freePeriodMs: 60_000, timerMs: 30_000, triggerMs: 30_000, extendMs: 30_000 },
    more: { firstRefusalWindowMs: 60_000, objectionWindowMs: 60_000, barMs: DAY_MS },
  },
];

/** What two people of an exchange do together, who may not bid for a while, and who holds a right of first refusal. */
export class Operations1700000014000 implements MigrationInterface {
  name = 'Operations1700000014000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table auction_approval (
        -- also the id of the command that is given once a second person has agreed
        id uuid primary key,
        auction_id uuid not null references auction (id),
        exchange_id uuid not null references organisation (id),
        kind text not null check (kind ~ '^[a-z][A-Za-z]{1,39}$'),
        payload jsonb not null,
        reason text not null check (reason <> '' and length(reason) <= 500),
        requested_by uuid not null references user_account (id),
        requested_at timestamptz not null default clock_timestamp(),
        expires_at timestamptz not null,
        state text not null default 'pending' check (state in ('pending', 'approved', 'refused', 'withdrawn')),
        decided_by uuid references user_account (id),
        decided_at timestamptz,
        decision_reason text not null default '',
        -- what came of it: {accepted, seq, code, params}
        outcome jsonb,
        check ((state = 'pending') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
        check (outcome is null or state = 'approved'),
        check (decided_at <= expires_at or state <> 'approved'),
        constraint approval_two_people check (state = 'withdrawn' or decided_by <> requested_by)
      );
      create index auction_approval_exchange on auction_approval (exchange_id, id desc);
      create index auction_approval_auction on auction_approval (auction_id, id desc);

      create function approval_guard_update() returns trigger language plpgsql as $$
      begin
        if old.state <> 'pending' and new.state <> old.state or old.outcome is not null then
          raise exception 'approval % is decided', old.id using errcode = 'restrict_violation';
        end if;
        return new;
      end $$;
      create trigger auction_approval_guard before update on auction_approval
        for each row execute function approval_guard_update();

      -- A winner who did not perform: kept out of every sale until then.
      create table bidder_bar (
        organisation_id uuid not null references organisation (id),
        auction_id uuid not null references auction (id),
        reason text not null,
        barred_until timestamptz not null,
        created_at timestamptz not null default clock_timestamp(),
        primary key (organisation_id, auction_id)
      );
      create index bidder_bar_until on bidder_bar (barred_until desc);

      alter table application
        add column first_refusal_rank smallint check (first_refusal_rank between 1 and 99),
        add column first_refusal_ground text
          check (first_refusal_ground in ('inventor', 'commissioner', 'co_developer')),
        add constraint application_first_refusal
          check ((first_refusal_rank is null) = (first_refusal_ground is null));

      -- A book is long; what was declared void, opened or objected to in it must be found without reading it all.
      create index auction_event_rare on auction_event (auction_id, seq)
        where type in ('bid.voided', 'bids.revealed', 'objection.filed', 'objection.ruled', 'objection.appealed');

      -- A default ends a contract before it is settled; what was to be paid for it is not due any more.
      alter table payment drop constraint payment_state_check;
      alter table payment add constraint payment_state_check
        check (state in ('due', 'received', 'settled', 'cancelled'));

      grant select, insert on auction_approval, bidder_bar to jishi_app;
      grant update (state, decided_by, decided_at, decision_reason, outcome) on auction_approval to jishi_app;

      insert into outbox_subscription (event_type, consumer) values
        ('approval.granted', 'bidding.carry_out'),
        ('auction.defaulted', 'bidding.bar'),
        ('auction.defaulted', 'settlement.cancel_sale'),
        ('sale.cancelled', 'listings.mark_defaulted');
    `);
    await this.publish(runner);
  }

  private async publish(runner: QueryRunner): Promise<void> {
    const bodyOf = async (code: string): Promise<Body> => {
      const [found] = (await runner.query('select body from rule_profile where code = $1 and version = 1', [code])) as {
        body: Body;
      }[];
      return found!.body;
    };
    const rules = { firstRefusalWindowMs: DAY_MS, objectionWindowMs: 3 * DAY_MS, barMs: 365 * DAY_MS };
    const profiles = [
      nextVersion(await bodyOf('gz-university'), rules),
      nextVersion(await bodyOf('gz-state-owned'), rules),
    ];
    const demo = await bodyOf('gz-demo');
    for (const { code, name, noticeMs, rules: changed, more } of DEMOS)
      profiles.push({
        ...demo,
        code,
        name,
        demo: { noticeMs, publicityMs: demo.demo!.publicityMs },
        sources: { ...demo.sources, ...sourced(more, DEMO_SOURCE) },
        auction: { ...demo.auction, ...changed, ...more },
      });
    for (const body of profiles)
      await runner.query(
        `insert into rule_profile (code, version, body, source, effective_at) values ($1, $2, $3, $4, '2026-01-01T00:00:00+08:00')`,
        [body.code, body.version, JSON.stringify(body), DEFAULT_SOURCE],
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    const codes = DEMOS.map(({ code }) => code);
    await runner.query('alter table rule_profile disable trigger rule_profile_append_only');
    await runner.query(
      `delete from rule_profile where code = any($1) or version = 2 and code in ('gz-university', 'gz-state-owned')`,
      [codes],
    );
    await runner.query('alter table rule_profile enable trigger rule_profile_append_only');
    await runner.query(`
      delete from outbox_subscription where consumer in ('bidding.carry_out', 'bidding.bar',
        'listings.mark_defaulted', 'settlement.cancel_sale');
      drop index auction_event_rare;
      alter table payment drop constraint payment_state_check;
      alter table payment add constraint payment_state_check check (state in ('due', 'received', 'settled'));
      alter table application drop column first_refusal_rank, drop column first_refusal_ground;
      drop table bidder_bar, auction_approval;
      drop function approval_guard_update;
    `);
  }
}
