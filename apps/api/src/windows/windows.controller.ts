import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import {
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiSchema,
  ApiTags,
} from '@nestjs/swagger';
import { IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { type Actor, CurrentActor, Permit, Public } from '@jishi/identity';
import { WINDOW_KINDS, type WindowKind, WindowService } from '@jishi/windows';
import { PageQuery } from '../http/dto';

class WindowQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  exchangeId?: string;
}

class WindowResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) organisationId!: string;
  @ApiProperty({ format: 'uuid' }) exchangeId!: string;
  @ApiProperty() exchangeName!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ example: '440600' }) regionCode!: string;
  @ApiProperty({ enum: WINDOW_KINDS }) kind!: WindowKind;
}

@ApiSchema({ name: 'WindowList' })
class WindowListResponse {
  @ApiProperty({ type: [WindowResponse] }) items!: WindowResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

class WindowClientResponse {
  @ApiProperty({ format: 'uuid' }) organisationId!: string;
  @ApiProperty() name!: string;
  @ApiProperty() kind!: string;
  @ApiProperty({ description: 'reference of the signed mandate' }) mandateRef!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

@ApiSchema({ name: 'WindowClientList' })
class WindowClientListResponse {
  @ApiProperty({ type: [WindowClientResponse] }) items!: WindowClientResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

class MandateResponse {
  @ApiProperty({ format: 'uuid' }) windowId!: string;
  @ApiProperty({ description: 'reference of the signed mandate' }) mandateRef!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

@ApiSchema({ name: 'MandateList' })
class MandateListResponse {
  @ApiProperty({ type: [MandateResponse] }) items!: MandateResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

class MandateRequest {
  @ApiProperty({ example: '委托书 2026-017' })
  @IsString()
  @Length(1, 200)
  mandateRef!: string;
}

@ApiTags('windows')
@Controller('windows')
export class WindowsController {
  constructor(private readonly windows: WindowService) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'Service windows' })
  @ApiOkResponse({ type: WindowListResponse })
  list(@Query() query: WindowQuery): Promise<WindowListResponse> {
    return this.windows.list(query);
  }

  @Get('mine/clients')
  @Permit('listing.intake')
  @ApiOperation({ summary: 'Whom my window may act for' })
  @ApiOkResponse({ type: WindowClientListResponse })
  async clients(@CurrentActor() actor: Actor): Promise<WindowClientListResponse> {
    const clients = await this.windows.clients(actor.organisationId);
    return { items: clients.map((c) => ({ ...c, createdAt: c.createdAt.toISOString() })), nextCursor: null };
  }

  @Get('mandates')
  @Permit('window.mandate')
  @ApiOperation({ summary: 'Windows my organisation lets act for it' })
  @ApiOkResponse({ type: MandateListResponse })
  async mandates(@CurrentActor() actor: Actor): Promise<MandateListResponse> {
    const given = await this.windows.mandatesOf(actor.organisationId);
    return { items: given.map((m) => ({ ...m, createdAt: m.createdAt.toISOString() })), nextCursor: null };
  }

  @Post(':id/mandate')
  @Permit('window.mandate')
  @HttpCode(204)
  @ApiOperation({ summary: 'Let a window act for my organisation' })
  @ApiNoContentResponse()
  giveMandate(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: MandateRequest,
  ): Promise<void> {
    return this.windows.giveMandate(actor, id, body.mandateRef);
  }

  @Delete(':id/mandate')
  @Permit('window.mandate')
  @HttpCode(204)
  @ApiOperation({ summary: 'End my organisation’s mandate for a window' })
  @ApiNoContentResponse()
  endMandate(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.windows.endMandate(actor, id);
  }
}
