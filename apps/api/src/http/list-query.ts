import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import { invalid, isUuid } from '@jishi/kernel';
import { decodeCursor, pageLimit } from '@jishi/platform';
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
  const key = decodeCursor(query.cursor, 2);
  if (!key) return { limit };
  const [at, id] = key;
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at)) || !isUuid(id))
    throw invalid('page.bad_cursor', {}, [{ path: 'cursor', code: 'page.bad_cursor' }]);
  return { limit, before: [at, id] };
}
