import { Controller, Get, Headers, HttpCode, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { invalid, isUuid } from '@jishi/kernel';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { AchievementService } from '@jishi/listings';
import { localeOf, messageFor } from '@jishi/platform';
import { sendCsv } from '../http/csv';
import { readUploads } from '../http/uploads';
import {
  AchievementListResponse,
  AchievementQuery,
  AchievementResponse,
  ImportReportResponse,
} from './achievements.dto';

import { achievementCsvRow } from './views';

@ApiTags('listings')
@Controller('achievements')
export class AchievementsController {
  constructor(private readonly achievements: AchievementService) {}

  @Post('import')
  @Permit('achievement.import')
  @HttpCode(200)
  @ApiOperation({ summary: 'Import patents and other achievements; bad records are reported, the rest goes in' })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['file'],
      properties: {
        organisationId: { type: 'string', format: 'uuid', description: 'whose they are, when a window imports' },
        file: { type: 'array', items: { type: 'string', format: 'binary' } },
      },
    },
  })
  @ApiOkResponse({ type: ImportReportResponse })
  async import(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Headers('accept-language') language?: string,
  ): Promise<ImportReportResponse> {
    const { files, fields } = await readUploads(request);
    if (files.length === 0) throw invalid('import.no_file', {}, [{ path: 'file', code: 'import.no_file' }]);
    const organisationId = fields.get('organisationId') ?? actor.organisationId;
    if (!isUuid(organisationId)) throw invalid('request.invalid', {}, [{ path: 'organisationId', code: 'field.uuid' }]);
    const report = await this.achievements.import(actor, organisationId, files);
    const locale = localeOf(language);
    const said = ({ code, params }: { code: string; params?: Record<string, string | number> }) => ({
      code,
      message: messageFor(code, params, locale),
    });
    return {
      ...report,
      records: report.records.map(({ code, params, remarks, ...record }) => ({
        ...record,
        ...(code ? said({ code, ...(params ? { params } : {}) }) : {}),
        ...(remarks ? { remarks: remarks.map((remark) => ({ place: remark.place, ...said(remark) })) } : {}),
      })),
    };
  }

  @Get()
  @Permit('achievement.read')
  @ApiOperation({ summary: 'The achievements of my organisation, or of my window’s clients' })
  @ApiOkResponse({ type: AchievementListResponse })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: AchievementQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AchievementListResponse | string> {
    if (query.format !== 'csv') return this.achievements.list(actor, query);
    return sendCsv(reply, 'achievements', async (part) => {
      const found = await this.achievements.list(actor, { ...query, ...part });
      return { ...found, items: found.items.map(achievementCsvRow) };
    });
  }

  @Get(':id')
  @Permit('achievement.read')
  @ApiOperation({ summary: 'One of them' })
  @ApiOkResponse({ type: AchievementResponse })
  get(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<AchievementResponse> {
    return this.achievements.get(actor, id);
  }
}
