import { Injectable } from '@nestjs/common';
import { invalid, isUuid } from '@jishi/kernel';
import { Database, decodeCursor, type Page, pageLimit, rows, toPage } from '@jishi/platform';

export interface AuditRow {
  id: string;
  at: Date;
  actorId: string | null;
  actorName: string | null;
  organisationId: string | null;
  organisationName: string | null;
  action: string;
  subjectType: string;
  subjectId: string;
  detail: Record<string, unknown>;
}

/** The audit log with its people's names, newest first: the log holds ids only, and here they are known. */
@Injectable()
export class AuditService {
  constructor(private readonly database: Database) {}

  async list(query: {
    action?: string | undefined;
    subjectId?: string | undefined;
    limit?: number | undefined;
    cursor?: string | undefined;
  }): Promise<Page<AuditRow>> {
    const limit = pageLimit(query.limit);
    const before = decodeCursor(query.cursor, 1)?.[0] ?? null;
    if (before !== null && !isUuid(before)) {
      throw invalid('page.bad_cursor', {}, [{ path: 'cursor', code: 'page.bad_cursor' }]);
    }
    const found = await rows<AuditRow>(
      this.database.manager,
      `select a.id, a.at, a.actor_id as "actorId", u.name as "actorName", a.organisation_id as "organisationId",
         o.name as "organisationName", a.action, a.subject_type as "subjectType", a.subject_id as "subjectId", a.detail
       from audit_log a
         left join user_account u on u.id::text = a.actor_id
         left join organisation o on o.id = a.organisation_id
       where ($1::uuid is null or a.id < $1) and ($2::text is null or a.action = $2)
         and ($3::text is null or a.subject_id = $3)
       order by a.id desc limit $4`,
      [before, query.action ?? null, query.subjectId ?? null, limit + 1],
    );
    return toPage(found, limit, (last) => [last.id]);
  }
}
