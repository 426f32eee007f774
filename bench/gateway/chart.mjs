/** A chart of how many times as many requests each contender answers as the first one does. */
const WIDTH = 860;
const BAR = 22;
const GAP = 8;
const LABELS = 330;
const FIGURES = 60;
const TITLE = 34;
const MARGIN = 16;

const COLOURS = { ours: '#0b6e4f', limit: '#9aa5b1', peer: '#4a6fa5' };

const escaped = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('*', '').replaceAll('`', '');

/** `panels`: [{ title, bars: [{ name, ratio, kind: 'ours' | 'limit' | 'peer' }] }]; gives the SVG. */
export function chart(panels) {
  const most = Math.max(...panels.flatMap(({ bars }) => bars.map(({ ratio }) => ratio)));
  const scale = (WIDTH - LABELS - FIGURES - 2 * MARGIN) / most;
  const parts = [];
  let y = MARGIN;
  for (const { title, bars } of panels) {
    parts.push(`<text x="${MARGIN}" y="${y + 18}" font-weight="bold">${escaped(title)}</text>`);
    y += TITLE;
    for (const bar of bars) {
      parts.push(barAt(bar, y, scale));
      y += BAR + GAP;
    }
    y += MARGIN;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y}" viewBox="0 0 ${WIDTH} ${y}" font-family="sans-serif" font-size="14" fill="#222">`,
    `<rect width="${WIDTH}" height="${y}" fill="#fff"/>`,
    ...parts,
    '</svg>\n',
  ].join('\n');
}

function barAt({ name, ratio, kind }, y, scale) {
  const from = MARGIN + LABELS;
  const width = Math.max(1, ratio * scale);
  const line = y + BAR - 6;
  return [
    `<text x="${from - 8}" y="${line}" text-anchor="end">${escaped(name)}</text>`,
    `<rect x="${from}" y="${y}" width="${width.toFixed(1)}" height="${BAR}" fill="${COLOURS[kind]}"/>`,
    `<text x="${(from + width + 6).toFixed(1)}" y="${line}">${ratio.toFixed(1)} ×</text>`,
  ].join('');
}
