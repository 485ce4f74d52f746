import { Injectable } from '@nestjs/common';
import { notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { Database, toPage, type Page, type Tx } from '@jishi/platform';
import { compute } from './domain/compute';
import type { Computation, SubsidyRule, VolumeFact } from './domain/rule';
import * as repository from './subsidies.repository';
import type { AwardRow, RuleRow, VolumeRecord } from './subsidies.repository';
import { traceText } from './trace-text';

export type Award = Omit<AwardRow, 'trace'> & {
  trace: (AwardRow['trace'][number] & { text: { zh: string; en: string } })[];
};

export interface AwardFilter {
  contractId?: string;
  year?: number;
  before?: [string, string];
  limit: number;
}

/** Published rules over recorded volume. */
@Injectable()
export class SubsidiesService {
  constructor(private readonly database: Database) {}

  /** Every rule of the beneficiary's place answers for this record, once. Errors: `subsidy.no_volume`. */
  async computeFor(tx: Tx, volumeRecordId: string): Promise<void> {
    const volume = await repository.findVolume(tx, volumeRecordId);
    if (!volume) throw notFound('subsidy.no_volume', { volume: volumeRecordId });
    for (const row of await repository.rulesInForce(tx, volumeRecordId)) {
      const rule: SubsidyRule = { ...row.body, code: row.code, version: row.version };
      const region = regionOf(rule, volume);
      // another place's rule has nothing to say; within the place even a refusal is written down
      if (rule.localities.some((prefix) => region.startsWith(prefix))) await this.award(tx, row, rule, volume);
    }
  }

  async list(actor: Actor, filter: AwardFilter): Promise<Page<Award>> {
    const organisationId = actor.organisationKind === 'regulator' ? null : actor.organisationId;
    const found = await repository.listAwards(this.database.manager, {
      ...filter,
      organisationId,
      limit: filter.limit + 1,
    });
    const readable = found.map((award) => ({
      ...award,
      trace: award.trace.map((line) => ({ ...line, text: { zh: traceText(line, 'zh'), en: traceText(line, 'en') } })),
    }));
    return toPage(readable, filter.limit, (last) => [last.createdAt.toISOString(), last.id]);
  }

  /** What the year's contracts give together, less what they gave before: so a cap holds in every order of delivery. */
  private async award(tx: Tx, row: RuleRow, rule: SubsidyRule, volume: VolumeRecord): Promise<void> {
    const beneficiaryId = rule.beneficiary === 'transferee' ? volume.transfereeId : volume.transferorId;
    const { year } = volume;
    await repository.lockBeneficiary(tx, rule.code, beneficiaryId, year);
    if (await repository.hasAward(tx, rule.code, volume.id)) return;
    const records = await repository.recordsForRule(tx, {
      role: rule.beneficiary,
      beneficiaryId,
      year,
      ruleCode: rule.code,
      volumeRecordId: volume.id,
    });
    const whole = compute(
      rule,
      records.map((record) => factOf(rule, record)),
    );
    const before = await repository.awarded(tx, rule.code, beneficiaryId, year);
    const { amountMinor, trace } = lessAwarded(whole, before);
    await repository.insertAward(tx, { rule: row, volumeRecordId: volume.id, beneficiaryId, year, amountMinor, trace });
  }
}

const regionOf = (rule: SubsidyRule, record: VolumeRecord): string =>
  rule.beneficiary === 'transferee' ? record.transfereeRegion : record.transferorRegion;

const factOf = (rule: SubsidyRule, record: VolumeRecord): VolumeFact => ({
  // what a reader of the trace knows the contract by
  label: record.contractNumber,
  contractType: record.contractType,
  contractAmountMinor: record.contractAmountMinor,
  technicalAmountMinor: record.technicalAmountMinor,
  beneficiaryRegion: regionOf(rule, record),
  // parties related to the seller are refused at qualification, so no recorded sale is between related parties
  relatedParty: false,
  isFirst: record.isFirst,
});

function lessAwarded(whole: Computation, beforeMinor: number): Computation {
  const amountMinor = Math.max(0, whole.amountMinor - beforeMinor);
  const trace = [...whole.trace];
  if (beforeMinor > 0) trace.push({ code: 'awarded_before', params: {}, amountMinor: beforeMinor });
  trace.push({ code: 'award', params: {}, amountMinor });
  return { amountMinor, trace };
}
