/** The eleven technical fields of contract registration. */
export const FIELDS = [
  'electronics',
  'aerospace',
  'manufacturing',
  'biomedicine',
  'materials',
  'energy',
  'environment',
  'nuclear',
  'agriculture',
  'transport',
  'urban',
] as const;
