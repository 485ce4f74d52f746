import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  HISTORY_KINDS,
  type HistoryKind,
  IMPORT_STATES,
  type ImportState,
  ROW_STATUSES,
  type RowStatus,
  UNITS,
  type Unit,
} from '@jishi/listings';
import { PageQuery } from '../http/dto';

const DATE_TIME = { type: String, format: 'date-time' } as const;
const OPTIONAL_DATE_TIME = { ...DATE_TIME, nullable: true } as const;

class CsvQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ['json', 'csv'], default: 'json' })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: 'json' | 'csv';
}

export class ImportQuery extends CsvQuery {
  @ApiPropertyOptional({ enum: IMPORT_STATES })
  @IsOptional()
  @IsIn(IMPORT_STATES)
  state?: ImportState;

  @ApiPropertyOptional({ enum: HISTORY_KINDS })
  @IsOptional()
  @IsIn(HISTORY_KINDS)
  kind?: HistoryKind;
}

export class ImportRowsQuery extends CsvQuery {
  @ApiPropertyOptional({ enum: ROW_STATUSES, description: 'as CSV the rows with errors come, whatever this says' })
  @IsOptional()
  @IsIn(ROW_STATUSES)
  status?: RowStatus;
}

export class HistoryQuery extends CsvQuery {
  @ApiPropertyOptional({ description: 'part of a number, title or name' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'only what this import brought' })
  @IsOptional()
  @IsUUID()
  importId?: string;
}

export class PlacedColumn {
  @ApiProperty({ example: 'priceMinor' })
  @IsString()
  @Length(1, 40)
  field!: string;

  @ApiProperty({ description: 'from 0' })
  @IsInt()
  @Min(0)
  column!: number;

  @ApiPropertyOptional({ enum: UNITS, nullable: true, description: 'what an amount or a rate counts in' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => value ?? null)
  @IsIn([...UNITS, null])
  unit: Unit | null = null;
}

export class MappingRequest {
  @ApiProperty({ type: [PlacedColumn] })
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => PlacedColumn)
  mapping!: PlacedColumn[];
}

export class CommitRequest {
  @ApiPropertyOptional({ description: 'only if every row is good', default: false })
  @IsOptional()
  @IsBoolean()
  allOrNothing?: boolean;
}

class DoubtResponse {
  @ApiProperty() field!: string;
  @ApiProperty({ example: 'history.unit_unknown' }) code!: string;
  @ApiProperty() message!: string;
  @ApiProperty({ type: [Number], description: 'columns in question, from 0' }) columns!: number[];
}

class RowCountsResponse {
  @ApiProperty() waiting!: number;
  @ApiProperty() ok!: number;
  @ApiProperty() error!: number;
  @ApiProperty() duplicate!: number;
  @ApiProperty() unchanged!: number;
  @ApiProperty() imported!: number;
}

class KnownField {
  @ApiProperty() field!: string;
  @ApiProperty() required!: boolean;
  @ApiProperty({ enum: ['amount', 'rate', 'other'] }) counted!: 'amount' | 'rate' | 'other';
}

export class HistoryImportItem {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: HISTORY_KINDS }) kind!: HistoryKind;
  @ApiProperty() filename!: string;
  @ApiProperty() sha256!: string;
  @ApiProperty({ enum: ['csv', 'xlsx'] }) format!: string;
  @ApiProperty({ description: 'encoding of a CSV, sheet of a workbook' }) reading!: string;
  @ApiProperty({ enum: IMPORT_STATES }) state!: ImportState;
  @ApiProperty() totalRows!: number;
  @ApiProperty({ type: RowCountsResponse }) counts!: RowCountsResponse;
  @ApiProperty() createdByName!: string;
  @ApiProperty(DATE_TIME) createdAt!: Date;
  @ApiProperty(OPTIONAL_DATE_TIME) committedAt!: Date | null;
  @ApiProperty(OPTIONAL_DATE_TIME) endedAt!: Date | null;
}

@ApiSchema({ name: 'HistoryImport' })
export class HistoryImportResponse extends HistoryImportItem {
  @ApiProperty({ type: [String], description: 'sheets of the workbook that are not read' }) otherSheets!: string[];
  @ApiProperty({ description: 'row of the headings' }) headerRow!: number;
  @ApiProperty({ type: [String] }) headers!: string[];
  @ApiProperty({ type: [PlacedColumn] }) mapping!: PlacedColumn[];
  @ApiProperty() mappingComplete!: boolean;
  @ApiProperty() allOrNothing!: boolean;
  @ApiProperty({ type: [DoubtResponse] }) doubts!: DoubtResponse[];
  @ApiProperty({ type: [KnownField] }) fields!: KnownField[];
}

@ApiSchema({ name: 'HistoryImportList' })
export class HistoryImportListResponse {
  @ApiProperty({ type: [HistoryImportItem] }) items!: HistoryImportItem[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

class RowProblemResponse {
  @ApiProperty({ type: String, nullable: true, example: 'G', description: 'as spreadsheets name columns' }) column!:
    string | null;
  @ApiProperty({ type: String, nullable: true }) field!: string | null;
  @ApiProperty() code!: string;
  @ApiProperty() message!: string;
}

export class HistoryRowResponse {
  @ApiProperty({ description: 'as spreadsheets count' }) rowNumber!: number;
  @ApiProperty({ enum: ROW_STATUSES }) status!: RowStatus;
  @ApiProperty({ type: [String] }) cells!: string[];
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true }) record!: object | null;
  @ApiProperty({ type: [RowProblemResponse] }) problems!: RowProblemResponse[];
}

@ApiSchema({ name: 'HistoryRowList' })
export class HistoryRowListResponse {
  @ApiProperty({ type: [HistoryRowResponse] }) items!: HistoryRowResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class HistoryEntryResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'null: settled here' }) importId!:
    string | null;
  @ApiProperty({ type: 'object', additionalProperties: true }) record!: object;
}

@ApiSchema({ name: 'HistoryEntryList' })
export class HistoryEntryListResponse {
  @ApiProperty({ type: [HistoryEntryResponse] }) items!: HistoryEntryResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
