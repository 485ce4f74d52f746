import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { RewardPayrollService } from '@jishi/subsidies';
import { sendCsv, streamCsv } from '../http/csv';
import { ListQueryDto, newestFirst } from '../http/list-query';
import { sendWorkbook } from '../http/workbook';
import { payrollCsvRow, payrollItemView, payrollLineRow, payrollView, yuanOf } from './reward-views';
import {
  PayrollAnswerRequest,
  PayrollExportRequest,
  PayrollListResponse,
  PayrollPaymentRequest,
  PayrollResponse,
} from './rewards.dto';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Approved rewards on their way to payroll, and the word of two people that they were paid. */
@ApiTags('rewards')
@Controller('reward-payrolls')
export class RewardPayrollsController {
  constructor(private readonly payrolls: RewardPayrollService) {}

  @Get()
  @Permit('reward.manage', 'reward.approve')
  @ApiOperation({ summary: 'My institution’s payrolls of rewards, newest first' })
  @ApiOkResponse({ type: PayrollListResponse })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: ListQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PayrollListResponse | string> {
    const { state } = query;
    const load = (page: { limit?: number; cursor?: string }) =>
      this.payrolls.list(actor, { ...newestFirst(page), ...(state ? { state } : {}) });
    if (query.format === 'csv')
      return sendCsv(reply, 'reward-payrolls', async (part) => {
        const found = await load(part);
        return { ...found, items: found.items.map(payrollCsvRow) };
      });
    const page = await load(query);
    return { ...page, items: page.items.map(payrollItemView) };
  }

  @Get(':id')
  @Permit('reward.manage', 'reward.approve')
  @ApiOperation({ summary: 'One payroll, line by line, with its exports' })
  @ApiOkResponse({ type: PayrollResponse })
  async get(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<PayrollResponse> {
    return payrollView(await this.payrolls.get(actor, id));
  }

  @Post()
  @Permit('reward.manage')
  @ApiOperation({ summary: 'Put everything that is approved and in no payroll yet into one' })
  @ApiCreatedResponse({ type: PayrollResponse })
  async make(@CurrentActor() actor: Actor): Promise<PayrollResponse> {
    return this.get(actor, await this.payrolls.make(actor));
  }

  @Post(':id/exports')
  @Permit('reward.manage')
  @ApiOperation({ summary: 'The file for payroll; every export is on record, a repeated one with its reason' })
  @ApiProduces('text/csv', XLSX)
  @ApiCreatedResponse({ schema: { type: 'string', format: 'binary' } })
  async export(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { format, reason = '' }: PayrollExportRequest,
  ): Promise<StreamableFile> {
    const { payroll, lines } = await this.payrolls.export(actor, id, format, reason);
    // a workbook's amounts are numbers, to be added up
    const amount = format === 'xlsx' ? (minor: number) => Number(yuanOf(minor)) : yuanOf;
    const rows = lines.map((line) => payrollLineRow(payroll, line, amount));
    const headings = Object.keys(rows[0] ?? { 序号: '' });
    if (format === 'csv') return streamCsv(payroll.number, each([headings, ...rows.map((row) => Object.values(row))]));
    return sendWorkbook(payroll.number, each([{ name: '科技人员奖励', headings, rows: each(rows) }]));
  }

  @Post(':id/payment')
  @Permit('reward.manage')
  @HttpCode(200)
  @ApiOperation({ summary: 'Record the day it was paid and its voucher' })
  @ApiOkResponse({ type: PayrollResponse })
  async pay(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: PayrollPaymentRequest,
  ): Promise<PayrollResponse> {
    await this.payrolls.recordPayment(actor, id, body);
    return this.get(actor, id);
  }

  @Post(':id/confirmation')
  @Permit('reward.approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Confirm a payment that somebody else recorded, or give it back' })
  @ApiOkResponse({ type: PayrollResponse })
  async confirm(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: PayrollAnswerRequest,
  ): Promise<PayrollResponse> {
    await this.payrolls.confirm(actor, id, body.answer, body.reason ?? '');
    return this.get(actor, id);
  }
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
