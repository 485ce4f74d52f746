import { ApiProperty, ApiPropertyOptional, ApiSchema, PickType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import {
  INVOICE_ITEM_NAMES,
  INVOICE_KINDS,
  INVOICE_STATES,
  type InvoiceItem,
  type InvoiceKind,
} from '@jishi/settlement';
import { IsDay } from '../http/day';
import { MayBeLeftOut } from '../http/dto';
import { ListQueryDto } from '../http/list-query';
import { Words } from '../http/words';

const SIDES = ['issued', 'received'] as const;
const MEDIA = ['application/pdf', 'application/ofd', 'application/xml'] as const;
const DATE_TIME = { type: String, format: 'date-time', nullable: true } as const;

export class InvoiceQuery extends ListQueryDto {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  contractId?: string;

  @ApiPropertyOptional({ enum: INVOICE_ITEM_NAMES })
  @IsOptional()
  @IsIn(INVOICE_ITEM_NAMES)
  item?: InvoiceItem;

  @ApiPropertyOptional({ enum: SIDES, description: 'only what my organisation issues, or receives' })
  @IsOptional()
  @IsIn(SIDES)
  side?: (typeof SIDES)[number];
}

export class ClaimQuery extends PickType(InvoiceQuery, ['contractId', 'side', 'limit', 'cursor', 'format'] as const) {
  @ApiPropertyOptional({ description: 'only where not everything is invoiced' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  open?: boolean;
}

@ApiSchema({ name: 'InvoiceRequest' })
export class RequestInvoiceRequest {
  @ApiProperty({ enum: INVOICE_ITEM_NAMES })
  @IsIn(INVOICE_ITEM_NAMES)
  item!: InvoiceItem;

  @ApiProperty({ enum: INVOICE_KINDS, description: 'ordinary (普通发票) or special (专用发票)' })
  @IsIn(INVOICE_KINDS)
  kind!: InvoiceKind;

  @ApiProperty({ minLength: 2, description: 'the name on the invoice (抬头)' })
  @Words(2, 200)
  title!: string;

  @ApiProperty({ example: '91440101MA5CUKTN6L', description: 'unified social credit code of my organisation' })
  @IsString()
  @Length(18, 18)
  taxNumber!: string;

  @ApiPropertyOptional({ minimum: 1, description: 'including tax; all that is not invoiced yet when left out' })
  @MayBeLeftOut()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  amountMinor?: number;

  @ApiPropertyOptional({ description: 'to be printed on it' })
  @MayBeLeftOut()
  @IsString()
  @MaxLength(200)
  remark?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'the reversed, declined or withdrawn one whose place it takes' })
  @MayBeLeftOut()
  @IsUUID()
  replacesInvoiceId?: string;
}

class HandInRequest {
  @ApiProperty({ format: 'uuid', description: 'from POST /invoice-files' })
  @IsUUID()
  fileId!: string;

  @ApiPropertyOptional({ example: '', description: 'of a paper invoice; electronic ones have none' })
  @MayBeLeftOut()
  @Matches(/^(\d{10}|\d{12})?$/)
  code?: string;

  @ApiPropertyOptional({ example: '26442000000000000001', description: 'left out where the XML says it' })
  @MayBeLeftOut()
  @Matches(/^(\d{8}|\d{20})$/)
  number?: string;

  @ApiPropertyOptional({ format: 'date', description: 'left out where the XML says it' })
  @MayBeLeftOut()
  @IsDay()
  issuedOn?: string;
}

@ApiSchema({ name: 'InvoiceIssue' })
export class IssueInvoiceRequest extends HandInRequest {
  @ApiProperty({ example: 'modern_service', description: 'of GET /vat-rates' })
  @IsString()
  @Length(1, 40)
  vatCode!: string;

  @ApiPropertyOptional({ description: 'of an exempt one: the registration of the technology contract' })
  @MayBeLeftOut()
  @IsString()
  @MaxLength(100)
  exemption?: string;
}

@ApiSchema({ name: 'InvoiceReversal' })
export class ReverseInvoiceRequest extends HandInRequest {
  @ApiPropertyOptional({ minimum: 1, description: 'how much is taken back; all of it when left out' })
  @MayBeLeftOut()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  amountMinor?: number;

  @ApiProperty({ minLength: 2 })
  @Words(2, 500)
  reason!: string;
}

@ApiSchema({ name: 'EInvoiceFacts' })
export class EInvoiceResponse {
  @ApiProperty() number!: string;
  @ApiProperty({ format: 'date' }) issuedOn!: string;
  @ApiProperty({ type: String, enum: INVOICE_KINDS, nullable: true }) kind!: string | null;
  @ApiProperty() issuerTaxNumber!: string;
  @ApiProperty() recipientTaxNumber!: string;
  @ApiProperty() recipientName!: string;
  @ApiProperty() netMinor!: number;
  @ApiProperty() taxMinor!: number;
  @ApiProperty() amountMinor!: number;
}

@ApiSchema({ name: 'InvoiceFile' })
export class InvoiceFileResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() filename!: string;
  @ApiProperty({ enum: MEDIA }) mediaType!: string;
  @ApiProperty() size!: number;
  @ApiProperty() sha256!: string;
  @ApiProperty({ description: 'a virus scanner looked into it; false: none is set up' }) scanned!: boolean;
  @ApiProperty({
    type: EInvoiceResponse,
    nullable: true,
    description: 'what an XML says; its signature is not checked',
  })
  said!: EInvoiceResponse | null;
}

