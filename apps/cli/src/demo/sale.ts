import type { Cast, Person } from './cast';
import { smallPdf } from './papers';
import { until } from './wait';

/** The steps of a sale as its people take them; the story, the showcase and the system tests are made of these. */

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}
export interface ImportReport {
  inserted: number;
  failed: number;
  records: { place: string; status: string; achievementId?: string | null; message?: string | null }[];
}
export interface Listing {
  id: string;
  number: string;
  state: string;
  auctionId: string | null;
  priceMinor: number;
  opensAt: string | null;
}
export interface Deposit {
  id: string;
  organisationId: string;
  auctionId: string;
  amountMinor: number;
  reference: string;
  state: string;
}
export interface Application {
  id: string;
  state: string;
  reason?: string | null;
}
export interface AuctionView {
  state: 'announced' | 'open' | 'paused' | 'closed';
  outcome?: 'sold' | 'unsold' | null;
  seq: number;
  priceMinor: number | null;
  leader: string | null;
  nextMinimumMinor: number;
  incrementMinor: number;
  bidCount: number;
  phase: 'free' | 'timed';
  opensAtMs: number;
  freeEndsAtMs: number;
  endsAtMs: number;
  extensions: number;
  me?: { code: string | null; admitted: boolean; standing: boolean };
}
export interface Terms {
  form: 'transfer' | 'licence';
  pricingWay: 'listing' | 'auction';
  priceMinor: number;
  reserveMinor?: number;
  profileCode: string;
}

export async function draftAndSubmit(cast: Cast, achievementId: string, terms: Terms): Promise<Listing> {
  const { items: windows } = await cast.officer.http.get<Page<{ id: string; organisationId: string }>>('/windows');
  const window = windows.find(({ organisationId }) => organisationId === cast.clerk.organisationId);
  if (!window) throw new Error(`the clerk's service window is not in the list of windows`);
  const exchangeId = cast.reviewer.organisationId;
  const draft = { achievementId, ...terms, windowId: window.id, exchangeId };
  const listing = await cast.officer.http.post<Listing>('/listings', draft);
  return cast.officer.http.post<Listing>(`/listings/${listing.id}/submit`, { via: 'window' });
}

/** Window, then exchange; approval publishes, and from that moment the terms are frozen. */
export async function takeIn(cast: Cast, listingId: string): Promise<void> {
  await cast.clerk.http.post(`/listings/${listingId}/intake`, { accept: true });
}

export async function publish(cast: Cast, listingId: string): Promise<Listing & { auctionId: string }> {
  await cast.reviewer.http.post(`/listings/${listingId}/review`, { approve: true });
  const listing = await cast.officer.http.get<Listing>(`/listings/${listingId}`);
  if (!listing.auctionId) throw new Error(`listing ${listing.number} was published without an auction`);
  return { ...listing, auctionId: listing.auctionId };
}

export async function announced(person: Person, auctionId: string): Promise<AuctionView> {
  return until('the announcement in the book', () => auction(person, auctionId).catch(() => null));
}

export function auction(person: Person, auctionId: string): Promise<AuctionView> {
  return person.http.get<AuctionView>(`/auctions/${auctionId}`);
}

export async function apply(candidate: Person, listingId: string, statement: string): Promise<Application> {
  const pdf = smallPdf(`Business licence and statement, ${new Date().toISOString()}`);
  const { id } = await candidate.http.upload<{ id: string }>('/attachments', [
    { name: '营业执照.pdf', type: 'application/pdf', content: pdf },
  ]);
  return candidate.http.post<Application>(`/listings/${listingId}/applications`, { documentIds: [id], statement });
}

export function approve(cast: Cast, applicationId: string): Promise<Application> {
  return cast.reviewer.http.post<Application>(`/applications/${applicationId}/review`, { approve: true });
}

/** The worker asks for the deposit once the application is approved. */
export function depositOf(candidate: Person, auctionId: string): Promise<Deposit> {
  return until('the request for a deposit', async () => {
    const { items } = await candidate.http.get<Page<Deposit>>('/deposits?limit=100');
    return items.find((deposit) => deposit.auctionId === auctionId);
  });
}

export async function payDepositSimulated(candidate: Person, auctionId: string): Promise<Deposit> {
  const deposit = await depositOf(candidate, auctionId);
  return candidate.http.post<Deposit>(`/deposits/${deposit.id}/simulated-payment`);
}

/** The deposit is held, so the worker has the bidder admitted to the book under a code. */
export async function admitted(candidate: Person, auctionId: string): Promise<string> {
  return until(`${candidate.organisation}'s admission to the book`, async () => {
    const { me } = await auction(candidate, auctionId);
    return me?.admitted ? me.code : null;
  });
}

export interface Contract {
  id: string;
  number: string;
  listingId: string;
  state: string;
  contractAmountMinor: number;
  currentVersion: number;
  contentHash: string;
}

export function contractOf(person: Person, listingId: string): Promise<Contract> {
  return until('the contract', async () => {
    const { items } = await person.http.get<Page<Contract>>('/contracts?limit=100');
    return items.find((contract) => contract.listingId === listingId);
  });
}

/** A party accepts the text it has before it, and no other. */
export async function acceptContract(person: Person, contractId: string): Promise<Contract> {
  const { currentVersion, contentHash } = await person.http.get<Contract>(`/contracts/${contractId}`);
  return person.http.post<Contract>(`/contracts/${contractId}/accept`, { version: currentVersion, contentHash });
}

export interface Payment {
  id: string;
  contractId: string;
  amountMinor: number;
  reference: string;
  state: string;
}

export function paymentOf(buyer: Person, contractId: string): Promise<Payment> {
  return until('the request for payment', async () => {
    const { items } = await buyer.http.get<Page<Payment>>('/payments?limit=100');
    return items.find((payment) => payment.contractId === contractId);
  });
}

export interface Volume {
  id: string;
  contractId: string;
  contractAmountMinor: number;
  technicalAmountMinor: number;
  regionCode: string;
  fieldCode: string;
  year: number;
}
export interface Award {
  id: string;
  ruleCode: string;
  ruleVersion: number | string;
  volumeRecordId: string;
  amountMinor: number;
  trace: { text: { zh: string; en: string } }[];
}

export function volumeOf(person: Person, contractId: string): Promise<Volume> {
  return until('the volume record', async () => {
    const { items } = await person.http.get<Page<Volume>>('/volumes?limit=100');
    return items.find((volume) => volume.contractId === contractId);
  });
}

export function awardsOf(person: Person, volumeRecordId: string): Promise<Award[]> {
  return until('the subsidy', async () => {
    const { items } = await person.http.get<Page<Award>>('/subsidies?limit=100');
    const awards = items.filter((award) => award.volumeRecordId === volumeRecordId);
    return awards.length > 0 ? awards : null;
  });
}
