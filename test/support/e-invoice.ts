import { crc32 } from 'node:zlib';
import type { InvoiceRow } from '@jishi/settlement';

const yuan = (minor: number): string => {
  const whole = String(Math.abs(minor)).padStart(3, '0');
  return `${minor < 0 ? '-' : ''}${whole.slice(0, -2)}.${whole.slice(-2)}`;
};

export interface EInvoiceText {
  number: string;
  issuedOn: string;
  seller: string;
  buyer: string;
  buyerName: string;
  netMinor: number;
  taxMinor: number;
  kind?: '01' | '02';
}

/** The XML of an electronic invoice, as far as its reader looks at it. */
export const eInvoiceXml = (of: EInvoiceText): Buffer =>
  Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<EInvoice><Header><EIid>${of.number}</EIid><InherentLabel><GeneralOrSpecialVAT><LabelCode>${of.kind ?? '02'}</LabelCode>
</GeneralOrSpecialVAT></InherentLabel></Header><EInvoiceData>
<SellerInformation><SellerIdNum>${of.seller}</SellerIdNum></SellerInformation>
<BuyerInformation><BuyerIdNum>${of.buyer}</BuyerIdNum><BuyerName>${of.buyerName}</BuyerName></BuyerInformation>
<BasicInformation><TotalAmWithoutTax>${yuan(of.netMinor)}</TotalAmWithoutTax><TotalTaxAm>${yuan(of.taxMinor)}</TotalTaxAm>
<TotalTax-includedAmount>${yuan(of.netMinor + of.taxMinor)}</TotalTax-includedAmount></BasicInformation>
<IssuItemInformation><ItemName>*经纪代理服务*交易服务费</ItemName></IssuItemInformation></EInvoiceData>
<TaxSupervisionInfo><InvoiceNumber>${of.number}</InvoiceNumber><IssueTime>${of.issuedOn} 10:00:00</IssueTime>
</TaxSupervisionInfo></EInvoice>`);

/** What the tax system would make of a request. */
export const eInvoiceOf = (
  invoice: Pick<InvoiceRow, 'issuerTaxNumber' | 'taxNumber' | 'title' | 'kind'>,
  of: Pick<EInvoiceText, 'number' | 'issuedOn' | 'netMinor' | 'taxMinor'>,
): Buffer =>
  eInvoiceXml({
    seller: invoice.issuerTaxNumber ?? '',
    buyer: invoice.taxNumber,
    buyerName: invoice.title,
    kind: invoice.kind === 'special' ? '01' : '02',
    ...of,
  });

/** An archive of stored entries. */
export function zipOf(entries: Record<string, string>): Buffer {
  const [parts, directory]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [name, text] of Object.entries(entries)) {
    const [file, content] = [Buffer.from(name), Buffer.from(text)];
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt32LE(crc32(content), 10);
    shared.writeUInt32LE(content.length, 14);
    shared.writeUInt32LE(content.length, 18);
    shared.writeUInt16LE(file.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), shared, file, content]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), shared, tail, file]));
    parts.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listed, end]);
}
