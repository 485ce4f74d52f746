import type { Locale } from '@jishi/platform';
import type { NoticeResponse } from './notifications.dto';

const TITLE: Record<Locale, string> = { zh: '技市 · 公告', en: 'Jishi · public notices' };

/** XML 1.0 knows no control characters, not even escaped. */
const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\uFFFE\uFFFF]/gu, ' ')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** RFC 4287: the latest notices, for readers of feeds. */
export function atomFeed(notices: readonly NoticeResponse[], locale: Locale, baseUrl: string): string {
  const updated = (notices[0]?.issuedAt ?? new Date(0)).toISOString();
  const entries = notices.map(
    ({ id, title, number, issuedAt, exchangeName }) => `  <entry>
    <id>urn:uuid:${id}</id>
    <title>${escapeXml(title[locale])}</title>
    <summary>${escapeXml(number[locale])}</summary>
    <author><name>${escapeXml(exchangeName)}</name></author>
    <updated>${issuedAt.toISOString()}</updated>
    <link rel="alternate" href="${escapeXml(`${baseUrl}/notices/${id}`)}"/>
  </entry>
`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale}">
  <id>${escapeXml(`${baseUrl}/notices`)}</id>
  <title>${TITLE[locale]}</title>
  <updated>${updated}</updated>
  <link rel="self" href="${escapeXml(`${baseUrl}/api/notices/feed.atom`)}"/>
  <link rel="alternate" href="${escapeXml(`${baseUrl}/notices`)}"/>
${entries.join('')}</feed>
`;
}
