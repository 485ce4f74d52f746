import type { BylawRow, BylawsInForce, WholeBylaw } from '@jishi/listings';
import type { BylawItemResponse, BylawResponse, BylawsInForceResponse } from './bylaws.dto';

export const bylawItemView = (bylaw: BylawRow): BylawItemResponse => ({
  id: bylaw.id,
  version: bylaw.version,
  state: bylaw.state,
  source: bylaw.source,
  effectiveAt: bylaw.effectiveAt,
  writtenByName: bylaw.writtenByName,
  writtenAt: bylaw.writtenAt,
  answer: bylaw.answer,
  reason: bylaw.reason,
  answeredByName: bylaw.answeredByName,
  answeredAt: bylaw.answeredAt,
});

export const inForceView = ({ bylaw, body, changes }: BylawsInForce): BylawsInForceResponse => ({
  bylaw: bylaw && bylawItemView(bylaw),
  body,
  changes,
});

export const bylawView = ({ bylaw, ...about }: WholeBylaw): BylawResponse => ({
  ...bylawItemView(bylaw),
  ...about,
  body: bylaw.body,
});

export const bylawCsvRow = (bylaw: BylawRow): object => ({
  '版本 version': bylaw.version,
  '状态 state': bylaw.state,
  '依据 source': bylaw.source,
  '施行日 effective_at': bylaw.effectiveAt,
  '起草人 written_by': bylaw.writtenByName,
  '起草时间 written_at': bylaw.writtenAt,
  '答复 answer': bylaw.answer,
  '答复人 answered_by': bylaw.answeredByName,
  '答复时间 answered_at': bylaw.answeredAt,
  '理由 reason': bylaw.reason,
});
