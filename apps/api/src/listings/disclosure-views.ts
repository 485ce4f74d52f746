import type { DisclosureItem, WholeDisclosure } from '@jishi/listings';
import type { DisclosureResponse } from './decisions.dto';
import type { DisclosureItemResponse } from './disclosures.dto';
import { yuan } from './views';

export const disclosureItemView = (item: DisclosureItem): DisclosureItemResponse => ({
  id: item.id,
  number: item.number,
  title: item.title,
  state: item.state,
  turn: item.turn,
  stateSince: item.stateSince,
  dueAt: item.dueAt,
  overdue: item.overdue,
  reporterName: item.reporterName,
  handlerName: item.handlerName,
  fieldCode: item.fieldCode,
  ipKind: item.ipKind,
  fundingSource: item.fundingSource,
  secrecy: item.secrecy,
  form: item.form,
  priceMinor: item.priceMinor,
  step: item.step,
  achievementId: item.achievementId,
  createdAt: item.createdAt,
});

export function disclosureView(whole: WholeDisclosure): DisclosureResponse {
  const { disclosure, names, decisions, pending } = whole;
  const [last] = decisions;
  return {
    ...disclosureItemView({
      ...disclosure,
      ...names,
      overdue: whole.overdue,
      form: last?.form ?? null,
      priceMinor: last?.priceMinor ?? null,
      step: pending?.step ?? null,
    }),
    organisationName: names.organisationName,
    summary: disclosure.summary,
    description: disclosure.description,
    programme: disclosure.programme,
    planFunded: disclosure.fundingSource !== 'outside',
    exportControl: disclosure.exportControl,
    publicity: whole.publicity,
    dueSource: whole.dueSource,
    bylaw: whole.bylaw,
    disclosedAt: disclosure.disclosedAt,
    contributors: whole.contributors,
    parties: disclosure.parties,
    publications: disclosure.publications,
    rightHolders: whole.rightHolders,
    documents: whole.documents.map(({ kind, decisionId, addedByName, addedAt, attachment }) => ({
      kind,
      decisionId,
      addedByName,
      addedAt,
      attachment,
    })),
    decisions: decisions.map((decision) => ({
      id: decision.id,
      form: decision.form,
      state: decision.state,
      reason: decision.reason,
      pricingWay: decision.pricingWay,
      priceMinor: decision.priceMinor,
      exclusivity: decision.exclusivity,
      companyName: decision.companyName,
      companyShareBps: decision.companyShareBps,
      profileCode: decision.profileCode,
      proposedByName: decision.proposedByName,
      proposedAt: decision.proposedAt,
      attempt: decision.attempt,
      chain: decision.chain.map(({ step, days, source }) => ({ step, days, source })),
      approvals: decision.approvals.map(({ attempt, step, answer, approverName, opinion, attachmentId, at }) => ({
        attempt,
        step,
        answer,
        approverName,
        opinion,
        attachmentId,
        at,
      })),
      decidedAt: decision.decidedAt,
    })),
    checklist: whole.checklist,
    steps: whole.steps,
    may: whole.may,
    owesShare: whole.owesShare,
  };
}

export const disclosureCsvRow = (item: DisclosureItem): object => ({
  '编号 number': item.number,
  '名称 title': item.title,
  '状态 state': item.state,
  '待办方 turn': item.turn,
  '审批环节 step': item.step,
  '进入时间 since': item.stateSince,
  '应办结 due_at': item.dueAt,
  '是否超期 overdue': item.overdue ? 1 : 0,
  '披露人 reporter': item.reporterName,
  '经办人 handler': item.handlerName,
  '技术领域 field': item.fieldCode,
  '资金来源 funding': item.fundingSource,
  '决定形式 form': item.form,
  '价格（元） price_yuan': item.priceMinor === null ? '' : yuan(item.priceMinor),
});
