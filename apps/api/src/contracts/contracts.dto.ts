import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsInt, IsOptional, IsUUID, Matches, Max, Min } from 'class-validator';
import { ListQueryDto } from '../http/list-query';

export class ContractQuery extends ListQueryDto {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  listingId?: string;
}

@ApiSchema({ name: 'ContractAcceptance' })
export class AcceptRequest {
  @ApiProperty({ example: 1, description: 'the version that was read' })
  @IsInt()
  @Min(1)
  version!: number;

  @ApiProperty({ description: 'SHA-256 of that version’s document' })
  @Matches(/^[0-9a-f]{64}$/)
  contentHash!: string;
}

@ApiSchema({ name: 'ContractRevision' })
export class ReviseRequest {
  @ApiProperty({ description: 'equipment, parts, materials: not part of the technical transaction amount' })
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  nonTechnicalMinor!: number;
}

export class AcceptanceResponse {
  @ApiProperty() version!: number;
  @ApiProperty({ enum: ['transferor', 'transferee'] }) party!: string;
  @ApiProperty({ format: 'uuid' }) organisationId!: string;
  @ApiProperty() contentHash!: string;
  @ApiProperty({ format: 'date-time' }) acceptedAt!: string;
}

export class ContractResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'JSHT2026000001' }) number!: string;
  @ApiProperty({ format: 'uuid' }) listingId!: string;
  @ApiProperty() listingNumber!: string;
  @ApiProperty({ example: 'JSCJ2026000001', description: 'sale confirmation' }) confirmationNumber!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) auctionId!: string | null;
  @ApiProperty({ type: String, nullable: true }) bidderCode!: string | null;
  @ApiProperty() title!: string;
  @ApiProperty({ enum: ['patent_transfer', 'patent_licence', 'know_how_transfer', 'know_how_licence'] }) type!: string;
  @ApiProperty({ enum: ['drafted', 'signed', 'settled', 'void'] }) state!: string;
  @ApiProperty({ format: 'uuid' }) exchangeId!: string;
  @ApiProperty() exchangeName!: string;
  @ApiProperty({ format: 'uuid' }) transferorId!: string;
  @ApiProperty() transferorName!: string;
  @ApiProperty({ format: 'uuid' }) transfereeId!: string;
  @ApiProperty() transfereeName!: string;
  @ApiProperty() contractAmountMinor!: number;
  @ApiProperty() nonTechnicalMinor!: number;
  @ApiProperty() technicalAmountMinor!: number;
  @ApiProperty({ example: 'CNY' }) currency!: string;
  @ApiProperty() currentVersion!: number;
  @ApiProperty({ description: 'of the current version; acceptance names it' }) contentHash!: string;
  @ApiProperty({ format: 'date-time' }) concludedAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) signedAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) settledAt!: string | null;
  @ApiProperty({ type: String, nullable: true }) certificateNumber!: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

export class PaymentWarningResponse {
  @ApiProperty() path!: string;
  @ApiProperty({ example: 'payment_terms.royalty_above_guidance' }) code!: string;
  @ApiProperty({ description: 'in the reader’s language' }) message!: string;
}

export class ContractDetailResponse extends ContractResponse {
  @ApiProperty({
    type: [PaymentWarningResponse],
    description: 'what guidance says of the terms of payment, while drafted',
  })
  paymentWarnings!: PaymentWarningResponse[];

  @ApiProperty({ type: [AcceptanceResponse] }) acceptances!: AcceptanceResponse[];
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'the terms as data' }) terms!: object;
}

@ApiSchema({ name: 'ContractList' })
export class ContractListResponse {
  @ApiProperty({ type: [ContractResponse] }) items!: ContractResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
