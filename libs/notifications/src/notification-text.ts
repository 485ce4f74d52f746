import { formatYuan } from '@jishi/kernel';
import { type Locale, messageFor } from '@jishi/platform';
import { momentText } from './domain/china-text';

export type NotificationParams = Record<string, string | number>;

/** What a fact did not say is shown as a dash, never as a hole. */
const shown = (locale: Locale, name: string, value: string | number | undefined): string => {
  if (value === undefined) return '—';
  if (name.endsWith('Minor') && typeof value === 'number') return formatYuan(value);
  const ms = typeof value === 'number' ? value : Date.parse(value);
  return name.endsWith('At') && Number.isFinite(ms) ? momentText(ms, true)[locale] : String(value);
};

/** A notification in the reader's language, made of its kind and params alone. */
export function notificationText(kind: string, params: NotificationParams, locale: Locale): string {
  const filled = new Proxy<Record<string, string>>(
    {},
    { get: (_, name) => (typeof name === 'string' ? shown(locale, name, params[name]) : undefined) },
  );
  return messageFor(`notification.${kind}`, filled, locale);
}