@ApiSchema({ name: 'Invoice' })
export class InvoiceResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'JSFP2026000001' }) number!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty() contractNumber!: string;
  @ApiProperty() listingTitle!: string;
  @ApiProperty({ format: 'uuid' }) issuerId!: string;
  @ApiProperty() issuerName!: string;
  @ApiProperty({ type: String, nullable: true }) issuerTaxNumber!: string | null;
  @ApiProperty({ format: 'uuid' }) recipientId!: string;
  @ApiProperty() recipientName!: string;
  @ApiProperty({ enum: INVOICE_ITEM_NAMES }) item!: string;
  @ApiProperty({ enum: INVOICE_KINDS }) kind!: string;
  @ApiProperty() title!: string;
  @ApiProperty() taxNumber!: string;
  @ApiProperty({ description: 'including tax' }) amountMinor!: number;
  @ApiProperty({ description: 'taken back by red invoices' }) reversedMinor!: number;
  @ApiProperty() currency!: string;
  @ApiProperty() remark!: string;
  @ApiProperty({ enum: INVOICE_STATES }) state!: string;
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'of the tax system' }) paperNumber!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) issuedOn!: string | null;
  @ApiProperty({ type: String, nullable: true }) replacesNumber!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) replacedById!: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

@ApiSchema({ name: 'InvoicePaper' })
export class InvoicePaperResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'of a red one: what it takes back' })
  reversesId!: string | null;
  @ApiProperty() code!: string;
  @ApiProperty() number!: string;
  @ApiProperty({ format: 'date' }) issuedOn!: string;
  @ApiProperty({ description: 'negative when red' }) amountMinor!: number;
  @ApiProperty() netMinor!: number;
  @ApiProperty() taxMinor!: number;
  @ApiProperty() vatCode!: string;
  @ApiProperty() exemption!: string;
  @ApiProperty() reason!: string;
  @ApiProperty() filename!: string;
  @ApiProperty({ enum: MEDIA }) mediaType!: string;
  @ApiProperty() size!: number;
  @ApiProperty() sha256!: string;
  @ApiProperty() recordedByName!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
}

@ApiSchema({ name: 'InvoiceStep' })
export class InvoiceStepResponse {
  @ApiProperty() event!: string;
  @ApiProperty({ enum: INVOICE_STATES }) state!: string;
  @ApiProperty() reason!: string;
  @ApiProperty() actorName!: string;
  @ApiProperty() organisationName!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
}

@ApiSchema({ name: 'InvoiceDetail' })
export class InvoiceDetailResponse extends InvoiceResponse {
  @ApiProperty({ type: [InvoicePaperResponse] }) papers!: InvoicePaperResponse[];
  @ApiProperty({ type: [InvoiceStepResponse] }) steps!: InvoiceStepResponse[];
}

@ApiSchema({ name: 'InvoiceList' })
export class InvoiceListResponse {
  @ApiProperty({ type: [InvoiceResponse] }) items!: InvoiceResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

@ApiSchema({ name: 'InvoiceClaim' })
export class ClaimResponse {
  @ApiProperty({ enum: INVOICE_ITEM_NAMES }) item!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty() contractNumber!: string;
  @ApiProperty() listingTitle!: string;
  @ApiProperty({ format: 'uuid' }) issuerId!: string;
  @ApiProperty() issuerName!: string;
  @ApiProperty({ format: 'uuid' }) recipientId!: string;
  @ApiProperty() recipientName!: string;
  @ApiProperty({ type: String, nullable: true }) recipientTaxNumber!: string | null;
  @ApiProperty({ description: 'by settled payments' }) receivedMinor!: number;
  @ApiProperty({ description: 'asked for, not issued yet' }) requestedMinor!: number;
  @ApiProperty({ description: 'issued, less what was reversed' }) invoicedMinor!: number;
  @ApiProperty({ description: 'neither invoiced nor asked for' }) openMinor!: number;
  @ApiProperty(DATE_TIME) settledAt!: string | null;
}

@ApiSchema({ name: 'InvoiceClaimList' })
export class ClaimListResponse {
  @ApiProperty({ type: [ClaimResponse] }) items!: ClaimResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

@ApiSchema({ name: 'VatRate' })
export class VatRateResponse {
  @ApiProperty() code!: string;
  @ApiProperty({ format: 'date' }) effectiveOn!: string;
  @ApiProperty() numerator!: number;
  @ApiProperty() denominator!: number;
  @ApiProperty() exempt!: boolean;
  @ApiProperty() nameZh!: string;
  @ApiProperty() nameEn!: string;
  @ApiProperty({ description: 'the text it comes from' }) source!: string;
}

@ApiSchema({ name: 'VatRateList' })
export class VatRateListResponse {
  @ApiProperty({ type: [VatRateResponse] }) items!: VatRateResponse[];
}
