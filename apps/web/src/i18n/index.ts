import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

export type Language = 'zh' | 'en';

const KEY = 'jishi.language';
const RESOURCES = { zh: () => import('./zh'), en: () => import('./en') };

/** Chinese unless this browser chose English before: the visitor's own choice, not the browser's, is kept. */
function remembered(): Language {
  return localStorage.getItem(KEY) === 'en' ? 'en' : 'zh';
}

async function load(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, 'translation')) return;
  const { texts } = await RESOURCES[language]();
  i18next.addResourceBundle(language, 'translation', texts);
}

export async function startI18n(): Promise<void> {
  const language = remembered();
  await i18next
    .use(initReactI18next)
    .init({ lng: language, resources: {}, interpolation: { escapeValue: false }, returnNull: false });
  await load(language);
  await apply(language);
}

export async function switchLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEY, language);
  await load(language);
  await apply(language);
}

async function apply(language: Language): Promise<void> {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  await i18next.changeLanguage(language);
}
