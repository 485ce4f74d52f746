import type { MigrationInterface, QueryRunner } from 'typeorm';

const FROM = { 'gz-university': 4, 'gz-state-owned': 4, 'gz-state-asset': 2, 'gz-private': 2 };
const TERM_MS = 24 * 3_600_000;
const SOURCE =
  '运营机构默认值（公告期末取得资格的，自取得资格起二十四小时内交纳，且不早于竞价开始）；参照原《企业国有产权交易操作规则》（国资发产权〔2009〕120号）：意向受让方在事先确定的时限内交纳保证金，逾期视为放弃';
const BASIS = '列明取得资格后交纳保证金的时限；规则内容不变';

/** How long a candidate who is approved late has for its deposit was a number of the program; now it is a rule with a source. */
export class DepositTerm1700000039500 implements MigrationInterface {
  name = 'DepositTerm1700000039500';

  async up(runner: QueryRunner): Promise<void> {
    for (const [code, version] of Object.entries(FROM))
      await runner.query(
        `insert into rule_profile (code, version, body, source, effective_at)
         select code, version + 1,
           jsonb_set(jsonb_set(jsonb_set(body, '{version}', to_jsonb(version + 1)),
             '{sale,depositWithinMs}', to_jsonb($3::int)), '{sources,sale.depositWithinMs}', to_jsonb($4::text)),
           $5, now()
         from rule_profile where code = $1 and version = $2`,
        [code, version, TERM_MS, SOURCE, BASIS],
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table rule_profile disable trigger rule_profile_append_only');
    for (const [code, version] of Object.entries(FROM))
      await runner.query('delete from rule_profile where code = $1 and version = $2', [code, version + 1]);
    await runner.query('alter table rule_profile enable trigger rule_profile_append_only');
  }
}
