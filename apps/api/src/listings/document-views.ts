import type { DocumentView, NdaRow, OpeningRow } from '@jishi/listings';
import type { DocumentResponse } from './documents.dto';

export const documentView = (document: DocumentView): DocumentResponse => ({
  id: document.id,
  listingId: document.listingId,
  title: document.title,
  kind: document.kind,
  access: document.access,
  announced: document.announced,
  addedAt: document.addedAt,
  addedByName: document.addedByName,
  addedForName: document.addedForName,
  withdrawnAt: document.withdrawnAt,
  withdrawnByName: document.withdrawnByName,
  withdrawnReason: document.withdrawnReason,
  barrier: document.barrier,
  filename: document.filename,
  mediaType: document.mediaType,
  size: document.size,
  sha256: document.sha256,
  scanned: document.scanned,
});

export const documentCsvRow = (document: DocumentView): object => ({
  '名称 title': document.title,
  '类别 kind': document.kind,
  '范围 access': document.access,
  '加入时间 added_at': document.addedAt,
  '挂牌后补充 announced': document.announced,
  '撤下时间 withdrawn_at': document.withdrawnAt,
  '撤下理由 reason': document.withdrawnReason,
  '文件 filename': document.filename,
  '字节 size': document.size || '',
  sha256: document.sha256,
});

export const ndaCsvRow = (nda: NdaRow): object => ({
  '签署时间 accepted_at': nda.acceptedAt,
  '机构 organisation': nda.organisationName,
  '签署人 signatory': nda.signatory,
  '登录人 user': nda.userName,
  '标准文本版本 standard_version': nda.textVersion,
  '交易规则 rules': nda.profileCode && `${nda.profileCode} v${nda.profileVersion}`,
  '语言 language': nda.language,
  '文本 sha256': nda.textSha256,
});

export const openingCsvRow = (opening: OpeningRow): object => ({
  '打开时间 opened_at': opening.openedAt,
  '资料 document': opening.documentTitle,
  '机构 organisation': opening.organisationName,
  '人员 user': opening.userName,
  '内部人员 insider': opening.insider,
  '网络地址 address': opening.address,
  '副本 sha256': opening.deliveredSha256,
  '字节 size': opening.deliveredSize,
  '记录号 id': opening.id,
});
