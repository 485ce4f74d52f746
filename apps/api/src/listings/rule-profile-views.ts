import type { Comparison, NewerDefault, ProfileDraftRow, RuleProfileRow, WholeDraft } from '@jishi/listings';
import type { RuleChange } from '@jishi/pricing';
import type { ChangesResponse } from './rule-profiles.dto';
import type { NewerDefaultResponse, ProfileDraftItemResponse, ProfileDraftResponse } from './profile-drafts.dto';

export const comparisonView = ({ from, to, changes }: Comparison): ChangesResponse => ({
  from: from && { code: from.code, version: from.version },
  to: { code: to.code, version: to.version },
  changes,
});

/** Periods and rates as people write them; tables stay as they are. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('count' in value && 'kind' in value)
    return `${String(value.count)} ${value.kind === 'working' ? '个工作日 working days' : '日 days'}`;
  if ('numerator' in value && 'denominator' in value) return `${String(value.numerator)}/${String(value.denominator)}`;
  if ('zh' in value) return value.zh;
  return value;
}

export const changeCsvRow = (change: RuleChange): object => ({
  '类别 group': change.group,
  '规则 rule': change.path,
  '原规定 old': plain(change.old),
  '新规定 new': plain(change.new),
  '原出处 old_source': change.oldSource,
  '新出处 new_source': change.newSource,
});

export const profileCsvRow = (profile: RuleProfileRow): object => ({
  '代码 code': profile.code,
  '版本 version': profile.version,
  '名称 name': profile.body.name.zh,
  '交易机构 exchange': profile.exchangeName,
  '适用转让方 sellers': profile.body.sale.sellers.join(';'),
  '交易形式 forms': profile.body.sale.forms.join(';'),
  '定价方式 pricing_ways': profile.body.sale.pricingWays.join(';'),
  '依据 source': profile.source,
  '公布 published_at': profile.publishedAt,
  '生效 effective_at': profile.effectiveAt,
  '撤回 withdrawn_at': profile.withdrawnAt,
  '撤回理由 withdrawal_reason': profile.withdrawalReason,
});

export const draftItemView = (draft: ProfileDraftRow): ProfileDraftItemResponse => ({
  id: draft.id,
  code: draft.code,
  name: draft.body.name,
  baseCode: draft.baseCode,
  baseVersion: draft.baseVersion,
  state: draft.state,
  revision: draft.revision,
  source: draft.source,
  changedByName: draft.changedByName,
  changedAt: draft.changedAt,
  proposedBy: draft.proposedBy,
  proposedByName: draft.proposedByName,
  proposedAt: draft.proposedAt,
  decidedByName: draft.decidedByName,
  decidedAt: draft.decidedAt,
  decisionReason: draft.decisionReason,
  publishedVersion: draft.publishedVersion,
});

export const draftView = ({ draft, ...about }: WholeDraft): ProfileDraftResponse => ({
  ...draftItemView(draft),
  ...about,
  body: draft.body,
});

export const newerDefaultView = ({ own, from, to, ...about }: NewerDefault): NewerDefaultResponse => ({
  ...about,
  own: { code: own.code, version: own.version, name: own.body.name },
  from: { code: from.code, version: from.version },
  to: { code: to.code, version: to.version, source: to.source, effectiveAt: to.effectiveAt },
});

export const newerDefaultCsvRows = ({ own, from, to, changes }: NewerDefault): object[] =>
  changes.map((change) => ({
    '代码 code': own.code,
    '缺省规则 default': from.code,
    '原版本 from_version': from.version,
    '新版本 to_version': to.version,
    ...changeCsvRow(change),
    '本机构规定 own': plain(change.own),
    '本机构出处 own_source': change.ownSource,
  }));

export const draftCsvRow = (draft: ProfileDraftRow): object => ({
  '代码 code': draft.code,
  '名称 name': draft.body.name.zh,
  '底本 base': `${draft.baseCode} v${draft.baseVersion}`,
  '状态 state': draft.state,
  '依据 source': draft.source,
  '修改人 changed_by': draft.changedByName,
  '修改时间 changed_at': draft.changedAt,
  '提交人 proposed_by': draft.proposedByName,
  '办理人 decided_by': draft.decidedByName,
  '发布版本 published_version': draft.publishedVersion,
});
