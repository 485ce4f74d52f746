import './approval.messages';
import './messages';

export type { Accepted, Ack, AuctionView, Head, Refused, Snapshot, SnapshotBid, Standing } from './answers';
export type { ApprovalOutcome, ApprovalRow, ApprovalState } from './approval.repository';
export { ApprovalService } from './approval.service';
export { AuctionClock } from './auction-clock';
export { biddingConsumers } from './bidding.consumers';
export { BiddingModule } from './bidding.module';
export { type AuctionQuery, BiddingService } from './bidding.service';
export { BookTail } from './book-tail';
export type { BidCommand, Command, Envelope, LifecycleCommand, ModeCommand } from './domain/commands';
export type { PublicEvent } from './domain/events';
export type { AuctionRules } from './domain/rules';
export type { BookLine, BookProblem, BookReport } from './domain/verify';
export { ObjectionService, type ObjectionView } from './objection.service';
export type { Submission } from './journal/journal';
export { QualificationModule } from './qualification.module';
export { type ApplicationContent, type ApplicationView, QualificationService } from './qualification.service';
