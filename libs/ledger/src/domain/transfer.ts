import { canonicalJson, fen, invalid, sha256Hex, type Fen } from '@jishi/kernel';

/** `source` is debited, `destination` is credited, by account code. An unbalanced posting cannot be written. */
export interface Posting {
  source: string;
  destination: string;
  amountMinor: Fen;
}

export interface TransferDraft {
  /** Unique: the same reference again gives the same answer, with other content it is an error. */
  reference: string;
  kind: string;
  description?: string;
  subjectId?: string;
  currency?: string;
  postings: Posting[];
}

/** What a transfer stands in for, by reference: a reservation that it posts, or a transfer that it reverses. */
export interface Link {
  posts?: string;
  reverses?: string;
  expiresAt?: string;
}

export const MAX_POSTINGS = 100;

/** Checks the shape. Errors: `ledger.no_postings`, `ledger.too_many_postings`, `ledger.amount_not_positive`, `ledger.same_account`. */
export function checkTransfer(draft: TransferDraft): void {
  if (draft.postings.length === 0) throw invalid('ledger.no_postings', { reference: draft.reference });
  if (draft.postings.length > MAX_POSTINGS) throw invalid('ledger.too_many_postings', { reference: draft.reference });
  for (const posting of draft.postings) {
    if (fen(posting.amountMinor) <= 0) throw invalid('ledger.amount_not_positive', { amount: posting.amountMinor });
    if (posting.source === posting.destination) throw invalid('ledger.same_account', { account: posting.source });
  }
}

/** What makes two transfers the same: kind, subject, currency, the postings in order, and the link. The description may be reworded. */
export const contentHash = (draft: TransferDraft, link: Link = {}): string =>
  sha256Hex(
    canonicalJson({
      kind: draft.kind,
      subjectId: draft.subjectId ?? null,
      currency: draft.currency ?? 'CNY',
      postings: draft.postings.map((posting) => [posting.source, posting.destination, posting.amountMinor]),
      ...link,
    }),
  );

/** The same postings with their ends swapped, in the same order. */
export const reversed = (postings: readonly Posting[]): Posting[] =>
  postings.map(({ source, destination, amountMinor }) => ({ source: destination, destination: source, amountMinor }));
