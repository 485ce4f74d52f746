import './messages';
import { CeremonyService } from './ceremony.service';
import { CeremonyViews } from './ceremony-views';
import { OpeningChecks } from './opening-checks';
import { OpeningService } from './opening.service';
import { RevealBids } from './reveal-bids.act';
import { SealedSales } from './sealed-sales';

/** What a sealed sale needs besides the engine: the trustees' ceremony before it and the opening after it. */
export const sealedServices = [SealedSales, CeremonyService, OpeningChecks, OpeningService, CeremonyViews, RevealBids];
