import {
  concatTransformationMatrix,
  drawObject,
  type PDFName,
  type PDFOperator,
  type PDFPage,
  type PDFRef,
  popGraphicsState,
  pushGraphicsState,
  setGraphicsState,
} from '@cantoo/pdf-lib';
import { COLOUR, fontSize, type Mark, markOf, OPACITY, SLANT_DEGREES, STROKE, toPdfPath } from './mark';
import { openPdf } from './pdf-inspect';

/** The same document with a mark across every page; the mark is stored once and drawn many times. */
export async function markPdf(content: Uint8Array, texts: string[]): Promise<Uint8Array> {
  const document = await openPdf(content);
  const mark = markOf(texts);
  const { context } = document;
  const colour = COLOUR.join(' ');
  const drawing = context.register(
    context.flateStream(`${colour} rg ${colour} RG ${STROKE} w 1 j\n${toPdfPath(mark)}\nB\n`, {
      Type: 'XObject',
      Subtype: 'Form',
      BBox: [-100, -500, mark.width + 100, mark.height + 300],
      // A group is laid over the page as one: outline and filling do not darken each other.
      Group: { Type: 'Group', S: 'Transparency' },
      Resources: {},
    }),
  );
  const faint = context.register(context.obj({ Type: 'ExtGState', ca: OPACITY, CA: OPACITY }));
  for (const page of document.getPages()) markPage(page, mark, drawing, faint);
  return document.save({ addDefaultPage: false, updateFieldAppearances: false });
}

function markPage(page: PDFPage, mark: Mark, drawing: PDFRef, faint: PDFRef): void {
  const box = page.getCropBox();
  const turned = page.getRotation().angle % 180 !== 0;
  const [width, height] = turned ? [box.height, box.width] : [box.width, box.height];
  // What the page draws already is set between q and Q first, so that its own turns and scales end there.
  page.node.normalize();
  const name = page.node.newXObject('JishiMark', drawing);
  const state = page.node.newExtGState('JishiFaint', faint);
  const scale = fontSize(mark, width, height) / 1000;
  const angle = ((SLANT_DEGREES + page.getRotation().angle) * Math.PI) / 180;
  const operators: PDFOperator[] = [];
  for (const [across, up] of placesOn(width, height, mark, scale)) {
    const [x, y] = turned ? [box.width * up, box.height * across] : [box.width * across, box.height * up];
    operators.push(...drawAt(box.x + x, box.y + y, angle, scale, mark, name, state));
  }
  page.pushOperators(...operators);
}

/** Fractions of the page: enough rows that no half page is without one. */
function placesOn(width: number, height: number, mark: Mark, scale: number): [number, number][] {
  const rise = mark.width * scale * Math.sin((SLANT_DEGREES * Math.PI) / 180) + mark.height * scale;
  const rows = Math.min(Math.max(Math.round(height / (rise * 1.15)), 1), 6);
  const columns = Math.min(Math.max(Math.floor(width / (mark.width * scale)), 1), 4);
  const places: [number, number][] = [];
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) places.push([(column + 0.5) / columns, (row + 0.5) / rows]);
  return places;
}

function drawAt(
  x: number,
  y: number,
  angle: number,
  scale: number,
  mark: Mark,
  name: PDFName,
  state: PDFName,
): PDFOperator[] {
  const [cos, sin] = [Math.cos(angle) * scale, Math.sin(angle) * scale];
  const [halfWidth, halfHeight] = [mark.width / 2, mark.height / 2];
  const left = x - halfWidth * cos + halfHeight * sin;
  const bottom = y - halfWidth * sin - halfHeight * cos;
  return [
    pushGraphicsState(),
    setGraphicsState(state),
    concatTransformationMatrix(cos, sin, -sin, cos, left, bottom),
    drawObject(name),
    popGraphicsState(),
  ];
}
