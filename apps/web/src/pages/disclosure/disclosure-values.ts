import type { ActorView } from '../../api/identity';
import type { Disclosure, DisclosureContent } from '../../api/disclosures';
import { formatPercent, parsePercent } from '../../lib/percent';

/** The form's values: shares as typed; names as the API names them, so that its field errors find their fields. */
export interface DisclosureValues extends Omit<DisclosureContent, 'contributors'> {
  contributors: { userId?: string; external?: boolean; name?: string; affiliation?: string; shareBps?: string }[];
}

export function toContent(values: DisclosureValues): DisclosureContent {
  const { contributors, parties, publications, secrecy, fieldCode, ...rest } = values;
  return {
    ...rest,
    ...(fieldCode ? { fieldCode } : {}),
    secrecy: secrecy ?? [],
    parties: (parties ?? []).map(({ name, uscc, role }) => ({ name, role, ...(uscc ? { uscc: uscc.trim() } : {}) })),
    publications: publications ?? [],
    contributors: contributors.map(({ userId, external, name, affiliation, shareBps }) => ({
      shareBps: parsePercent(shareBps ?? '') ?? 0,
      ...(external ? { name: name ?? '', affiliation: affiliation ?? '' } : { userId: userId ?? null }),
    })),
  };
}

export function initialValues(disclosure: Disclosure | null, actor: ActorView | null): Partial<DisclosureValues> {
  if (!disclosure)
    return {
      ipKind: 'know_how',
      fundingSource: 'outside',
      exportControl: 'free',
      secrecy: [],
      contributors: [{ ...(actor ? { userId: actor.userId } : {}), shareBps: '100' }],
      parties: [],
      publications: [],
    };
  const { title, summary, description, ipKind, fieldCode, fundingSource, programme, secrecy, exportControl } =
    disclosure;
  return {
    title,
    summary,
    description,
    ipKind,
    ...(fieldCode ? { fieldCode } : {}),
    fundingSource,
    programme,
    secrecy,
    exportControl,
    parties: disclosure.parties,
    publications: disclosure.publications,
    contributors: disclosure.contributors.map(({ userId, name, affiliation, shareBps }) => ({
      ...(userId ? { userId } : { external: true, name, affiliation }),
      shareBps: formatPercent(shareBps).slice(0, -1),
    })),
  };
}

/** In basis points; what cannot be read yet counts as nothing. */
export const sumOfShares = (contributors: DisclosureValues['contributors'] | undefined): number =>
  (contributors ?? []).reduce((sum, each) => sum + (parsePercent(each?.shareBps ?? '') ?? 0), 0);
