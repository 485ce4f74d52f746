import { Injectable } from '@nestjs/common';
import { conflict, newId, sha256Hex } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { appendFact, audit, Database } from '@jishi/platform';
import { DataRoomService, type Visit } from './data-room.service';
import { findNames } from './document.repository';
import { checkSigning } from './domain/documents';
import { checkSignature, type NdaLanguage, type NdaOrigin, ndaUnder, ndaWords } from './domain/nda';
import { insertNda, type NdaRow } from './nda.repository';
import { RuleProfileService } from './rule-profile.service';

export interface NdaOffer extends NdaOrigin {
  language: NdaLanguage;
  text: string;
  sha256: string;
  /** An insider reads without one. */
  needed: boolean;
  /** What my organisation signed, if it did. */
  accepted: NdaRow | null;
}

export interface Signature {
  language: NdaLanguage;
  sha256: string;
  signatory: string;
  agreed: boolean;
}

/** The undertaking of confidentiality that opens a data room, signed once by an organisation for a sale. */
@Injectable()
export class NdaService {
  constructor(
    private readonly database: Database,
    private readonly room: DataRoomService,
    private readonly profiles: RuleProfileService,
  ) {}

  /** The text for my organisation, as it would be signed now. Errors: `listing.not_found`. */
  async offer(actor: Actor, listingId: string, language: NdaLanguage): Promise<NdaOffer> {
    const visit = await this.room.visit(actor, listingId);
    const { origin, text } = await this.textFor(actor, visit, language);
    const needed = visit.reader.is !== 'insider';
    return { ...origin, language, text, sha256: sha256Hex(text), needed, accepted: visit.nda };
  }

  /** Errors: `nda.*`, `document.room_closed`, `listing.not_found`. */
  async sign(actor: Actor, listingId: string, signature: Signature): Promise<NdaOffer> {
    const visit = await this.room.visit(actor, listingId);
    checkSigning(visit.listing.state, visit.reader);
    const { userId, organisationId } = actor;
    const { language, signatory } = signature;
    const { origin, text } = await this.textFor(actor, visit, language);
    const textSha256 = sha256Hex(text);
    checkSignature(signature, textSha256);
    await this.database.transaction(async (tx) => {
      const nda = { id: newId(), listingId, organisationId, userId, signatory: signatory.trim(), language };
      if (!(await insertNda(tx, { ...nda, origin, text, textSha256 }))) throw conflict('nda.signed_already');
      await audit(tx, {
        actorId: userId,
        organisationId,
        action: 'nda.accepted',
        subjectType: 'listing',
        subjectId: listingId,
        detail: {
          textVersion: origin.version,
          profile: origin.profile,
          language,
          textSha256,
          signatory: nda.signatory,
        },
      });
      await appendFact(tx, { type: 'nda.signed', subjectId: nda.id, payload: { listingId } });
    });
    return this.offer(actor, listingId, language);
  }

  /** As the rules have it that the listing was published under, whatever those of today say. */
  private async textFor(
    actor: Actor,
    { listing }: Visit,
    language: NdaLanguage,
  ): Promise<{ origin: NdaOrigin; text: string }> {
    const tx = this.database.manager;
    const { number, title, transferorName: discloser, exchangeName: exchange } = listing;
    const { profileCode, profileVersion } = listing;
    const rules = profileVersion === null ? null : (await this.profiles.get(tx, profileCode, profileVersion)).body;
    const { organisation: recipient } = await findNames(tx, actor.userId, actor.organisationId);
    const { version, profile, ...own } = ndaUnder(rules);
    const text = ndaWords(own, language, { number, title, discloser, exchange, recipient });
    return { origin: { version, profile }, text };
  }
}
