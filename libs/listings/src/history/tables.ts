import type { HistoryKind } from './fields';

export interface HistoryTable {
  name: string;
  keyColumn: string;
  /** Field of the record → column and its type. */
  columns: readonly (readonly [field: string, column: string, type: string])[];
}

/** Where each kind of history is kept. */
export const TABLES: Readonly<Record<HistoryKind, HistoryTable>> = {
  members: {
    name: 'history_member',
    keyColumn: 'member_number',
    columns: [
      ['memberNumber', 'member_number', 'text'],
      ['name', 'name', 'text'],
      ['uscc', 'uscc', 'text'],
      ['kind', 'kind', 'text'],
      ['regionCode', 'region_code', 'text'],
      ['contactName', 'contact_name', 'text'],
      ['contactPhone', 'contact_phone', 'text'],
      ['contactEmail', 'contact_email', 'text'],
      ['address', 'address', 'text'],
      ['joinedOn', 'joined_on', 'date'],
      ['leftOn', 'left_on', 'date'],
      ['remark', 'remark', 'text'],
    ],
  },
  listings: {
    name: 'history_listing',
    keyColumn: 'listing_number',
    columns: [
      ['listingNumber', 'listing_number', 'text'],
      ['title', 'title', 'text'],
      ['transferorName', 'transferor_name', 'text'],
      ['transferorUscc', 'transferor_uscc', 'text'],
      ['listedOn', 'listed_on', 'date'],
      ['closedOn', 'closed_on', 'date'],
      ['priceMinor', 'price_minor', 'bigint'],
      ['pricingWay', 'pricing_way', 'text'],
      ['ipKind', 'ip_kind', 'text'],
      ['patentNumber', 'patent_number', 'text'],
      ['fieldCode', 'field_code', 'text'],
      ['regionCode', 'region_code', 'text'],
      ['result', 'result', 'text'],
      ['soldMinor', 'sold_minor', 'bigint'],
      ['transfereeName', 'transferee_name', 'text'],
      ['remark', 'remark', 'text'],
    ],
  },
  deals: {
    name: 'registered_deal',
    keyColumn: 'contract_number',
    columns: [
      ['contractNumber', 'contract_number', 'text'],
      ['title', 'title', 'text'],
      ['contractType', 'contract_type', 'text'],
      ['ipKind', 'ip_kind', 'text'],
      ['sellerName', 'seller_name', 'text'],
      ['buyerName', 'buyer_name', 'text'],
      ['priceMinor', 'price_minor', 'bigint'],
      ['technicalMinor', 'technical_minor', 'bigint'],
      ['signedOn', 'signed_on', 'date'],
      ['sellerUscc', 'seller_uscc', 'text'],
      ['buyerUscc', 'buyer_uscc', 'text'],
      ['fieldCode', 'field_code', 'text'],
      ['ipc', 'ipc', 'text[]'],
      ['regionCode', 'region_code', 'text'],
      ['royaltyPpm', 'royalty_ppm', 'int'],
    ],
  },
};
