import { newId, type Fen } from '@jishi/kernel';
import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { Computation, SubsidyRule, TraceLine } from './domain/rule';

export interface RuleRow {
  code: string;
  version: number;
  source: string;
  body: Omit<SubsidyRule, 'code' | 'version'>;
}

export interface VolumeRecord {
  id: string;
  contractNumber: string;
  contractType: string;
  contractAmountMinor: Fen;
  technicalAmountMinor: Fen;
  transferorId: string;
  transfereeId: string;
  transferorRegion: string;
  transfereeRegion: string;
  year: number;
  /** The first contract ever of this party in this role. */
  isFirst: boolean;
}

export interface AwardRow {
  id: string;
  ruleCode: string;
  ruleVersion: number;
  ruleName: { zh: string; en: string };
  ruleSource: string;
  volumeRecordId: string;
  contractId: string;
  contractNumber: string;
  title: string;
  beneficiaryId: string;
  beneficiaryName: string;
  year: number;
  amountMinor: Fen;
  currency: string;
  trace: TraceLine[];
  createdAt: Date;
}

/** Rules in force on the day a record was made, the newest version of each. */
export const rulesInForce = (tx: Tx, volumeRecordId: string): Promise<RuleRow[]> =>
  rows<RuleRow>(
    tx,
    `select distinct on (r.code) r.code, r.version, r.source, r.body
     from subsidy_rule r, volume_record v
     where v.id = $1 and r.effective_from <= (v.recorded_at at time zone 'Asia/Shanghai')::date
       and (r.effective_to is null or r.effective_to >= (v.recorded_at at time zone 'Asia/Shanghai')::date)
     order by r.code, r.version desc`,
    [volumeRecordId],
  );

const VOLUME = (role: 'transferor' | 'transferee'): string => `
  select v.id, c.number as "contractNumber", v.contract_type as "contractType", v.contract_amount_minor as "contractAmountMinor",
    v.technical_amount_minor as "technicalAmountMinor", v.transferor_id as "transferorId",
    v.transferee_id as "transfereeId", f.region_code as "transferorRegion",
    v.transferee_region_code as "transfereeRegion", v.year,
    not exists (select 1 from volume_record e where e.${role}_id = v.${role}_id
      and (e.recorded_at, e.id) < (v.recorded_at, v.id)) as "isFirst"
  from volume_record v join contract c on c.id = v.contract_id join organisation f on f.id = v.transferor_id`;

export const findVolume = (tx: Tx, id: string): Promise<VolumeRecord | null> =>
  maybeRow<VolumeRecord>(tx, `${VOLUME('transferee')} where v.id = $1`, [id]);

/** The beneficiary's records of the year that this rule has answered already, and the one at hand, oldest first. */
export const recordsForRule = (
  tx: Tx,
  of: {
    role: 'transferor' | 'transferee';
    beneficiaryId: string;
    year: number;
    ruleCode: string;
    volumeRecordId: string;
  },
): Promise<VolumeRecord[]> =>
  rows<VolumeRecord>(
    tx,
    `${VOLUME(of.role)} where v.${of.role}_id = $1 and v.year = $2
       and (v.id = $4 or exists (
         select 1 from subsidy_award a where a.volume_record_id = v.id and a.rule_code = $3))
     order by v.recorded_at, v.id`,
    [of.beneficiaryId, of.year, of.ruleCode, of.volumeRecordId],
  );

/** One computation at a time for one beneficiary, rule and year: the year's cap is shared. */
export async function lockBeneficiary(tx: Tx, ruleCode: string, beneficiaryId: string, year: number): Promise<void> {
  await rows(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `subsidy:${ruleCode}:${beneficiaryId}:${year}`,
  ]);
}

export const awarded = async (tx: Tx, ruleCode: string, beneficiaryId: string, year: number): Promise<Fen> =>
  (
    await row<{ total: number }>(
      tx,
      `select coalesce(sum(amount_minor), 0)::bigint as total from subsidy_award
       where rule_code = $1 and beneficiary_id = $2 and year = $3`,
      [ruleCode, beneficiaryId, year],
    )
  ).total;

export const hasAward = async (tx: Tx, ruleCode: string, volumeRecordId: string): Promise<boolean> =>
  (await maybeRow(tx, 'select id from subsidy_award where rule_code = $1 and volume_record_id = $2', [
    ruleCode,
    volumeRecordId,
  ])) !== null;

export async function insertAward(
  tx: Tx,
  award: { rule: RuleRow; volumeRecordId: string; beneficiaryId: string; year: number } & Computation,
): Promise<void> {
  await rows(
    tx,
    `insert into subsidy_award (id, rule_code, rule_version, volume_record_id, beneficiary_id, year, amount_minor, trace)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      newId(),
      award.rule.code,
      award.rule.version,
      award.volumeRecordId,
      award.beneficiaryId,
      award.year,
      award.amountMinor,
      JSON.stringify(award.trace),
    ],
  );
}

/** A beneficiary sees its own; the exchange and the window of the contract see theirs; `null` sees all. */
export const listAwards = (
  tx: Tx,
  filter: {
    organisationId: string | null;
    contractId?: string;
    year?: number;
    before?: [string, string];
    limit: number;
  },
): Promise<AwardRow[]> =>
  rows<AwardRow>(
    tx,
    `select s.id, s.rule_code as "ruleCode", s.rule_version as "ruleVersion", r.body->'name' as "ruleName",
       r.source as "ruleSource", s.volume_record_id as "volumeRecordId", v.contract_id as "contractId",
       c.number as "contractNumber", c.title, s.beneficiary_id as "beneficiaryId", o.name as "beneficiaryName", s.year,
       s.amount_minor as "amountMinor", s.currency, s.trace, s.created_at as "createdAt"
     from subsidy_award s join subsidy_rule r on r.code = s.rule_code and r.version = s.rule_version
     join volume_record v on v.id = s.volume_record_id join contract c on c.id = v.contract_id
     join organisation o on o.id = s.beneficiary_id left join service_window w on w.id = v.window_id
     where ($1::uuid is null or $1 in (s.beneficiary_id, v.exchange_id, w.organisation_id))
       and ($2::uuid is null or v.contract_id = $2) and ($3::int is null or s.year = $3)
       and ($4::timestamptz is null or (date_trunc('milliseconds', s.created_at), s.id) < ($4, $5::uuid))
     order by date_trunc('milliseconds', s.created_at) desc, s.id desc limit $6`,
    [
      filter.organisationId,
      filter.contractId ?? null,
      filter.year ?? null,
      filter.before?.[0] ?? null,
      filter.before?.[1] ?? null,
      filter.limit,
    ],
  );
