/** The few marks on our cards as small pictures, as Teams and Slack show them: not every machine has letters for them. */
import { el } from './dom.js';

const svg = 'http://www.w3.org/2000/svg';

/** A shape filled with a colour, and the sign drawn on it in white (or in a colour of its own). */
const disc = 'M10 1.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z';
const square =
  'M4.5 2h11A2.5 2.5 0 0 1 18 4.5v11a2.5 2.5 0 0 1-2.5 2.5h-11A2.5 2.5 0 0 1 2 15.5v-11A2.5 2.5 0 0 1 4.5 2z';
const octagon = 'M6.5 1.5h7l5 5v7l-5 5h-7l-5-5v-7z';
const triangle = 'M10 1.8 19 17.8H1z';

/** @type {Record<string, { shape: string, fill: string, sign?: string, ink?: string }>} */
const pictures = {
  ℹ: { shape: square, fill: '#3b6fb5', sign: 'M10 9.2v5M10 5.8v.1' },
  '✅': { shape: square, fill: '#2e8b57', sign: 'm5.8 10.4 2.9 2.9 5.6-6' },
  '⚠': { shape: triangle, fill: '#f2b824', sign: 'M10 7.6v4.6M10 14.9v.1', ink: '#3a2a00' },
  '🛑': { shape: octagon, fill: '#cf3339', sign: 'M6.4 10h7.2' },
  '🔵': { shape: disc, fill: '#2f78d0' },
  '⚪': { shape: disc, fill: '#d9dcdd' },
  '📖': {
    shape: 'M10 5C8 3.7 5.5 3.5 2 4v12c3.5-.5 6-.3 8 1 2-1.3 4.5-1.5 8-1V4c-3.5-.5-6-.3-8 1z',
    fill: '#5a7bb5',
    sign: 'M10 5.5v11',
  },
  '👍': {
    shape: 'M7 9v8H4V9zm1 0 3-6c1 0 2 .8 2 2v3h4.2c.9 0 1.5.8 1.3 1.7l-1.2 5.8c-.2.9-.9 1.5-1.8 1.5H8z',
    fill: '#d99a1c',
  },
  '👎': {
    shape: 'M7 11V3H4v8zm1 0 3 6c1 0 2-.8 2-2v-3h4.2c.9 0 1.5-.8 1.3-1.7l-1.2-5.8C16.1 3.6 15.4 3 14.5 3H8z',
    fill: '#d99a1c',
  },
  '👉': { shape: 'M3 8h8V4l6 6-6 6v-4H3z', fill: '#2e8b57' },
  '⛔': { shape: disc, fill: '#cf3339', sign: 'M5.8 10h8.4' },
};

const marks = new RegExp(`(${Object.keys(pictures).join('|')})\\ufe0f?`, 'u');

/** @param {HTMLElement} drawn */
export function withPictures(drawn) {
  const walker = document.createTreeWalker(drawn, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (text instanceof Text && marks.test(text.data)) texts.push(text);
  }
  for (const text of texts) {
    const parts = text.data.split(marks);
    // Every second part is a mark.
    text.replaceWith(...parts.map((part, at) => (at % 2 ? picture(part) : part)));
  }
  return drawn;
}

/** @param {string} mark */
function picture(mark) {
  const design = pictures[mark];
  if (!design) return mark;
  const { shape, fill, sign, ink = '#ffffff' } = design;
  const drawing = document.createElementNS(svg, 'svg');
  drawing.setAttribute('viewBox', '0 0 20 20');
  drawing.setAttribute('aria-hidden', 'true');
  drawing.append(path(shape, fill, 'none'));
  if (sign) drawing.append(path(sign, 'none', ink));
  return el('span', { class: 'emoji' }, el('span', { class: 'hidden' }, mark), drawing);
}

/**
 * @param {string} d
 * @param {string} fill
 * @param {string} stroke
 */
function path(d, fill, stroke) {
  const element = document.createElementNS(svg, 'path');
  element.setAttribute('d', d);
  element.setAttribute('fill', fill);
  element.setAttribute('stroke', stroke);
  return element;
}
