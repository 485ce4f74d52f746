import type { Link } from './related-parties';
import type { RelationRole } from './relation-rules';

type Language = 'zh' | 'en';

const ROLE_WORDS: Record<RelationRole, Record<Language, string>> = {
  legal_representative: { zh: '法定代表人', en: 'legal representative' },
  director: { zh: '董事', en: 'director' },
  supervisor: { zh: '监事', en: 'supervisor' },
  manager: { zh: '高级管理人员', en: 'senior manager' },
  controller: { zh: '实际控制人', en: 'actual controller' },
  key_staff: { zh: '核心人员', en: 'key employee' },
  representative: { zh: '代理人', en: 'representative' },
  member: { zh: '工作人员', en: 'employee' },
};

/** 2,500 → `25%`, 1,234 → `12.34%`. */
export const percent = (basisPoints: number): string => {
  const [whole, rest] = [Math.trunc(basisPoints / 100), basisPoints % 100];
  return `${whole}${rest === 0 ? '' : `.${String(rest).padStart(2, '0').replace(/0$/, '')}`}%`;
};

/** `A 持有 B 30%，B 持有 C 60%`. */
export function pathInWords(path: readonly Link[], names: ReadonlyMap<string, string>, language: Language): string {
  const name = (key: string): string => names.get(key) ?? '…';
  const zh = language === 'zh';
  const sentence = (link: Link): string => {
    if (link.type === 'holds') {
      const [holder, held, share] = [name(link.holder), name(link.held), percent(link.basisPoints)];
      return zh ? `${holder} 持有 ${held} ${share}` : `${holder} holds ${share} of ${held}`;
    }
    const [person, organisation, role] = [name(link.person), name(link.organisation), ROLE_WORDS[link.role][language]];
    return zh ? `${person} 是 ${organisation} 的${role}` : `${person} is ${role} of ${organisation}`;
  };
  return path.map(sentence).join(zh ? '，' : ', ');
}
