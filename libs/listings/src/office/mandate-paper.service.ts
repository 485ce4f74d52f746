import { Injectable } from '@nestjs/common';
import { invalid } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { Database } from '@jishi/platform';
import { type GivenTerms, MandateService } from '@jishi/windows';
import { AttachmentService } from '../attachment.service';
import { findOrganisationFacts } from '../listing.repository';

/** Who may send a window to act for it. */
const CLIENTS = ['company', 'university'];

/** A mandate and its scan, filed together: whoever has to judge the mandate can read the paper. */
@Injectable()
export class MandatePaperService {
  constructor(
    private readonly database: Database,
    private readonly attachments: AttachmentService,
    private readonly mandates: MandateService,
  ) {}

  /** The client gives it online, perhaps with the paper. Errors: `attachment.not_found`, as `MandateService.give`. */
  give(actor: Actor, windowId: string, terms: GivenTerms, paperId: string | null): Promise<string> {
    return this.database.transaction(async (tx) => {
      // First, or a paper that is not there would be told by the database.
      if (paperId !== null) await this.attachments.requireFileable(tx, actor, [paperId], 'paperId');
      const id = await this.mandates.give(tx, actor, windowId, terms, paperId);
      if (paperId === null) return id;
      const { windowOrganisationId, exchangeId } = await this.mandates.get(tx, actor, id);
      for (const reader of [windowOrganisationId, exchangeId])
        await this.attachments.file(tx, actor, [paperId], reader, 'paperId');
      return id;
    });
  }

  /** A clerk enters the paper a client brought. Errors: `attachment.not_found`, as `MandateService.enterPaper`. */
  enter(actor: Actor, clientId: string, terms: GivenTerms, paperId: string): Promise<string> {
    return this.database.transaction(async (tx) => {
      const client = await findOrganisationFacts(tx, clientId);
      if (!client || !CLIENTS.includes(client.kind))
        throw invalid('mandate.no_such_client', {}, [{ path: 'clientId', code: 'mandate.no_such_client' }]);
      await this.attachments.requireFileable(tx, actor, [paperId], 'paperId');
      const { id, window } = await this.mandates.enterPaper(tx, actor, clientId, terms, paperId);
      for (const reader of [clientId, window.exchangeId])
        await this.attachments.file(tx, actor, [paperId], reader, 'paperId');
      return id;
    });
  }
}
