import { createHash } from 'node:crypto';
import { smallPdf } from '../../../apps/cli/src/demo/papers';
import { type Person, Upload } from './door';
import { type Ground, insert, one } from './ground';
import type { Thing } from './kinds';
import type { Listings } from './listings';

export type Papers = Record<'officer' | 'bidder' | 'inventor' | 'clerk', string>;

/** As a row: looking through each file takes longer than all the rest. */
export function paper(ground: Ground, { organisationId, userId, role }: Person): Promise<string> {
  const content = Buffer.from(smallPdf(`${ground.mark} ${role}`));
  return insert(ground, 'attachment', {
    organisation_id: organisationId,
    uploaded_by: userId,
    filename: `${ground.mark}.pdf`,
    media_type: 'application/pdf',
    size: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    content,
  });
}

/** One of everybody who hands papers in. */
export const papersOf = async (ground: Ground): Promise<Papers> => ({
  officer: await paper(ground, ground.people.who('university', 'officer')),
  bidder: await paper(ground, ground.people.who('company', 'bidder')),
  inventor: await paper(ground, ground.people.who('university', 'inventor')),
  clerk: await paper(ground, ground.people.who('window', 'clerk')),
});

/** Papers of sales by who may read them. */
export async function documentsOf(ground: Ground, listings: Listings, papers: Papers): Promise<Thing[]> {
  const officer = ground.people.who('university', 'officer');
  const document = (listing_id: string, access: string): Promise<string> =>
    insert(ground, 'listing_document', {
      listing_id,
      attachment_id: papers.officer,
      title: '小试报告',
      kind: 'technical',
      access,
      announced: true,
      added_by: officer.userId,
      added_for: officer.organisationId,
    });
  return [
    one('of a draft', await document(listings.draft, 'public'), { within: listings.draft }),
    one('for the parties', await document(listings.listed, 'parties'), { within: listings.listed }),
    one('confidential', await document(listings.listed, 'confidential'), { within: listings.listed, known: true }),
  ];
}

/** A register of before, read and not carried out, and a member that was. */
export async function historyOf(ground: Ground): Promise<{ previewed: string; member: string }> {
  const register = Buffer.from(`会员编号,会员名称\n1,${ground.mark}公司\n`);
  const previewed = await ground.door.done(
    ground.people.who('exchange', 'reviewer'),
    'POST',
    '/history-imports',
    new Upload('members.csv', register, { kind: 'members' }),
  );
  const member = `HY-${ground.mark}`;
  await insert(ground, 'history_member', {
    exchange_id: ground.people.at('exchange'),
    import_id: previewed.id,
    member_number: member,
    name: `${ground.mark}公司`,
  });
  return { previewed: previewed.id, member };
}
