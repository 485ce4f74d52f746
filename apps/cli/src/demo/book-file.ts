import { type Evidence, evidenceOf, ExportChecker, type ExportReport } from '@jishi/bidding';
import type { Receipt } from './book-check';
import type { HttpClient } from './http-client';

/** The book as a file, checked while it comes in, as `jishi verify` does, with the receipts that the bidders kept. */
export async function verifyDownload(
  { baseUrl, token }: HttpClient,
  auctionId: string,
  receipts: readonly Receipt[],
): Promise<ExportReport> {
  const evidence = receipts.map((receipt) =>
    evidenceOf('receipt', `receipt ${receipt.seq}`, { auctionId, ...receipt }),
  );
  const checker = new ExportChecker(evidence.filter((piece): piece is Evidence => piece !== null));
  const response = await fetch(`${baseUrl}/api/auctions/${auctionId}/export`, {
    headers: token ? { authorization: `Bearer ${token}` } : {},
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok || !response.body) throw new Error(`the book was not given: ${response.status}`);
  for await (const piece of response.body as ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>)
    checker.write(piece);
  const report = await checker.finish();
  if (!report.ok) throw new Error(`the downloaded book does not hold: ${JSON.stringify(report.findings.slice(0, 3))}`);
  return report;
}
