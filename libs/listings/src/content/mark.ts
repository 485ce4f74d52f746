import { type Outline, outlineOf, type Step } from './outline';

/** Lines of a mark as one drawing: thousandths of an em, y upwards. */
export interface Mark {
  width: number;
  height: number;
  lines: { y: number; outline: Outline }[];
}

const LINE = 1500;
/** The bundled font begins at its thinnest: a stroke gives the letters body. */
export const STROKE = 34;
export const COLOUR = [0.72, 0.13, 0.11] as const;
export const OPACITY = 0.2;
export const SLANT_DEGREES = 30;

export function markOf(texts: string[]): Mark {
  const lines = texts.map((text, index) => ({ y: (texts.length - 1 - index) * LINE, outline: outlineOf(text) }));
  return { width: Math.max(...lines.map(({ outline }) => outline.width)), height: texts.length * LINE, lines };
}

/** So that a mark spans about half of the shorter side, and stays readable. */
export const fontSize = (mark: Mark, width: number, height: number): number =>
  Math.min(Math.max(((Math.min(width, height) * 0.62) / mark.width) * 1000, 6), Math.max(width, height) / 12);

const round = (value: number): string => String(Math.round(value * 10) / 10);

/** The operators of a PDF's content stream, which knows no quadratic curves. */
export function toPdfPath(mark: Mark): string {
  const out: string[] = [];
  for (const { y, outline } of mark.lines) {
    let from: [number, number] = [0, 0];
    for (const step of outline.steps) {
      const points = step.points.map((value, index) => (index % 2 === 0 ? value : value + y));
      out.push(pdfStep({ ...step, points }, from));
      if (points.length >= 2) from = [points.at(-2) ?? 0, points.at(-1) ?? 0];
    }
  }
  return out.join('\n');
}

function pdfStep({ command, points }: Step, [fromX, fromY]: [number, number]): string {
  const say = (values: number[], operator: string): string => `${values.map(round).join(' ')} ${operator}`;
  if (command === 'M') return say(points, 'm');
  if (command === 'L') return say(points, 'l');
  if (command === 'C') return say(points, 'c');
  if (command === 'Z') return 'h';
  const [cx = 0, cy = 0, x = 0, y = 0] = points;
  const third = (from: number, to: number): number => from + ((to - from) * 2) / 3;
  return say([third(fromX, cx), third(fromY, cy), third(x, cx), third(y, cy), x, y], 'c');
}

/** A tile to be laid over a whole picture. */
export function toSvgTile(mark: Mark, size: number): { svg: string; width: number; height: number } {
  const scale = size / 1000;
  const slant = (SLANT_DEGREES * Math.PI) / 180;
  const [w, h] = [mark.width * scale, mark.height * scale];
  const width = Math.ceil(w * Math.cos(slant) + h * Math.sin(slant) + size * 2);
  const height = Math.ceil(w * Math.sin(slant) + h * Math.cos(slant) + size * 2);
  const paths = mark.lines.map(({ y, outline }) => {
    const d = outline.steps.map(({ command, points }) => command + points.map(round).join(' ')).join('');
    return `<path transform="translate(0 ${-y}) scale(1 -1)" d="${d}"/>`;
  });
  const colour = `rgb(${COLOUR.map((part) => Math.round(part * 255)).join(' ')})`.replaceAll(' ', ',');
  const at = `translate(${width / 2} ${height / 2}) rotate(${-SLANT_DEGREES}) scale(${scale}) translate(${-mark.width / 2} ${mark.height / 2 - LINE / 3})`;
  const style = `fill="${colour}" stroke="${colour}" stroke-width="${STROKE}" opacity="${OPACITY + 0.06}"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><g ${style} transform="${at}">${paths.join('')}</g></svg>`;
  return { svg, width, height };
}
