import { Controller, Get, Param, ParseIntPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '@jishi/identity';
import { RuleProfileService } from '@jishi/listings';
import { PageQuery } from '../http/dto';
import { RuleProfileListResponse, RuleProfileResponse } from './rule-profiles.dto';

@ApiTags('listings')
@Controller('rule-profiles')
export class RuleProfilesController {
  constructor(private readonly profiles: RuleProfileService) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'Rules of sale, the version in force of each; there are few, so all on one page' })
  @ApiOkResponse({ type: RuleProfileListResponse })
  async list(@Query() _page: PageQuery): Promise<RuleProfileListResponse> {
    return { items: await this.profiles.list(), nextCursor: null };
  }

  @Get(':code/:version')
  @Public()
  @ApiOperation({ summary: 'One version, as it was published' })
  @ApiOkResponse({ type: RuleProfileResponse })
  get(@Param('code') code: string, @Param('version', ParseIntPipe) version: number): Promise<RuleProfileResponse> {
    return this.profiles.find(code, version);
  }
}
