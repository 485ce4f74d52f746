/** A light tree of the bibliographic part of one document. */
export interface XmlNode {
  name: string;
  attributes: Record<string, string>;
  children: (XmlNode | string)[];
}

/** Direct descendants along a path of element names: `at(bib, 'publication-reference/document-id')`. */
export function all(node: XmlNode | undefined, path: string): XmlNode[] {
  let level: XmlNode[] = node ? [node] : [];
  for (const name of path.split('/')) {
    level = level.flatMap((parent) =>
      parent.children.filter((child): child is XmlNode => typeof child !== 'string' && child.name === name),
    );
  }
  return level;
}

export const at = (node: XmlNode | undefined, path: string): XmlNode | undefined => all(node, path)[0];

/** All text below a node, markup removed. */
const rawText = (node: XmlNode): string =>
  node.children.map((child) => (typeof child === 'string' ? child : rawText(child))).join('');

/**
 * The text as in the file, without the file's line layout: blanks at both ends go, a run with a line break is one blank.
 * Other white space characters (em spaces …) are the author's and stay.
 */
export const tidy = (text: string): string =>
  text.replace(/[ \t]*[\r\n][ \t\r\n]*/g, ' ').replace(/^[ \t]+|[ \t]+$/g, '');

export const text = (node: XmlNode | undefined): string => (node ? tidy(rawText(node)) : '');
export const textAt = (node: XmlNode | undefined, path: string): string => text(at(node, path));

/** Says something about a document that is taken all the same. */
export type Note = (code: string, params: Record<string, string | number>) => void;

/** `20010315` → `2001-03-15`; what is not a day of the calendar stays empty and is reported. */
export function day(text: string, field: string, note: Note): string {
  const [, year, month, date] = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? [];
  const iso = `${year}-${month}-${date}`;
  const ms = Date.parse(`${iso}T00:00:00Z`);
  if (Number.isFinite(ms) && new Date(ms).toISOString().startsWith(iso)) return iso;
  if (text !== '') note('import.unreadable_date', { field, text: text.slice(0, 40) });
  return '';
}
