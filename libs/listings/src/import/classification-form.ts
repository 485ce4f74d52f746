/** The written form of an IPC or CPC symbol: `A61B 5/00`. */
export const symbol = (subclass: string, group: string, subgroup: string): string =>
  group === '' ? subclass : `${subclass} ${group.replace(/^0+(?=\d)/, '')}/${subgroup}`;

/**
 * IPC codes are written as `G06F015/16` (zero-padded, 2001 and 2004 files), as `G06F 1516` (ST.32: the group in three
 * columns, then the subgroup) or already as `G06F 15/16`. Anything else is left as it is.
 */
export function ipcForm(code: string): string {
  const slashed = /^([A-H]\d{2}[A-Z])\s*(\d{1,4})\s*\/\s*(\d{2,6})$/.exec(code);
  const columns = slashed ? null : /^([A-H]\d{2}[A-Z])([ \d]{2}\d)(\d{2,4})$/.exec(code);
  const [, subclass, group, subgroup] = slashed ?? columns ?? [];
  return subclass && group && subgroup ? symbol(subclass, group.trim(), subgroup) : code;
}
