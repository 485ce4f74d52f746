import type { AchievementRow, ListingView, ObjectionRow, WholeListing } from '@jishi/listings';
import type { ListingItemResponse, ListingResponse, ObjectionResponse } from './listings.dto';

export const objectionView = (objection: ObjectionRow): ObjectionResponse => ({
  id: objection.id,
  listingId: objection.listingId,
  organisationId: objection.organisationId,
  organisationName: objection.organisationName,
  grounds: objection.grounds,
  state: objection.upheld === null ? 'filed' : objection.upheld ? 'upheld' : 'dismissed',
  reason: objection.rulingReason,
  createdAt: objection.filedAt,
  ruledAt: objection.ruledAt,
});

export const listingItemView = (listing: ListingView): ListingItemResponse => ({
  id: listing.id,
  number: listing.number,
  title: listing.title,
  ipKind: listing.ipKind,
  patentNumber: listing.patentNumber,
  form: listing.form,
  pricingWay: listing.pricingWay,
  priceMinor: listing.priceMinor,
  reserveMinor: listing.reserveMinor,
  state: listing.state,
  fieldCode: listing.fieldCode,
  regionCode: listing.regionCode,
  auctionId: listing.auctionId,
  transferorId: listing.transferorId,
  transferorName: listing.transferorName,
  exchangeId: listing.exchangeId,
  exchangeName: listing.exchangeName,
  windowId: listing.windowId,
  windowName: listing.windowName,
  negotiatedTransfereeId: listing.negotiatedTransfereeId,
  negotiatedTransfereeName: listing.negotiatedTransfereeName,
  transfereeRelation: listing.transfereeRelation,
  markets: listing.markets,
  achievementId: listing.achievementId,
  profileCode: listing.profileCode,
  profileVersion: listing.profileVersion,
  sellerType: listing.sellerType,
  conditions: listing.conditions,
  announcedExtensions: listing.announcedExtensions,
  extensions: listing.extensions,
  appraisal: listing.appraisal,
  approval: listing.approval,
  round: listing.round,
  publishFrom: listing.publishFrom,
  suspendedAt: listing.suspendedAt,
  publishedAt: listing.publishedAt,
  noticeEndsAt: listing.noticeEndsAt,
  opensAt: listing.opensAt,
  closesAt: listing.closesAt,
  createdAt: listing.createdAt,
});

export const listingView = (whole: WholeListing): ListingResponse => ({
  ...listingItemView(whole.listing),
  achievement: whole.achievement,
  profile: whole.profile,
  transitions: whole.transitions,
  objections: whole.objections.map(objectionView),
});

/** Yuan as exact decimals: a spreadsheet's reader does not think in fen. */
export const yuan = (minor: number): string => `${Math.trunc(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;

export const listingCsvRow = (listing: ListingView): object => ({
  '编号 number': listing.number,
  '名称 title': listing.title,
  '专利号 patent_number': listing.patentNumber,
  '形式 form': listing.form,
  '定价方式 pricing_way': listing.pricingWay,
  '价格（元） price_yuan': yuan(listing.priceMinor),
  '状态 state': listing.state,
  '技术领域 field': listing.fieldCode,
  '地区 region': listing.regionCode,
  '转让方 transferor': listing.transferorName,
  '服务窗口 window': listing.windowName,
  '公示截止 notice_ends_at': listing.noticeEndsAt,
  '竞价开始 opens_at': listing.opensAt,
});

const names = (people: { name: string }[]): string => people.map(({ name }) => name).join(';');

/** Under the headings that an import reads. */
export const achievementCsvRow = (achievement: AchievementRow): object => ({
  title: achievement.title,
  abstract: achievement.abstract,
  ip_kind: achievement.ipKind,
  country: achievement.country,
  patent_number: achievement.patentNumber,
  application_number: achievement.applicationNumber,
  filed_on: achievement.filedOn,
  published_on: achievement.publishedOn,
  granted_on: achievement.grantedOn,
  inventors: names(achievement.inventors),
  assignees: names(achievement.assignees),
  ipc: achievement.ipc.join(';'),
  cpc: achievement.cpc.join(';'),
  field: achievement.fieldCode,
});
