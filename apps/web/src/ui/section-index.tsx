import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Section {
  id: string;
  title: string;
}

/** Fewer are found by looking. */
const WORTH_AN_INDEX = 4;

/** A long page with links to its sections, read from the page itself: a panel that shows nothing is not named. */
export function Indexed({ children }: { children: React.ReactNode }) {
  const { t } = useTranslation();
  const column = useRef<HTMLDivElement>(null);
  const [sections, setSections] = useState<Section[]>([]);
  useEffect(() => {
    const root = column.current;
    if (!root) return;
    const read = () =>
      setSections((before) => {
        const now = sectionsOf(root);
        return JSON.stringify(now) === JSON.stringify(before) ? before : now;
      });
    const observer = new MutationObserver(read);
    observer.observe(root, { childList: true, characterData: true, subtree: true });
    read();
    return () => observer.disconnect();
  }, []);
  return (
    <div className="indexed">
      {sections.length >= WORTH_AN_INDEX && (
        <nav className="section-index" aria-label={t('nav.onThisPage')}>
          {sections.map(({ id, title }) => (
            <a key={id} href={`#${id}`}>
              {title}
            </a>
          ))}
        </nav>
      )}
      <div ref={column} className="stack">
        {children}
      </div>
    </div>
  );
}

const sectionsOf = (root: HTMLElement): Section[] =>
  [...root.querySelectorAll('section > h2[id], section > div > h2[id]')].map(({ id, textContent }) => ({
    id,
    title: textContent,
  }));
