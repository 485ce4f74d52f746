import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsInt, IsObject, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { ListQueryDto } from '../http/list-query';
import { Words } from '../http/words';
import { BankLineResponse } from './money.dto';

export class BankLineQuery extends ListQueryDto {
  @ApiPropertyOptional({ description: 'only what was booked at least so many days ago' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(3_650)
  minAgeDays?: number;
}

@ApiSchema({ name: 'BankLineNoteRequest' })
export class NoteRequest {
  @ApiProperty()
  @Words(1, 1_000)
  text!: string;
}

@ApiSchema({ name: 'BankLineIds' })
export class LineIdsRequest {
  @ApiProperty({ type: [String], format: 'uuid' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsUUID(undefined, { each: true })
  lineIds!: string[];
}

@ApiSchema({ name: 'BankLayoutRequest' })
export class LayoutRequest {
  @ApiProperty({
    type: Object,
    description: 'headings of each column, how days and amounts are written; see GET /bank-layouts',
  })
  @IsObject()
  layout!: Record<string, unknown>;
}

export class BankLineDone {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, nullable: true }) state!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'why nothing was done' }) code!: string | null;
}

@ApiSchema({ name: 'BankLinesDone' })
export class DoneResponse {
  @ApiProperty({ type: [BankLineDone] }) items!: BankLineDone[];
}

export class BankLineNote {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() text!: string;
  @ApiProperty() writtenByName!: string;
  @ApiProperty({ format: 'date-time' }) writtenAt!: string;
}

@ApiSchema({ name: 'BankLineDetail' })
export class BankLineDetailResponse extends BankLineResponse {
  @ApiProperty({ type: [BankLineNote] }) notes!: BankLineNote[];
}

export class SuspenseAge {
  @ApiProperty({ enum: ['unmatched', 'proposed', 'suspense', 'matched'] }) state!: string;
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  @ApiProperty({ description: 'booked at least so many days ago' }) fromDays!: number;
  @ApiProperty() lines!: number;
  @ApiProperty() amountMinor!: number;
}

@ApiSchema({ name: 'SuspenseAges' })
export class SuspenseAgesResponse {
  @ApiProperty({ type: [SuspenseAge] }) items!: SuspenseAge[];
}

export class BankLayoutResponse {
  @ApiProperty({ type: Object }) layout!: object;
  @ApiProperty({ type: Number, nullable: true, description: 'null: of the platform' }) version!: number | null;
  @ApiProperty({ type: String, nullable: true }) createdByName!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) createdAt!: string | null;
}

@ApiSchema({ name: 'BankLayoutList' })
export class BankLayoutListResponse {
  @ApiProperty({ type: [BankLayoutResponse] }) items!: BankLayoutResponse[];
}

export class BankStatementItem {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() accountNumber!: string;
  @ApiProperty() filename!: string;
  @ApiProperty() lineCount!: number;
  @ApiProperty() insertedCount!: number;
  @ApiProperty({ type: String, nullable: true }) layout!: string | null;
  @ApiProperty({ type: Number, nullable: true }) layoutVersion!: number | null;
  @ApiProperty({ type: Number, nullable: true }) openingMinor!: number | null;
  @ApiProperty({ type: Number, nullable: true }) closingMinor!: number | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) firstDay!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) lastDay!: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'opening less the closing of the statement before it' })
  gapMinor!: number | null;
  @ApiProperty() importedByName!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

@ApiSchema({ name: 'BankStatementList' })
export class BankStatementListResponse {
  @ApiProperty({ type: [BankStatementItem] }) items!: BankStatementItem[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class PreviewError {
  @ApiProperty({ example: 'lines[3].amount' }) path!: string;
  @ApiProperty() code!: string;
  @ApiProperty({ description: 'in the reader’s language' }) message!: string;
}

export class PreviewLine {
  @ApiProperty() serial!: string;
  @ApiProperty() bookedOn!: string;
  @ApiProperty({ enum: ['credit', 'debit'] }) direction!: string;
  @ApiProperty() amountMinor!: number;
  @ApiProperty() payerName!: string;
  @ApiProperty() payerAccount!: string;
  @ApiProperty() remark!: string;
  @ApiProperty({
    enum: ['unmatched', 'proposed', 'suspense', 'noted', 'known', 'differs', 'unread'],
    description: 'what would become of it; unread: the statement has errors',
  })
  state!: string;
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
}

@ApiSchema({ name: 'BankStatementPreview' })
export class PreviewResponse {
  @ApiProperty({ enum: ['csv', 'xlsx'] }) format!: string;
  @ApiProperty({ description: 'the encoding of a CSV, the sheet of a workbook' }) reading!: string;
  @ApiProperty({ type: String, nullable: true, description: 'the layout that fits' }) layout!: string | null;
  @ApiProperty({ description: 'the row of the headings' }) headerRow!: number;
  @ApiProperty({ type: String, nullable: true }) accountNumber!: string | null;
  @ApiProperty({ type: Number, nullable: true }) openingMinor!: number | null;
  @ApiProperty({ type: Number, nullable: true }) closingMinor!: number | null;
  @ApiProperty({ type: Number, nullable: true }) gapMinor!: number | null;
  @ApiProperty() lineCount!: number;
  @ApiProperty() fresh!: number;
  @ApiProperty() known!: number;
  @ApiProperty() creditMinor!: number;
  @ApiProperty() debitMinor!: number;
  @ApiProperty({ description: 'how many; the first hundred are listed' }) errorCount!: number;
  @ApiProperty({ type: [PreviewError] }) errors!: PreviewError[];
  @ApiProperty({ type: [PreviewLine], description: 'the first fifty' }) lines!: PreviewLine[];
}
