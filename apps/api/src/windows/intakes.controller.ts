import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiSchema,
  ApiTags,
} from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsUUID,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { INTAKE_ITEMS, type IntakeItem, type IntakeReceiptView, IntakeService } from '@jishi/listings';
import { MayBeLeftOut, PageQuery } from '../http/dto';
import { Words } from '../http/words';
import { AttachmentResponse } from '../listings/attachments.controller';

class HandedInDto {
  @ApiProperty({ enum: INTAKE_ITEMS })
  @IsIn(INTAKE_ITEMS)
  item!: IntakeItem;

  @ApiProperty({ minimum: 1, maximum: 99 })
  @IsInt()
  @Min(1)
  @Max(99)
  copies!: number;

  @ApiPropertyOptional()
  @MayBeLeftOut()
  @Words(0, 300)
  note?: string;

  @ApiProperty({ type: [String], format: 'uuid', description: 'its scans, handed in before' })
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  attachmentIds!: string[];
}

class IntakeReceiptRequest {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  listingId!: string;

  @ApiProperty({ type: [HandedInDto] })
  @IsArray()
  @ArrayMaxSize(INTAKE_ITEMS.length)
  @ValidateNested({ each: true })
  @Type(() => HandedInDto)
  items!: HandedInDto[];

  @ApiPropertyOptional()
  @MayBeLeftOut()
  @Words(0, 1000)
  remark?: string;
}

class IntakeReceiptQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  listingId?: string;
}

class ItemResponse {
  @ApiProperty({ enum: INTAKE_ITEMS }) item!: string;
  @ApiProperty() copies!: number;
  @ApiProperty() note!: string;
  @ApiProperty({ type: [String], format: 'uuid' }) attachmentIds!: string[];
}

class IntakeReceiptResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'JSSJ2026000001' }) number!: string;
  @ApiProperty({ enum: ['counter'] }) channel!: 'counter';
  @ApiProperty({ format: 'uuid' }) listingId!: string;
  @ApiProperty() listingNumber!: string;
  @ApiProperty() listingTitle!: string;
  @ApiProperty({ format: 'uuid' }) windowId!: string;
  @ApiProperty() windowName!: string;
  @ApiProperty() windowAddress!: string;
  @ApiProperty() windowPhone!: string;
  @ApiProperty() exchangeName!: string;
  @ApiProperty({ format: 'uuid' }) clientId!: string;
  @ApiProperty() clientName!: string;
  @ApiProperty() clerkName!: string;
  @ApiProperty() remark!: string;
  @ApiProperty({ type: String, format: 'date-time' }) receivedAt!: Date;
  @ApiProperty({ type: [ItemResponse] }) items!: ItemResponse[];
  @ApiProperty({ enum: INTAKE_ITEMS, isArray: true }) required!: IntakeItem[];
  @ApiProperty({ enum: INTAKE_ITEMS, isArray: true, description: 'after this receipt and those before it' })
  missing!: IntakeItem[];
  @ApiProperty({ type: [AttachmentResponse] }) documents!: AttachmentResponse[];
}

@ApiSchema({ name: 'IntakeReceiptList' })
class IntakeReceiptListResponse {
  @ApiProperty({ type: [IntakeReceiptResponse] }) items!: IntakeReceiptResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

function receiptView(receipt: IntakeReceiptView): IntakeReceiptResponse {
  const { state: _s, there: _t, windowOrganisationId: _w, exchangeId: _e, ...rest } = receipt;
  return { ...rest, channel: 'counter' };
}

/** Papers taken in at the counter, and the receipts for them. */
@ApiTags('windows')
@Controller('intake-receipts')
export class IntakesController {
  constructor(private readonly intakes: IntakeService) {}

  @Post()
  @Permit('listing.intake')
  @ApiOperation({ summary: 'Take in a client’s papers: scanned, counted, receipted' })
  @ApiCreatedResponse({ type: IntakeReceiptResponse })
  async receive(@CurrentActor() actor: Actor, @Body() body: IntakeReceiptRequest): Promise<IntakeReceiptResponse> {
    const items = body.items.map((item) => ({ ...item, note: item.note ?? '' }));
    return receiptView(await this.intakes.receive(actor, body.listingId, { items, remark: body.remark ?? '' }));
  }

  @Get()
  @Permit('listing.intake', 'listing.draft', 'listing.review')
  @ApiOperation({ summary: 'Receipts of my window, my exchange’s windows, or my own papers' })
  @ApiOkResponse({ type: IntakeReceiptListResponse })
  async list(@CurrentActor() actor: Actor, @Query() query: IntakeReceiptQuery): Promise<IntakeReceiptListResponse> {
    const page = await this.intakes.list(actor, query);
    return { ...page, items: page.items.map(receiptView) };
  }

  @Get(':id')
  @Permit('listing.intake', 'listing.draft', 'listing.review')
  @ApiOperation({ summary: 'One receipt: what was handed in, and what is missing' })
  @ApiOkResponse({ type: IntakeReceiptResponse })
  async get(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<IntakeReceiptResponse> {
    return receiptView(await this.intakes.get(actor, id));
  }
}
