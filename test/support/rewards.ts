import { newId } from '@jishi/kernel';
import { appendFact, Database, row } from '@jishi/platform';
import type { RewardRule } from '@jishi/subsidies';
import { until } from '../../apps/cli/src/demo/wait';
import type { Person } from './candidates';

/** Money that reached the university of these two inventors for something they disclosed: 70 and 30 per cent. Answers the title. */
export async function incomeOf(databaseUrl: string, logins: [string, string], amountMinor: number): Promise<string> {
  const database = new Database({ databaseUrl });
  await database.onModuleInit();
  const title = '深海传感器自清洁涂层';
  await database.transaction(async (tx) => {
    const { organisationId } = await row<{ organisationId: string }>(
      tx,
      `select m.organisation_id as "organisationId" from membership m join user_account u on u.id = m.user_id where u.login = $1`,
      [logins[0]],
    );
    const parties = await row<{ exchangeId: string; buyerId: string; officerId: string }>(
      tx,
      `select (select id from organisation where kind = 'exchange' order by created_at limit 1) as "exchangeId",
         (select id from organisation where kind = 'company' order by created_at limit 1) as "buyerId",
         (select user_id from membership where organisation_id = $1 and 'officer' = any(roles) limit 1) as "officerId"`,
      [organisationId],
    );
    const [achievement, listing, disclosure, confirmation, contract, payout] = Array.from({ length: 6 }, newId);
    await tx.query(
      `insert into achievement (id, organisation_id, title, ip_kind, country, patent_number, filed_on, granted_on, inventors, source_format, source_hash)
       values ($1::uuid, $2, $3, 'invention', 'CN', $4, '2021-06-08', '2024-03-19', '[]', 'csv', $1::text)`,
      [achievement, organisationId, title, `CN${achievement!.slice(-10)}`],
    );
    await tx.query(
      `insert into listing (id, number, achievement_id, transferor_id, exchange_id, form, pricing_way, price_minor, profile_code, field_code,
         region_code, state, created_by)
       values ($1::uuid, $1::text, $2, $3, $4, 'transfer', 'auction', $5, 'gz-university', '05', '440100', 'draft', $6)`,
      [listing, achievement, organisationId, parties.exchangeId, amountMinor, parties.officerId],
    );
    await tx.query(
      `insert into disclosure (id, number, organisation_id, reported_by, title, ip_kind, funding_source, export_control, state, turn, state_since)
       select $1::uuid, 'JSPL-' || $1::text, $2, u.id, $3, 'invention', 'outside', 'free', 'draft', 'reporter', now()
       from user_account u where u.login = $4`,
      [disclosure, organisationId, title, logins[0]],
    );
    for (const [i, login] of logins.entries())
      await tx.query(
        `insert into disclosure_contributor (id, disclosure_id, position, user_id, name, share_bps)
         select $1, $2, $3, u.id, u.name, $4 from user_account u where u.login = $5`,
        [newId(), disclosure, i + 1, [7_000, 3_000][i], login],
      );
    await tx.query(
      `update disclosure set state = 'decided', turn = null, disclosed_at = now(), achievement_id = $2 where id = $1`,
      [disclosure, achievement],
    );
    const sides = [parties.exchangeId, organisationId, parties.buyerId, amountMinor];
    await tx.query(
      `insert into sale_confirmation (id, number, listing_id, exchange_id, transferor_id, transferee_id, price_minor, concluded_at)
       values ($1::uuid, 'JSCJ-' || $1::text, $2, $3, $4, $5, $6, now())`,
      [confirmation, listing, ...sides],
    );
    await tx.query(
      `insert into contract (id, number, listing_id, sale_confirmation_id, exchange_id, transferor_id, transferee_id, type, title, state,
         contract_amount_minor, signed_at, settled_at)
       values ($1, 'JSHT2026000042', $2, $7, $3, $4, $5, 'patent_transfer', $8, 'settled', $6, now(), now())`,
      [contract, listing, ...sides, confirmation, title],
    );
    await tx.query(
      `insert into payout (id, kind, exchange_id, payee_id, payee_name, contract_id, source_account, amount_minor, provider, state,
         bank_serial, confirmed_at)
       select $1, 'sale', $3, $4::uuid, o.name, $2::uuid, 'payable:' || $2::uuid::text, $5, 'offline_bank', 'confirmed', '20261120000731', now()
       from organisation o where o.id = $4::uuid`,
      [payout, contract, parties.exchangeId, organisationId, amountMinor],
    );
    await appendFact(tx, { type: 'payout.confirmed', subjectId: payout!, payload: { payoutId: payout } });
  });
  await database.onModuleDestroy();
  return title;
}

/** A reward whose figures are open, a rule that waits for a decider, a payroll: each has a page. */
export async function rewardRecords(
  databaseUrl: string,
  { http, organisationId }: Person,
): Promise<{ reward: string; rewardRule: string; rewardPayroll: string }> {
  const { body } = await http.get<{ body: RewardRule }>('/reward-rules/current');
  const named = { source: '校科〔2026〕18号', effectiveOn: '2026-01-01' };
  const changed = { ...body, amounts: body.amounts === 'open' ? 'hidden' : 'open' };
  const rule = await http.post<{ id: string }>('/reward-rules', { ...named, body: changed });
  await incomeOf(databaseUrl, ['inventor', 'inventor2'], 90_000_000);
  const found = async () => (await http.get<{ items: { id: string }[] }>('/rewards?scope=office')).items[0];
  const reward = (await until('a reward', found))!;
  const rewardPayroll = newId();
  const database = new Database({ databaseUrl });
  await database.onModuleInit();
  await database.query(
    `insert into reward_payroll (id, number, organisation_id, total_minor, made_by, made_at)
     select $1::uuid, 'JSGZ-' || $1::text, $2, 0, m.user_id, now() from membership m where m.organisation_id = $2 limit 1`,
    [rewardPayroll, organisationId],
  );
  await database.onModuleDestroy();
  return { reward: reward.id, rewardRule: rule.id, rewardPayroll };
}
