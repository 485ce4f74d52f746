import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Keeps a picture of the page for people to look at, in the folder that JISHI_PICTURES names; without it none, for it takes long. */
export async function picture(page: Page, name: string, fullPage = true): Promise<void> {
  const folder = process.env['JISHI_PICTURES'];
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage });
}
