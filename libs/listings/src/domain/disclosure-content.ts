import { type FieldError, invalid, isLegible } from '@jishi/kernel';

/** A hundred percent, in basis points: shares are whole numbers and add up exactly. */
export const WHOLE_BPS = 10_000;

export const FUNDING_SOURCES = ['state', 'ministry', 'province', 'city', 'outside'] as const;
export type FundingSource = (typeof FUNDING_SOURCES)[number];
export const SECRECY_FLAGS = ['national_security', 'major_public_interest', 'trade_secret'] as const;
export type SecrecyFlag = (typeof SECRECY_FLAGS)[number];
export const EXPORT_CONTROLS = ['free', 'restricted', 'prohibited'] as const;
export type ExportControl = (typeof EXPORT_CONTROLS)[number];
export const PARTY_ROLES = ['commissioner', 'co_developer'] as const;
export type PartyRole = (typeof PARTY_ROLES)[number];

export interface ContributorShare {
  /** Null for somebody without a login here, whose share is confirmed on paper. */
  userId: string | null;
  name: string;
  affiliation: string;
  shareBps: number;
}

export interface DisclosureContent {
  title: string;
  /** For everybody: holds nothing that is secret. */
  summary: string;
  /** For the office and those who decide. */
  description: string;
  ipKind: string;
  fieldCode: string;
  fundingSource: FundingSource;
  programme: string;
  secrecy: SecrecyFlag[];
  exportControl: ExportControl;
  contributors: ContributorShare[];
  parties: { name: string; uscc: string; role: PartyRole }[];
  publications: { title: string; on: string; where: string }[];
}

/** Whether the work was paid from a plan's public money, which brings the duty to convert it (policy art. 2, 9). */
export const isPlanFunded = (source: FundingSource): boolean => source !== 'outside';

/** `barred`: nothing of it may be listed; `summary`: only what its inventor wrote for everybody; `open`. */
export type Publicity = 'open' | 'summary' | 'barred';

/** National security and major public interest keep it from the public; a trade secret keeps its description (art. 2). */
export function publicityOf(secrecy: readonly SecrecyFlag[]): Publicity {
  if (secrecy.includes('national_security') || secrecy.includes('major_public_interest')) return 'barred';
  return secrecy.includes('trade_secret') ? 'summary' : 'open';
}

export const sumOfShares = (contributors: readonly { shareBps: number }[]): number =>
  contributors.reduce((sum, { shareBps }) => sum + shareBps, 0);

/** What even a draft must keep to. Errors: `disclosure.bad_content`. */
export function checkDraft(content: DisclosureContent, reporterId: string): void {
  refuse(draftErrors(content, reporterId));
}

/** What is handed to the office. Errors: `disclosure.bad_content` with each bad field. */
export function checkComplete(content: DisclosureContent, reporterId: string, today: string): void {
  const errors = draftErrors(content, reporterId);
  const bad = (path: string, code: string): void => void errors.push({ path, code });
  for (const path of ['summary', 'description'] as const) if (!isLegible(content[path])) bad(path, 'disclosure.empty');
  if (content.fieldCode === '') bad('fieldCode', 'disclosure.empty');
  if (isPlanFunded(content.fundingSource) && !isLegible(content.programme))
    bad('programme', 'disclosure.programme_missing');
  if (sumOfShares(content.contributors) !== WHOLE_BPS)
    errors.push({
      path: 'contributors',
      code: 'disclosure.shares_sum',
      params: { percent: percent(sumOfShares(content.contributors)) },
    });
  content.publications.forEach(({ on }, i) => {
    if (on > today) bad(`publications[${i}].on`, 'disclosure.publication_to_come');
  });
  refuse(errors);
}

function draftErrors({ title, contributors, parties }: DisclosureContent, reporterId: string): FieldError[] {
  const errors: FieldError[] = [];
  const bad = (path: string, code: string): void => void errors.push({ path, code });
  if (!isLegible(title)) bad('title', 'disclosure.empty');
  if (!contributors.some(({ userId }) => userId === reporterId)) bad('contributors', 'disclosure.reporter_missing');
  const seen = new Set<string>();
  contributors.forEach(({ userId, name, affiliation, shareBps }, i) => {
    const key = userId ?? `${name.trim()} ${affiliation.trim()}`;
    if (seen.has(key)) bad(`contributors[${i}]`, 'disclosure.contributor_twice');
    seen.add(key);
    if (!Number.isInteger(shareBps) || shareBps < 1 || shareBps > WHOLE_BPS)
      bad(`contributors[${i}].shareBps`, 'disclosure.bad_share');
    if (userId === null && !isLegible(name)) bad(`contributors[${i}].name`, 'disclosure.empty');
    if (userId === null && !isLegible(affiliation)) bad(`contributors[${i}].affiliation`, 'disclosure.empty');
  });
  parties.forEach(({ name }, i) => {
    if (!isLegible(name)) bad(`parties[${i}].name`, 'disclosure.empty');
  });
  return errors;
}

function refuse(errors: FieldError[]): void {
  if (errors.length > 0) throw invalid('disclosure.bad_content', {}, errors);
}

/** `33.33`: basis points as people read them. */
export const percent = (bps: number): string => `${Math.trunc(bps / 100)}.${String(bps % 100).padStart(2, '0')}`;

export interface RightHolder {
  name: string;
  ground: 'inventor' | PartyRole;
  source: string;
}

const RIGHTS: Record<RightHolder['ground'], string> = {
  inventor: '民法典第八百四十七条',
  commissioner: '民法典第八百五十九条',
  co_developer: '民法典第八百六十条',
};

/** Who may take it over at equal conditions when it is transferred: each has to be told. */
export function rightHolders(content: {
  contributors: readonly { name: string }[];
  parties: readonly { name: string; role: PartyRole }[];
}): RightHolder[] {
  const holder = (name: string, ground: RightHolder['ground']): RightHolder => ({
    name,
    ground,
    source: RIGHTS[ground],
  });
  return [
    ...content.contributors.map(({ name }) => holder(name, 'inventor')),
    ...content.parties.map(({ name, role }) => holder(name, role)),
  ];
}
