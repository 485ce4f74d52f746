import type { CheckedWorksheet, ComparableDeal } from '@jishi/listings';
import type { TraceLine } from '@jishi/pricing';
import type { WorksheetItemResponse, WorksheetResponse } from './valuations.dto';

export const worksheetItemView = ({ worksheet, consistent }: CheckedWorksheet): WorksheetItemResponse => ({
  id: worksheet.id,
  seriesId: worksheet.seriesId,
  version: worksheet.version,
  replacesId: worksheet.replacesId,
  replacedById: worksheet.replacedById,
  achievementId: worksheet.achievementId,
  achievementTitle: worksheet.achievementTitle,
  organisationName: worksheet.organisationName,
  madeByName: worksheet.madeByName,
  madeAt: worksheet.madeAt,
  method: worksheet.method,
  valueMinor: worksheet.valueMinor,
  lowMinor: worksheet.lowMinor,
  highMinor: worksheet.highMinor,
  note: worksheet.note,
  consistent,
});

export const worksheetView = (checked: CheckedWorksheet): WorksheetResponse => ({
  ...worksheetItemView(checked),
  inputs: checked.worksheet.inputs,
  result: checked.worksheet.result,
  recomputed: checked.recomputed,
  sensitivity: checked.sensitivity,
  comparables: checked.worksheet.comparables,
});

/** Yuan as exact decimals: a spreadsheet's reader does not think in fen. */
function yuan(minor: number | null): string {
  if (minor === null) return '';
  const absolute = Math.abs(minor);
  return `${minor < 0 ? '-' : ''}${Math.trunc(absolute / 100)}.${String(absolute % 100).padStart(2, '0')}`;
}
const percent = (ppm: number | null): string =>
  ppm === null
    ? ''
    : `${ppm < 0 ? '-' : ''}${Math.trunc(Math.abs(ppm) / 10_000)}.${String(Math.abs(ppm) % 10_000).padStart(4, '0')}`;

export const worksheetCsvRow = ({ worksheet, consistent }: CheckedWorksheet): object => ({
  '成果 achievement': worksheet.achievementTitle,
  '方法 method': worksheet.method,
  '版本 version': worksheet.version,
  '评估值（元） value_yuan': yuan(worksheet.valueMinor),
  '低值（元） low_yuan': yuan(worksheet.lowMinor),
  '高值（元） high_yuan': yuan(worksheet.highMinor),
  '复算一致 consistent': consistent ? 'yes' : 'no',
  '编制单位 organisation': worksheet.organisationName,
  '编制人 made_by': worksheet.madeByName,
  '编制时间 made_at': worksheet.madeAt,
  '说明 note': worksheet.note,
});

export const traceCsvRow = (line: TraceLine): object => ({
  '项目 kind': line.kind,
  '名称 label': line.label,
  '年 year': line.year,
  '基数（元） base_yuan': yuan(line.baseMinor),
  '比率（%） rate_percent': percent(line.ratePpm),
  '金额（元） amount_yuan': yuan(line.amountMinor),
});

export const dealCsvRow = (deal: ComparableDeal): object => ({
  '相似度 score': deal.score,
  '年份 year': deal.year,
  '合同类型 contract_type': deal.contractType,
  '知识产权 ip_kind': deal.ipKind,
  '技术领域 field': deal.fieldCode,
  '分类小类 ipc': deal.ipcSubclasses.join(';'),
  '地区 region': deal.regionCode,
  '成交价（元） price_yuan': yuan(deal.priceMinor),
  '提成率（%） royalty_percent': percent(deal.royaltyPpm),
  '项目 title': deal.names?.title ?? '',
  '转让方 seller': deal.names?.sellerName ?? '',
  '受让方 buyer': deal.names?.buyerName ?? '',
});
