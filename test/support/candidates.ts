import { smallPdf } from '../../apps/cli/src/demo/papers';
import { HttpClient } from '../../apps/cli/src/demo/http-client';

export interface Person {
  http: HttpClient;
  organisationId: string;
}

interface Session {
  token: string;
  actor: { organisation: { id: string } };
}

/** People of the demonstration, each with a session of their own. */
export async function enterAll<L extends string>(url: string, logins: readonly L[]): Promise<Record<L, Person>> {
  const people = {} as Record<L, Person>;
  for (const login of logins) {
    const { token, actor } = await new HttpClient(url).post<Session>('/sessions', { login, password: 'jishi-demo' });
    people[login] = { http: new HttpClient(url, token), organisationId: actor.organisation.id };
  }
  return people;
}

/** A transfer by listing under the rules for universities, which ask for a licence and for the seller's word; in review. */
export async function listingInReview(officer: Person, reviewer: Person, run: string): Promise<string> {
  const files = [{ name: 'a.csv', type: 'text/csv', content: `title,number\n一种耐高温涂层（${run}）,QL${run}\n` }];
  const { records } = await officer.http.upload<{ records: { achievementId: string }[] }>(
    '/achievements/import',
    files,
  );
  const { id } = await officer.http.post<{ id: string }>('/listings', {
    achievementId: records[0]!.achievementId,
    form: 'transfer',
    pricingWay: 'listing',
    priceMinor: 80_000_000,
    profileCode: 'gz-university',
    exchangeId: reviewer.organisationId,
  });
  const attachmentId = await uploaded(officer, '权属证明.pdf');
  const proof = { attachmentId, title: '权属证明', kind: 'ownership_proof', access: 'parties' };
  await officer.http.post(`/listings/${id}/documents`, proof);
  await officer.http.post(`/listings/${id}/submit`, { via: 'direct' });
  return id;
}

export async function uploaded(person: Person, name = '营业执照.pdf'): Promise<string> {
  const content = smallPdf('business licence');
  return (await person.http.upload<{ id: string }>('/attachments', [{ name, type: 'application/pdf', content }])).id;
}

/** What the rules for universities ask of a candidate. */
export const completeApplication = async (person: Person, more: object = {}): Promise<object> => ({
  statement: '本公司拟受让该成果用于量产，资金已落实。',
  documents: [{ attachmentId: await uploaded(person), kind: 'business_licence', expiresOn: '2036-12-31' }],
  contact: { name: '周启明', phone: '020-12345678' },
  acceptsText: true,
  ...more,
});
