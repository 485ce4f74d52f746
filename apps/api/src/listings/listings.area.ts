import { AchievementsController } from './achievements.controller';
import { AttachmentsController } from './attachments.controller';
import { BylawsController } from './bylaws.controller';
import { DocumentsController } from './documents.controller';
import { FeeQuotesController } from './fee-quotes.controller';
import { ListingLifeController } from './listing-life.controller';
import { DecisionsController } from './decisions.controller';
import { DisclosuresController } from './disclosures.controller';
import { ListingsController } from './listings.controller';
import { NegotiationController } from './negotiation.controller';
import { ProfileDraftsController } from './profile-drafts.controller';
import { RuleProfilesController } from './rule-profiles.controller';

export const listingsControllers = [
  AchievementsController,
  AttachmentsController,
  BylawsController,
  DocumentsController,
  ListingLifeController,
  DecisionsController,
  DisclosuresController,
  ListingsController,
  NegotiationController,
  ProfileDraftsController,
  RuleProfilesController,
  FeeQuotesController,
];
