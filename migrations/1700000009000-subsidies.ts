import type { MigrationInterface, QueryRunner } from 'typeorm';

const PATENT_AND_KNOW_HOW = ['patent_transfer', 'patent_licence', 'know_how_transfer', 'know_how_licence'];

/** Published rules, as data: a new year or a new city is a new row, never a change of code. Amounts are in fen. */
const RULES = [
  {
    code: 'songshan-lake-2022-buyer',
    version: 1,
    source: '东莞松山湖高新区 2022 年技术合同登记资助办法：技术受让方',
    effectiveFrom: '2022-01-01',
    body: {
      name: { zh: '松山湖技术受让方资助（2022）', en: 'Songshan Lake support for technology buyers (2022)' },
      beneficiary: 'transferee',
      localities: ['4419'],
      contractTypes: PATENT_AND_KNOW_HOW,
      base: 'technical',
      thresholdMinor: 20_000_000,
      rate: { kind: 'flat', numerator: 5, denominator: 100 },
      caps: { yearMinor: 200_000_000 },
    },
  },
  {
    code: 'guangzhou-2015-buyer',
    version: 1,
    source: '广州市 2015 年技术交易补助办法：技术受让企业',
    effectiveFrom: '2015-01-01',
    body: {
      name: { zh: '广州市技术受让补助（2015）', en: 'Guangzhou support for technology buyers (2015)' },
      beneficiary: 'transferee',
      localities: ['4401'],
      contractTypes: PATENT_AND_KNOW_HOW,
      base: 'technical',
      rate: { kind: 'flat', numerator: 5, denominator: 100 },
      first: { numerator: 10, denominator: 100, capMinor: 200_000_000 },
      caps: { yearMinor: 500_000_000 },
    },
  },
];

export class Subsidies1700000009000 implements MigrationInterface {
  name = 'Subsidies1700000009000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table subsidy_rule (
        code text not null,
        version integer not null check (version > 0),
        body jsonb not null,
        source text not null,
        effective_from date not null,
        effective_to date,
        published_at timestamptz not null default clock_timestamp(),
        primary key (code, version),
        check (effective_to is null or effective_to >= effective_from)
      );

      create table subsidy_award (
        id uuid primary key,
        rule_code text not null,
        rule_version integer not null,
        volume_record_id uuid not null references volume_record (id),
        beneficiary_id uuid not null references organisation (id),
        year integer not null,
        -- zero is an answer too: the trace says why nothing is due
        amount_minor bigint not null check (amount_minor >= 0 and amount_minor <= 9007199254740991),
        currency text not null default 'CNY',
        trace jsonb not null,
        created_at timestamptz not null default clock_timestamp(),
        foreign key (rule_code, rule_version) references subsidy_rule (code, version),
        -- a rule pays one record once, however often the fact is delivered
        unique (rule_code, volume_record_id)
      );
      create index subsidy_award_beneficiary on subsidy_award (beneficiary_id, year, rule_code);

      create function subsidies_refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'JS001';
      end $$;
    `);
    for (const table of ['subsidy_rule', 'subsidy_award']) {
      await runner.query(`
        create trigger ${table}_no_change before update or delete on ${table}
          for each row execute function subsidies_refuse_change();
        create trigger ${table}_no_truncate before truncate on ${table}
          for each statement execute function subsidies_refuse_change();
      `);
    }
    for (const rule of RULES) {
      await runner.query(
        'insert into subsidy_rule (code, version, body, source, effective_from) values ($1, $2, $3, $4, $5)',
        [rule.code, rule.version, JSON.stringify(rule.body), rule.source, rule.effectiveFrom],
      );
    }
    await runner.query(`
      grant select on subsidy_rule to jishi_app;
      grant select, insert on subsidy_award to jishi_app;
      insert into outbox_subscription (event_type, consumer) values ('volume.recorded', 'subsidies.compute');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from outbox_subscription where consumer = 'subsidies.compute';
      drop table subsidy_award, subsidy_rule;
      drop function subsidies_refuse_change();
    `);
  }
}
