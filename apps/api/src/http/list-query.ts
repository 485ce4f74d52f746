import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import { pageLimit, timeCursor } from '@jishi/platform';
import { PageQuery } from './dto';

/** The query of a list that can be filtered by state and exported. */
export class ListQueryDto extends PageQuery {
  @ApiPropertyOptional({ description: 'only entries in this state' })
  @IsOptional()
  @IsString()
  @Length(1, 40)
  state?: string;

  @ApiPropertyOptional({ enum: ['json', 'csv'], default: 'json' })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: 'json' | 'csv';
}

/** Limit and the place to go on from, newest first: creation time and id. Errors: `page.bad_limit`, `page.bad_cursor`. */
export function newestFirst(query: { limit?: number; cursor?: string }): { limit: number; before?: [string, string] } {
  const limit = pageLimit(query.limit);
  const before = timeCursor(query.cursor);
  return before ? { limit, before } : { limit };
}
