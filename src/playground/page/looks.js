/** How the page looks: light or dark, cards as Teams or as Slack draws them, or both side by side. Remembered in this browser. */
import { byId, icon } from './dom.js';

const root = document.documentElement;
const sun =
  'M10 3v1m0 12v1M3 10h1m12 0h1M5 5l.8.8m8.4 8.4.8.8M5 15l.8-.8m8.4-8.4L15 5M13.2 10a3.2 3.2 0 1 1-6.4 0 3.2 3.2 0 0 1 6.4 0z';
const moon = 'M16 11.8A6.6 6.6 0 0 1 8.2 4a6.4 6.4 0 1 0 7.8 7.8z';

/** Wide enough for two cards side by side. */
const wide = matchMedia('(min-width: 1100px)');

export const look = () => lookOf(root.dataset.look);

/**
 * What was chosen, as far as the window is wide enough for it.
 * @param {string | null | undefined} chosen
 */
function lookOf(chosen) {
  if (chosen === 'both' && wide.matches) return 'both';
  return chosen === 'slack' ? 'slack' : 'teams';
}

export const theme = () => (root.dataset.theme === 'dark' ? 'dark' : 'light');

/** @param {() => void} redraw is called when cards must be drawn anew. */
export function offerLooks(redraw) {
  /** @type {NodeListOf<HTMLInputElement>} */
  const choices = document.querySelectorAll('input[name="look"]');
  const applyLook = () => {
    root.dataset.look = lookOf(localStorage.getItem('chalkline.look'));
    for (const choice of choices) choice.checked = choice.value === look();
    redraw();
  };
  for (const choice of choices)
    choice.addEventListener('change', () => {
      localStorage.setItem('chalkline.look', choice.value);
      applyLook();
    });
  wide.addEventListener('change', applyLook);
  applyLook();
  const button = byId('theme');
  const show = () => {
    const otherTheme = theme() === 'dark' ? 'light' : 'dark';
    button.replaceChildren(icon(otherTheme === 'dark' ? moon : sun));
    button.setAttribute('aria-label', `Switch to ${otherTheme} colours`);
    button.title = `Switch to ${otherTheme} colours`;
  };
  const setTheme = (/** @type {'light' | 'dark'} */ colours) => {
    root.dataset.theme = colours;
    show();
    redraw();
  };
  button.addEventListener('click', () => {
    const otherTheme = theme() === 'dark' ? 'light' : 'dark';
    localStorage.setItem('chalkline.theme', otherTheme);
    setTheme(otherTheme);
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', (event) => {
    if (!localStorage.getItem('chalkline.theme')) setTheme(event.matches ? 'dark' : 'light');
  });
  show();
}
