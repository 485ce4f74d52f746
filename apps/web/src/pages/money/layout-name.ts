import type { BankLayout } from '../../api/bank';

export const layoutName = ({ name }: BankLayout, language: string): string =>
  language.startsWith('zh') ? name.zh : name.en;
