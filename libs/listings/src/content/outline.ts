import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fontkit, { type Font } from '@pdf-lib/fontkit';

/**
 * Words as outlines of the bundled font, so that Chinese shows on any machine and in any viewer, whatever fonts it has, and
 * cannot be taken out as text. Units are thousandths of an em, y upwards, the baseline at 0.
 */
export interface Outline {
  width: number;
  steps: Step[];
}
/** As in SVG: M, L, Q, C, Z with absolute positions. */
export interface Step {
  command: string;
  points: number[];
}

const PACKAGE = '@fontsource-variable/noto-sans-sc';
const require = createRequire(import.meta.url);

type Range = [from: number, to: number];
interface Part {
  ranges: Range[];
  file: string;
  font?: Font;
}

let parts: Part[] | undefined;

export function outlineOf(text: string): Outline {
  const steps: Step[] = [];
  let x = 0;
  for (const character of text) {
    const font = fontFor(character.codePointAt(0) ?? 0);
    if (!font) {
      x += 500;
      continue;
    }
    const glyph = font.glyphForCodePoint(character.codePointAt(0) ?? 0);
    const scale = 1000 / font.unitsPerEm;
    const left = x;
    for (const [, command = '', values = ''] of glyph.path.toSVG().matchAll(/([MLQCZ])([^MLQCZ]*)/g)) {
      const points = (values.match(/-?[\d.]+/g) ?? []).map(Number);
      steps.push({ command, points: points.map((value, index) => value * scale + (index % 2 === 0 ? left : 0)) });
    }
    x += glyph.advanceWidth * scale;
  }
  return { width: x, steps };
}

/** The font comes in a hundred parts by range, as browsers fetch it; a line of text needs a handful. */
function fontFor(codePoint: number): Font | null {
  parts ??= listParts();
  for (const part of parts) {
    if (!part.ranges.some(([from, to]) => codePoint >= from && codePoint <= to)) continue;
    part.font ??= fontkit.create(readFileSync(require.resolve(`${PACKAGE}/files/${part.file}`)));
    if (part.font.hasGlyphForCodePoint(codePoint)) return part.font;
  }
  return null;
}

function listParts(): Part[] {
  const ranges = JSON.parse(readFileSync(require.resolve(`${PACKAGE}/unicode.json`), 'utf8')) as Record<string, string>;
  return Object.entries(ranges).map(([name, list]) => ({
    file: `noto-sans-sc-${name.replace(/[[\]]/g, '')}-wght-normal.woff2`,
    ranges: list.split(',').map((range) => {
      const [from = 0, to = from] = range
        .slice(2)
        .split('-')
        .map((code) => parseInt(code, 16));
      return [from, to];
    }),
  }));
}
