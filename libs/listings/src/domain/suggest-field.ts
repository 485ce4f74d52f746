import type { FieldCode } from './fields';

/** IPC prefixes that say the technical field by themselves; the longest match wins. A suggestion, never a record. */
const BY_IPC: [string, FieldCode][] = [
  ['A01', 'agriculture'],
  ['A23', 'agriculture'],
  ['A61', 'biomedicine'],
  ['B01', 'environment'],
  ['B09', 'environment'],
  ['B29', 'materials'],
  ['B32', 'materials'],
  ['B60', 'transport'],
  ['B61', 'transport'],
  ['B62', 'transport'],
  ['B63', 'transport'],
  ['B64', 'aerospace'],
  ['B81', 'electronics'],
  ['B82', 'materials'],
  ['B', 'manufacturing'],
  ['C01', 'materials'],
  ['C02', 'environment'],
  ['C07', 'biomedicine'],
  ['C08', 'materials'],
  ['C12', 'biomedicine'],
  ['C', 'materials'],
  ['D', 'materials'],
  ['E', 'urban'],
  ['F', 'manufacturing'],
  ['F03', 'energy'],
  ['F24', 'energy'],
  ['G21', 'nuclear'],
  ['G', 'electronics'],
  ['H01M', 'energy'],
  ['H02', 'energy'],
  ['H', 'electronics'],
];

export function suggestField(ipc: readonly string[]): FieldCode | '' {
  const main = ipc[0] ?? '';
  const matches = BY_IPC.filter(([prefix]) => main.startsWith(prefix));
  matches.sort(([a], [b]) => b.length - a.length);
  return matches[0]?.[1] ?? '';
}
